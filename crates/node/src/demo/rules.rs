//! Rules that hold somewhere: zones as GeoJSON and a sheet of rules that names them, as a municipality keeps them.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::RawFile;
use super::days;
use super::geojson::{collection, feature, polygon, ring_of};
use super::ground::Rect;
use super::scene;
use super::sheet::Sheet;

/// A zone: id, name, where.
const ZONES: [(&str, &str, Rect); 16] = [
    ("Z01", "Havenplein", scene::ALCOHOL_ZONE),
    ("Z02", "Evenemententerrein Havenplein", scene::SQUARE),
    ("Z03", "Haven", scene::HARBOUR),
    ("Z04", "Kade en steigers", Rect(9930.0, 5290.0, 10_260.0, 5580.0)),
    ("Z05", "Stationsplein", scene::STATION_SQUARE),
    ("Z06", "Perrons station Markerwaard", scene::PLATFORM),
    ("Z07", "Markt", scene::MARKET),
    ("Z08", "Strand Zuiderhoofd", scene::BEACH),
    ("Z09", "Hondenveld Sluiswijk", scene::DOG_FIELD),
    ("Z10", "Markerbos", scene::WOOD),
    ("Z11", "Vakantiepark Markersteiger", scene::HOLIDAY_PARK),
    ("Z12", "Buitendijks, het voorland", scene::FORELAND),
    ("Z13", "Bedrijvenpark Oost", Rect(6150.0, 5850.0, 8320.0, 7300.0)),
    ("Z14", "Kassengebied", Rect(3500.0, 7900.0, 6400.0, 9900.0)),
    ("Z15", "Markerstrand", Rect(1000.0, 1650.0, 1130.0, 1850.0)),
    ("Z16", "Schoolstraat Sluiswijk", Rect(4950.0, 2505.0, 5150.0, 2545.0)),
];

/// Columns of the sheet.
const HEADER: [&str; 12] = [
    "regel",
    "thema",
    "titel",
    "zone",
    "uitleg",
    "artikel",
    "tijden",
    "niet_op",
    "niet_te_lezen",
    "vanaf",
    "tot_en_met",
    "wie",
];

