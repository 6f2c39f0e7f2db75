//! The agreement between the municipality and the base team (handhavingsarrangement): who acts first on what, how to
//! ask for help, and until when that holds.

use jiff::civil::Date;

use super::days::plus;
use super::sheet::Sheet;

/// Who acts on what: themes, place in the order, party, channel, hours, how to ask, area.
const AGREEMENTS: [[&str; 7]; 23] = [
    [
        "alcohol; openbare-orde; terras",
        "1",
        "gemeente",
        "0900-00009",
        "Mo-Su 07:00-24:00",
        "Eerst waarschuwen, daarna bekeuren.",
        "GM9990",
    ],
    [
        "alcohol; openbare-orde; terras",
        "2",
        "politie",
        "0900-0000",
        "24/7",
        "Bij agressie of een groep die niet luistert komt de politie. Zeg dat je boa bent en waar je staat.",
        "GM9990",
    ],
    [
        "afval",
        "1",
        "gemeente",
        "0900-00009",
        "Mo-Su 07:00-24:00",
        "Zoek naar de afzender alleen met twee boa's.",
        "GM9990",
    ],
    [
        "parkeren; verkeer; school; fiets",
        "1",
        "gemeente",
        "0900-00009",
        "Mo-Su 07:00-24:00",
        "Stilstaand verkeer is voor de boa.",
        "GM9990",
    ],
    [
        "parkeren; verkeer; school",
        "2",
        "politie",
        "0900-0000",
        "24/7",
        "Rijdend verkeer is voor de politie.",
        "GM9990",
    ],
    [
        "jeugd",
        "1",
        "gemeente",
        "0900-00009",
        "Mo-Su 15:00-24:00",
        "Eerst een gesprek, samen met jongerenwerk.",
        "GM9990",
    ],
    ["jeugd", "2", "politie", "0900-0000", "24/7", "De politie komt bij een strafbaar feit.", "GM9990"],
    [
        "evenement; vuurwerk",
        "1",
        "gemeente",
        "0900-00009",
        "Mo-Su 07:00-24:00",
        "Volg het draaiboek; de evenementenregisseur belt.",
        "GM9990",
    ],
    [
        "evenement; vuurwerk",
        "2",
        "politie",
        "0900-0000",
        "24/7",
        "Gezamenlijke briefing een uur voor de start.",
        "GM9990",
    ],
    [
        "milieu",
        "1",
        "omgevingsdienst",
        "0900-00004",
        "24/7",
        "Raak niets aan, neem een foto van afstand, bel de milieuwacht.",
        "GM9990",
    ],
    ["milieu", "2", "politie", "0900-0000", "24/7", "Bij vaten of gif zet de politie af.", "GM9990"],
    [
        "natuur; stilte; natuurbrand; zwemwater",
        "1",
        "omgevingsdienst",
        "0900-00004",
        "24/7",
        "De groene boa's gaan voor. In fase 2 loopt er elke dag een ronde.",
        "WK999004",
    ],
    [
        "natuur; stilte; natuurbrand",
        "2",
        "politie",
        "0900-0000",
        "24/7",
        "Bij stroperij of brand: politie en brandweer.",
        "WK999004",
    ],
    [
        "honden",
        "1",
        "gemeente",
        "0900-00009",
        "Mo-Su 07:00-24:00",
        "In het bos en op het voorland: omgevingsdienst.",
        "GM9990",
    ],
    [
        "honden",
        "2",
        "omgevingsdienst",
        "0900-00004",
        "24/7",
        "Samen optreden mag in elkaars gebied.",
        "GM9990",
    ],
    ["water", "1", "gemeente", "06-00000007", "Mo-Su 08:00-20:00", "De havenmeester gaat voor.", "WK999001"],
    [
        "openbaar-vervoer",
        "1",
        "vervoerder",
        "0900-00001",
        "05:30-01:00",
        "Op het perron en in de trein treedt Markerlijn op.",
        "BU99900201",
    ],
    [
        "openbaar-vervoer",
        "2",
        "politie",
        "0900-0000",
        "24/7",
        "Bij geweld of aanhouding komt de politie naar het station.",
        "BU99900201",
    ],
    [
        "onderwijs; verzuim",
        "1",
        "gemeente",
        "0900-00005",
        "Mo-Fr 08:30-17:00",
        "Leerplicht belt de school.",
        "WK999002",
    ],
    [
        "vakantieverhuur",
        "1",
        "gemeente",
        "0900-00003",
        "Mo-Su 07:00-24:00",
        "Controle achter de voordeur alleen met de toezichthouder wonen.",
        "BU99900403",
    ],
    [
        "vakantieverhuur",
        "2",
        "omgevingsdienst",
        "0900-00004",
        "24/7",
        "De omgevingsdienst geeft door wat zij buiten ziet.",
        "BU99900403",
    ],
    [
        "ondermijning; arbeid",
        "1",
        "sociale recherche",
        "0900-00006",
        "Mo-Fr 09:00-17:00",
        "Geef patronen door, geen personen.",
        "WK999003",
    ],
    ["markt", "1", "gemeente", "0900-00003", "Sa 05:00-18:00", "De marktmeester gaat voor.", "BU99900202"],
];

/// The sheet.
pub fn sheet(today: Date) -> Vec<u8> {
    let mut sheet = Sheet::new(
        ';',
        &[
            "nummer",
            "thema",
            "volgorde",
            "partij",
            "telefoon",
            "bereikbaar",
            "hulp",
            "gebied",
            "geldig_tot_en_met",
            "bevestigd",
            "evaluatie",
        ],
    );
    let valid = plus(today, 430).to_string();
    let (confirmed, evaluation) =
        (plus(today, -54).to_string(), plus(today, 97).strftime("%d-%m-%Y").to_string());
    for (nth, [themes, rank, party, phone, hours, ask, area]) in AGREEMENTS.iter().enumerate() {
        let number = format!("HA-{:02}", nth + 1);
        sheet.line(&[
            number.as_str(),
            themes,
            rank,
            party,
            phone,
            hours,
            ask,
            area,
            &valid,
            &confirmed,
            &evaluation,
        ]);
    }
    sheet.bytes_with_mark()
}
