//! Street names as a polder town has them: ships on the shore, crops in the heart, technique on the business parks,
//! birds in the outer ring. Nobody is named.

const SHORE: [&str; 18] = [
    "Aak", "Boeier", "Botter", "Galjoot", "Hoeker", "Jol", "Klipper", "Kotter", "Logger", "Praam", "Punter",
    "Schoener", "Schokker", "Sloep", "Tjalk", "Vlet", "Zeilboot", "Zompe",
];
const HEART: [&str; 24] = [
    "Aardappel",
    "Boekweit",
    "Bonen",
    "Erwten",
    "Gerst",
    "Haver",
    "Hop",
    "Karwij",
    "Klaver",
    "Koolzaad",
    "Linzen",
    "Lupine",
    "Luzerne",
    "Maanzaad",
    "Mais",
    "Mosterd",
    "Raapzaad",
    "Rogge",
    "Spelt",
    "Suikerbiet",
    "Tarwe",
    "Uien",
    "Vlas",
    "Wikke",
];
const WORK: [&str; 10] = [
    "Anker",
    "Dynamo",
    "Generator",
    "Katrol",
    "Kompas",
    "Rotor",
    "Scharnier",
    "Turbine",
    "Weegschaal",
    "Wiek",
];
const RING: [&str; 18] = [
    "Aalscholver",
    "Bergeend",
    "Buizerd",
    "Fuut",
    "Grutto",
    "Kiekendief",
    "Kievit",
    "Kluut",
    "Lepelaar",
    "Meerkoet",
    "Rietgors",
    "Roerdomp",
    "Scholekster",
    "Smient",
    "Tureluur",
    "Visdief",
    "Wulp",
    "Zwaan",
];
const KINDS: [&str; 12] = [
    "straat",
    "laan",
    "hof",
    "pad",
    "dreef",
    "singel",
    "plantsoen",
    "akker",
    "erf",
    "plaats",
    "weg",
    "gaarde",
];

/// The name of a street: the `nth` of a district. Each is given once, as long as there are.
#[must_use]
pub fn name(wijk: &str, nth: usize) -> String {
    let stems: &[&str] = match wijk {
        "WK999001" => &SHORE,
        "WK999002" => &HEART,
        "WK999003" => &WORK,
        _ => &RING,
    };
    // along the stems first, so that neighbours do not share one
    let stem = stems.get(nth % stems.len()).copied().unwrap_or_default();
    let kind = KINDS.get(nth / stems.len() % KINDS.len()).copied().unwrap_or_default();
    format!("{stem}{kind}")
}