/// A rule that holds year after year: id, theme, title, zone, plain words, article, hours, not on, who acts.
type Standing = [&'static str; 9];

const STANDING: [Standing; 21] = [
    [
        "R01",
        "alcohol",
        "Alcoholverbod",
        "Z01",
        "Je mag hier op straat geen alcohol drinken of open bij je hebben. Op een terras met vergunning mag het wel.",
        "APV 2:48",
        "Fr-Su 18:00-06:00",
        "Koningsdag",
        "gemeente; politie",
    ],
    [
        "R02",
        "vuurwerk",
        "Vuurwerkvrije zone",
        "Z01",
        "Hier mag niemand vuurwerk afsteken, ook niet met oud en nieuw.",
        "APV 2:73",
        "Dec 31 10:00-24:00; Jan 01 00:00-18:00",
        "",
        "gemeente; politie",
    ],
    [
        "R03",
        "water",
        "Zwemverbod haven",
        "Z03",
        "Je mag niet zwemmen in de haven en niet van de kade springen.",
        "APV 5:31",
        "",
        "",
        "gemeente; politie",
    ],
    [
        "R04",
        "water",
        "Passantensteiger",
        "Z04",
        "Een boot mag hier ten hoogste drie keer 24 uur liggen.",
        "APV 5:25",
        "",
        "",
        "gemeente",
    ],
    [
        "R05",
        "afval",
        "Geen afval naast de container",
        "Z04",
        "Zet je afval in de container. Ernaast zetten mag niet, ook niet als hij vol is.",
        "Afvalstoffenverordening 10",
        "",
        "",
        "gemeente",
    ],
    [
        "R06",
        "openbare-orde",
        "Niet hinderlijk rondhangen",
        "Z05",
        "Je mag op het plein anderen niet hinderen of de ingang versperren.",
        "APV 2:47",
        "",
        "",
        "gemeente; politie",
    ],
    [
        "R07",
        "fiets",
        "Fiets alleen in de rekken",
        "Z05",
        "Een fiets buiten de rekken of het vak mag de gemeente weghalen.",
        "APV 5:12",
        "",
        "",
        "gemeente",
    ],
    [
        "R08",
        "openbaar-vervoer",
        "Perron alleen met reisrecht",
        "Z06",
        "Op het perron heb je een geldig kaartje nodig en volg je aanwijzingen van de vervoerder op.",
        "Besluit personenvervoer 2000, 47 en 52",
        "",
        "",
        "vervoerder; politie",
    ],
    [
        "R09",
        "openbaar-vervoer",
        "Niet roken op het perron",
        "Z06",
        "Op het perron mag je niet roken, ook geen vape.",
        "Besluit personenvervoer 2000, 52",
        "",
        "",
        "vervoerder",
    ],
    [
        "R10",
        "markt",
        "Weekmarkt: plein vrij van auto's",
        "Z07",
        "Op marktdag mag hier niet geparkeerd worden. Een kraam heeft een vergunning van de gemeente nodig.",
        "Marktverordening 4",
        "Sa 05:00-18:00",
        "Eerste Kerstdag",
        "gemeente",
    ],
    [
        "R11",
        "honden",
        "Strand verboden voor honden",
        "Z08",
        "Van mei tot en met september mag een hond niet op het strand.",
        "APV 2:57",
        "May-Sep 08:00-20:00",
        "",
        "gemeente",
    ],
    [
        "R12",
        "honden",
        "Losloopgebied",
        "Z09",
        "Hier mag een hond los lopen. Ruim de poep op.",
        "APV 2:57",
        "",
        "",
        "gemeente",
    ],
    [
        "R13",
        "honden",
        "Hond aan de lijn",
        "Z10",
        "In het bos loopt een hond aan de lijn.",
        "APV 2:57",
        "",
        "",
        "omgevingsdienst; gemeente",
    ],
    [
        "R14",
        "natuurbrand",
        "Geen vuur: natuurbrand fase 2",
        "Z10",
        "Maak geen vuur, ook geen barbecue. In het droge seizoen geldt fase 2.",
        "APV 2:18",
        "Mar 15-Sep 30",
        "",
        "omgevingsdienst; gemeente; politie",
    ],
    [
        "R15",
        "vakantieverhuur",
        "Niet wonen op het vakantiepark",
        "Z11",
        "Een vakantiehuis is voor vakantie. Er vast wonen mag niet, en verhuren kan alleen met een registratienummer.",
        "Omgevingsplan 22.3",
        "",
        "",
        "gemeente; omgevingsdienst",
    ],
    [
        "R16",
        "stilte",
        "Stiltegebied",
        "Z12",
        "Maak hier geen geluid dat de rust verstoort: geen muziek, geen motor, geen drone.",
        "Omgevingsverordening 3.40",
        "",
        "",
        "omgevingsdienst; politie",
    ],
    [
        "R17",
        "natuur",
        "Broedseizoen: blijf op het pad",
        "Z12",
        "Van 15 maart tot en met 15 juli mag je niet van de paden en is de hond aan de lijn.",
        "Omgevingswet 11.1; toegangsregels voorland",
        "Mar 15-Jul 15",
        "",
        "omgevingsdienst",
    ],
    [
        "R18",
        "stilte",
        "Voorland dicht na zonsondergang",
        "Z12",
        "Tussen zonsondergang en zonsopkomst mag je hier niet zijn.",
        "Toegangsregels voorland",
        "sunset-sunrise",
        "",
        "omgevingsdienst; politie",
    ],
    [
        "R19",
        "verkeer",
        "Vrachtwagens niet in de nacht",
        "Z13",
        "Een voertuig langer dan zes meter mag hier 's nachts niet staan.",
        "APV 5:8",
        "20:00-06:00",
        "",
        "gemeente; politie",
    ],
    [
        "R20",
        "milieu",
        "Donkerteregel voor kassen",
        "Z14",
        "In de nanacht is het scherm dicht: er komt geen licht naar buiten.",
        "Besluit activiteiten leefomgeving 3.205",
        "Sep 01-Apr 30 20:00-24:00",
        "",
        "omgevingsdienst",
    ],
    [
        "R21",
        "zwemwater",
        "Zwemplek Markerstrand",
        "Z15",
        "Dit is officieel zwemwater. Het water wordt in het seizoen elke twee weken onderzocht.",
        "Besluit activiteiten leefomgeving 15",
        "May 01-Sep 30",
        "",
        "omgevingsdienst",
    ],
];

/// The files: zones and rules.
pub fn files(today: Date) -> Vec<RawFile> {
    let zones = collection(ZONES.iter().map(zone).collect());
    vec![
        RawFile::new("regels/regels.csv", "markerwaard-regels", sheet(today)),
        RawFile::json("regels/zones.geojson", "markerwaard-regels", &zones).with_role("zones"),
    ]
}

fn zone((id, name, rect): &(&str, &str, Rect)) -> Value {
    feature(json!({ "zone": id, "naam": name }), polygon(&ring_of(*rect)))
}

fn sheet(today: Date) -> Vec<u8> {
    let mut sheet = Sheet::new(';', &HEADER);
    for [id, theme, title, zone, text, article, hours, except, who] in STANDING {
        sheet.line(&[id, theme, title, zone, text, article, hours, except, "", "", "", who]);
    }
    let (saturday, march) = (days::coming_saturday(today).to_string(), days::end_of_march(today).to_string());
    sheet.line(&[
        "R22",
        "evenement",
        "Winterlicht: geen glas, geen auto's",
        "Z02",
        "Tijdens Winterlicht mag er geen glas op het plein en rijdt er geen auto. Volg de aanwijzingen van de organisatie.",
        "APV 2:26; evenementenvergunning",
        "Sa 18:00-23:00",
        "",
        "",
        &saturday,
        &saturday,
        "gemeente; politie",
    ]);
    sheet.line(&[
        "R23",
        "terras",
        "Terras Havenplein 3",
        "Z02",
        "Het terras mag open zijn zolang de vergunning loopt.",
        "APV 2:28",
        "10:00-23:00",
        "",
        "",
        "",
        &march,
        "gemeente",
    ]);
    sheet.line(&[
        "R24",
        "school",
        "Schoolstraat",
        "Z16",
        "Bij de school is de straat dicht voor auto's als de school begint en uitgaat.",
        "Verkeersbesluit 2025-14",
        "Mo-Fr 08:00-08:45,14:15-15:00",
        "",
        "niet in de schoolvakanties",
        "",
        "",
        "gemeente",
    ]);
    sheet.bytes()
}
