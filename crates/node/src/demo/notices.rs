//! Official notices: those of the municipality as JSON with places as `lat lon` texts, those of the omgevingsdienst
//! as an SRU answer. Winterlicht and the terrace on Havenplein carry the days that they are about.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::RawFile;
use super::addresses::Address;
use super::days::{coming_saturday, end_of_march, plus};
use super::ground::{Metres, at};
use super::random::Random;
use super::scene::{DRUMS, MARKET, PERMIT_ZONE, PERMITTED_FIRM, SCHOOL, SQUARE, STATION_SQUARE, on_kade};

/// Ordinary permits in the file of the municipality.
const ORDINARY: u32 = 34;
/// Days that ordinary permits go back.
const DAYS_BACK: u32 = 120;
const HOST: &str = "https://bekendmakingen.markerwaard.example";

/// A notice before it gets a form.
struct Notice {
    published: Date,
    kind: &'static str,
    text: String,
    places: Vec<Metres>,
    days: Option<(Date, Date)>,
}

/// The files.
pub fn files(seed: u64, today: Date, town: &[Address]) -> Vec<RawFile> {
    let mut notices = telling(today, town);
    notices.extend(ordinary(seed, today, town));
    let publications: Vec<Value> =
        (1..).zip(&notices).map(|(number, notice)| publication(number, notice)).collect();
    let environment = sru(&environment(today));
    vec![
        RawFile::json(
            "bekendmakingen/publicaties.json",
            "markerwaard-bekendmakingen",
            &json!({ "publications": publications }),
        ),
        RawFile::new("bekendmakingen/omgevingsdienst_sru.xml", "markerwaard-milieuvergunningen", environment),
    ]
}

fn telling(today: Date, town: &[Address]) -> Vec<Notice> {
    let saturday = coming_saturday(today);
    let square = SQUARE.middle();
    let terrace = town.iter().find(|a| a.street == "Havenplein" && a.number == 3).map_or(square, |a| a.place);
    let notice = |days_ago: i32, kind, text: &str, places: Vec<Metres>, days| Notice {
        published: plus(today, -days_ago),
        kind,
        text: text.to_owned(),
        places,
        days,
    };
    let market = MARKET.middle();
    vec![
        notice(
            17,
            "evenementenvergunning",
            "Winterlicht op het Havenplein: zaterdag van 18:00 tot 23:00 uur, ongeveer 2.500 bezoekers",
            vec![square],
            Some((saturday, saturday)),
        ),
        notice(
            10,
            "verkeersbesluit",
            "Tijdelijk verkeersbesluit Winterlicht: Havenplein en Kade dicht voor auto's van 16:00 tot 24:00 uur",
            vec![square, on_kade(2), on_kade(8)],
            Some((saturday, saturday)),
        ),
        notice(
            41,
            "exploitatievergunning",
            "Terras Havenplein 3: vergunning tot en met maart",
            vec![terrace],
            Some((plus(today, -36), end_of_march(today))),
        ),
        notice(
            63,
            "ligplaatsvergunning",
            "Ligplaats voor een historisch schip aan de Kade, tegenover nummer 30",
            vec![on_kade(30)],
            None,
        ),
        notice(28, "standplaatsvergunning", "Standplaats weekmarkt Markt, kraam met vis", vec![market], None),
        notice(
            28,
            "standplaatsvergunning",
            "Standplaats weekmarkt Markt, kraam met kaas",
            vec![market.moved(12.0, 0.0)],
            None,
        ),
        notice(
            55,
            "exploitatievergunning",
            "Exploitatievergunning voor een broodjeszaak, Stationsplein 4",
            vec![STATION_SQUARE.middle()],
            None,
        ),
        notice(
            90,
            "verkeersbesluit",
            "Schoolstraat in Sluiswijk: dicht voor auto's bij begin en einde van de school",
            vec![SCHOOL],
            None,
        ),
        notice(
            74,
            "verkeersbesluit",
            "Uitbreiding van het vergunninggebied Haven, tot 22:00 uur",
            PERMIT_ZONE.corners().to_vec(),
            None,
        ),
        notice(
            33,
            "verordening",
            "Wijziging van de Algemene plaatselijke verordening Markerwaard",
            Vec::new(),
            None,
        ),
        notice(
            6,
            "overige overheidsinformatie",
            "Voornemen tot verhuur van drie ligplaatsen aan de Kade",
            vec![on_kade(44)],
            None,
        ),
    ]
}

fn ordinary(seed: u64, today: Date, town: &[Address]) -> Vec<Notice> {
    const KINDS: [(&str, &str); 6] = [
        ("omgevingsvergunning", "Aanvraag voor een dakkapel aan de voorkant"),
        ("omgevingsvergunning", "Verleend: uitbouw aan de achterkant"),
        ("omgevingsvergunning", "Verleend: zonnepanelen op een plat dak"),
        ("omgevingsvergunning", "Aanvraag voor het kappen van een boom"),
        ("evenementenmelding", "Melding van een straatfeest"),
        ("overige overheidsinformatie", "Aanwijzing van een laadpaal"),
    ];
    let mut random = Random::for_purpose(seed, "notices");
    let mut notices = Vec::new();
    for _ in 0..ORDINARY {
        let (days_ago, kind) = (random.below(DAYS_BACK), random.pick(&KINDS).copied());
        let (Some((kind, what)), Some(address)) = (kind, random.pick(town)) else { continue };
        notices.push(Notice {
            published: plus(today, -i32::try_from(days_ago).unwrap_or(0)),
            kind,
            text: format!("{what}, {} {}", address.street, address.number),
            places: vec![address.place],
            days: None,
        });
    }
    notices
}

