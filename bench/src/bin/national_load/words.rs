//! Names of streets and towns, put together from parts. None is meant to be a real one; some will be.

use schouw_bench::points::SplitMix64;

const STEMS: [&str; 96] = [
    "Linden",
    "Eiken",
    "Beuken",
    "Esdoorn",
    "Kastanje",
    "Wilgen",
    "Populieren",
    "Berken",
    "Olmen",
    "Meidoorn",
    "Hazelaar",
    "Vlier",
    "Rozen",
    "Tulpen",
    "Narcissen",
    "Anjer",
    "Dahlia",
    "Krokus",
    "Lelie",
    "Klaproos",
    "Merel",
    "Lijster",
    "Spreeuwen",
    "Zwaluw",
    "Kievit",
    "Grutto",
    "Reiger",
    "Ooievaar",
    "Valken",
    "Uilen",
    "Molen",
    "Kerk",
    "School",
    "Markt",
    "Haven",
    "Brug",
    "Dijk",
    "Polder",
    "Sluis",
    "Gracht",
    "Dorps",
    "Station",
    "Spoor",
    "Water",
    "Vijver",
    "Beek",
    "Bron",
    "Duin",
    "Heide",
    "Veen",
    "Zand",
    "Klei",
    "Hoog",
    "Laag",
    "Noord",
    "Zuid",
    "Ooster",
    "Wester",
    "Midden",
    "Boven",
    "Beneden",
    "Smids",
    "Bakkers",
    "Wevers",
    "Kuipers",
    "Touw",
    "Schippers",
    "Vissers",
    "Boeren",
    "Herders",
    "Jagers",
    "Ruiters",
    "Zilver",
    "Gouden",
    "Koper",
    "IJzer",
    "Steen",
    "Kristal",
    "Robijn",
    "Smaragd",
    "Zonne",
    "Maan",
    "Sterren",
    "Wolken",
    "Regen",
    "Winter",
    "Zomer",
    "Lente",
    "Herfst",
    "Ochtend",
    "Avond",
    "Vreugde",
    "Vrede",
    "Eendracht",
    "Vrijheid",
    "Hoop",
];
const ENDS: [&str; 14] = [
    "straat",
    "laan",
    "weg",
    "plein",
    "hof",
    "kade",
    "dijk",
    "pad",
    "singel",
    "park",
    "gracht",
    "steeg",
    "dreef",
    "plantsoen",
];
const BEFORE: [&str; 8] = ["Oude ", "Nieuwe ", "Korte ", "Lange ", "Kleine ", "Grote ", "1e ", "2e "];
const TOWN_ENDS: [&str; 20] = [
    "dam", "veen", "drecht", "wijk", "hoven", "dorp", "kerk", "burg", "stede", "berg", "zijl", "horst",
    "meer", "sluis", "huizen", "wolde", "beek", "loo", "mond", "broek",
];

fn pick(list: &[&'static str], number: u64) -> &'static str {
    list.get((number % list.len() as u64) as usize).copied().unwrap_or_default()
}

/// A street: of two names in five the middle is a second stem, one in ten begins with a word such as `Oude`.
pub fn street(random: &mut SplitMix64) -> String {
    let before = if random.next_u64().is_multiple_of(10) { pick(&BEFORE, random.next_u64()) } else { "" };
    let stem = pick(&STEMS, random.next_u64());
    let second = if random.next_u64() % 5 < 2 {
        pick(&STEMS, random.next_u64()).to_lowercase()
    } else {
        String::new()
    };
    format!("{before}{stem}{second}{}", pick(&ENDS, random.next_u64()))
}

/// The town of a wijk: always the same for the same code. A gemeente has up to eight.
pub fn town(buurt: &str) -> String {
    let digits = |range: std::ops::Range<usize>| -> u64 {
        buurt.get(range).unwrap_or_default().bytes().fold(0, |sum, byte| sum * 43 + u64::from(byte))
    };
    let mut random = SplitMix64(digits(2..6) * 8 + digits(6..8) % 8);
    format!("{}{}", pick(&STEMS, random.next_u64()), pick(&TOWN_ENDS, random.next_u64()))
}