fn publication(number: u32, notice: &Notice) -> Value {
    let year = notice.published.year();
    let id = format!("gmb-{year}-M{number:04}");
    let place = |spot: &Metres| {
        let (lon, lat) = spot.degrees();
        format!("{lat:.7} {lon:.7}")
    };
    let mut publication = json!({
        "date": format!("{}T07:{:02}:11.402Z", notice.published, number % 60),
        "urlDoc": format!("{HOST}/{id}.html"),
        "urlApi": format!("{HOST}/{id}.xml"),
        "type": notice.kind,
        "title": notice.text,
        "description": format!("{}: {}", notice.kind, notice.text),
        "location": notice.places.iter().map(place).collect::<Vec<_>>(),
    });
    if let (Value::Object(facts), Some((from, until))) = (&mut publication, notice.days) {
        facts.insert("from".into(), from.to_string().into());
        facts.insert("until".into(), until.to_string().into());
    }
    publication
}

fn environment(today: Date) -> Vec<Notice> {
    let notice = |days_ago: i32, text: &str, place| Notice {
        published: plus(today, -days_ago),
        kind: "omgevingsvergunning",
        text: text.to_owned(),
        places: vec![place],
        days: None,
    };
    vec![
        notice(
            19,
            "Verleend: opslag van verpakte gevaarlijke stoffen, Bedrijvenpark Oost",
            DRUMS.moved(-180.0, -90.0),
        ),
        notice(
            47,
            "Verleend: wijziging geurvoorschriften van een bedrijf voor diervoeder, Bedrijvenpark Oost",
            PERMITTED_FIRM,
        ),
        notice(
            82,
            "Aanvraag: opslag en sorteren van metaal, Bedrijvenpark Oost",
            PERMITTED_FIRM.moved(-310.0, 60.0),
        ),
        notice(12, "Ontwerpbesluit: batterijopslag, Energiekade", at(7700.0, 8500.0)),
        notice(101, "Verleend: lozen van spuiwater door een tuinbouwbedrijf, Kassenrand", at(4900.0, 8900.0)),
        notice(66, "Ontheffing stiltegebied voor onderhoud aan de dijk, Buitendijks", at(9600.0, 8200.0)),
    ]
}

fn sru(notices: &[Notice]) -> Vec<u8> {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sru:searchRetrieveResponse \
         xmlns:sru=\"http://docs.oasis-open.org/ns/search-ws/sruResponse\">\n<sru:numberOfRecords>{}\
         </sru:numberOfRecords>\n<sru:records>\n",
        notices.len()
    );
    for (number, notice) in (1..).zip(notices) {
        text.push_str(&sru_record(number, notice));
    }
    text.push_str("</sru:records>\n</sru:searchRetrieveResponse>\n");
    text.into_bytes()
}

fn sru_record(number: u32, notice: &Notice) -> String {
    let id = format!("wsb-{}-M{number:04}", notice.published.year());
    let (title, published) = (escaped(&notice.text), notice.published);
    let (lon, lat) = notice.places.first().map_or((0.0, 0.0), |place| place.degrees());
    format!(
        "<sru:record><sru:recordSchema>gzd</sru:recordSchema><sru:recordData>\
         <gzd xmlns=\"http://standaarden.overheid.nl/sru\"><originalData>\
         <overheidop:meta xmlns:overheidop=\"http://standaarden.overheid.nl/product/terms/\">\
         <owmskern xmlns:dcterms=\"http://purl.org/dc/terms/\"><dcterms:identifier>{id}</dcterms:identifier>\
         <dcterms:title>{title}</dcterms:title><dcterms:type>{kind}</dcterms:type>\
         <dcterms:creator scheme=\"overheid:Organisatie\">Omgevingsdienst Markermeer</dcterms:creator>\
         <dcterms:modified>{published}</dcterms:modified></owmskern>\
         <owmsmantel xmlns:dcterms=\"http://purl.org/dc/terms/\"><dcterms:available>{published}</dcterms:available>\
         </owmsmantel><tpmeta><overheidop:gebiedsmarkering><overheidop:Punt>\
         <overheidop:locatiepunt>{lat:.7} {lon:.7}</overheidop:locatiepunt></overheidop:Punt>\
         </overheidop:gebiedsmarkering></tpmeta></overheidop:meta></originalData>\
         <enrichedData><preferredUrl>{HOST}/{id}.html</preferredUrl></enrichedData></gzd>\
         </sru:recordData><sru:recordPosition>{number}</sru:recordPosition></sru:record>\n",
        kind = notice.kind,
    )
}

/// Text that is safe in XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
