//! Who does it: what a phrase says about the owner of an action.

use super::lines::single_spaced;

/// Words for nobody yet.
const NOBODY: &[&str] = &[
    "ntb",
    "n t b",
    "nnb",
    "n n b",
    "nog te bepalen",
    "nog niet bekend",
    "nader te bepalen",
    "onbekend",
    "tbd",
    "tba",
    "to be decided",
    "nvt",
    "n v t",
    "geen",
    "niemand",
    "pm",
    "p m",
    "vacant",
    "vacature",
    "nog open",
    "unknown",
    "none",
    "na",
    "n a",
];

/// Words that an owner may begin with in lower case: roles and groups.
const ROLES: &[&str] = &[
    "secretaris",
    "secretariaat",
    "voorzitter",
    "coördinator",
    "coordinator",
    "teamchef",
    "teamleider",
    "wijkagent",
    "boa",
    "boa's",
    "allen",
    "alle",
    "iedereen",
    "gemeente",
    "gemeenten",
    "politie",
    "om",
    "omgevingsdienst",
    "leden",
    "werkgroep",
    "platform",
    "adviseur",
    "beleidsmedewerker",
    "projectleider",
    "notulist",
    "bestuur",
    "deelnemers",
    "kerngroep",
    "basisteam",
    "basisteams",
    "regio",
    "burgemeester",
    "griffier",
    "penningmeester",
    "programmamanager",
    "projectgroep",
    "stuurgroep",
    "handhaver",
    "handhavers",
    "inspecteur",
    "jurist",
    "officier",
    "functionaris",
    "privacy",
    "team",
    "secretary",
    "chair",
    "chairman",
    "all",
    "everyone",
    "coordinators",
    "police",
    "municipality",
    "members",
    "samen",
    "portefeuillehouder",
    "operationeel",
    "clustermanager",
    "stagiair",
    "communicatie",
];

/// Words in capitals that begin no owner.
const OTHERS: &[&str] = &[
    "zie",
    "bijlage",
    "conform",
    "inclusief",
    "incl",
    "optie",
    "let",
    "nb",
    "n.b",
    "p.m",
    "dit",
    "dat",
    "deze",
    "er",
    "ook",
    "indien",
    "na",
    "voor",
    "uiterlijk",
    "status",
    "deadline",
    "besluit",
    "actie",
    "actiepunt",
    "toelichting",
    "opmerking",
    "afspraak",
    "notitie",
    "vervolg",
];

/// The owner as written, or nothing when the phrase names nobody.
pub fn owner(text: &str) -> Option<String> {
    let text = single_spaced(text.trim().trim_matches(['*', '_', ';', ',', '|']));
    let plain: String =
        text.to_lowercase().chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    let plain = single_spaced(&plain);
    (!plain.is_empty() && !NOBODY.contains(&plain.as_str())).then_some(text)
}

/// Whether a phrase that nothing announces reads as an owner: a name, a role or a group, and few words.
pub fn is_owner(text: &str) -> bool {
    let text = text.trim().trim_start_matches('@');
    let words: Vec<&str> = text.split_whitespace().collect();
    let start = match words.first().map(|word| word.to_lowercase()).as_deref() {
        Some("de" | "het" | "the") => words.get(1),
        _ => words.first(),
    };
    let Some(start) = start else { return false };
    let first = start.to_lowercase();
    let first = first.trim_matches(|sign: char| !sign.is_alphanumeric());
    let capital = start.starts_with(char::is_uppercase) && words.first() == Some(start);
    (1..=6).contains(&words.len())
        && !text.ends_with(['.', '?', '!'])
        && !text.chars().any(|sign| sign.is_ascii_digit() || sign == ':')
        && !OTHERS.contains(&first)
        && (ROLES.contains(&first)
            || capital && (words.len() <= 3 || text.contains(['/', ',', '&']) || joins(&words)))
}

/// Names that are joined, or have parts in lower case only: `Kim van der Zee en Sam de Wit`.
fn joins(words: &[&str]) -> bool {
    let small =
        ["van", "de", "der", "den", "ten", "ter", "en", "and", "i.s.m.", "met", "het", "'t", "in", "samen"];
    words
        .iter()
        .all(|word| word.starts_with(char::is_uppercase) || small.contains(word) || ROLES.contains(word))
}

/// Verbs that follow an owner at the head of a sentence.
const VERBS: &[&str] = &[
    "stuurt",
    "verstuurt",
    "zal",
    "zullen",
    "gaat",
    "gaan",
    "maakt",
    "maken",
    "neemt",
    "nemen",
    "zorgt",
    "zorgen",
    "doet",
    "doen",
    "belt",
    "bellen",
    "vraagt",
    "vragen",
    "stelt",
    "stellen",
    "schrijft",
    "schrijven",
    "onderzoekt",
    "onderzoeken",
    "plant",
    "plannen",
    "organiseert",
    "regelt",
    "regelen",
    "levert",
    "leveren",
    "bezoekt",
    "bezoeken",
    "koppelt",
    "koppelen",
    "informeert",
    "nodigt",
    "nodigen",
    "deelt",
    "delen",
    "werkt",
    "werken",
    "past",
    "legt",
    "leggen",
    "agendeert",
    "bespreekt",
    "bespreken",
    "zoekt",
    "zoeken",
    "inventariseert",
    "controleert",
    "verzamelt",
    "bereidt",
    "brengt",
    "geeft",
    "geven",
    "haalt",
    "checkt",
    "mailt",
    "contacteert",
    "coördineert",
    "draagt",
    "evalueert",
    "bewaakt",
    "will",
    "sends",
    "makes",
    "shall",
    "prepares",
    "calls",
    "asks",
    "writes",
    "organises",
    "arranges",
    "checks",
    "plans",
    "benadert",
    "rondt",
    "actualiseert",
    "voert",
    "richt",
    "pakt",
    "verwerkt",
    "toetst",
    "verspreidt",
    "publiceert",
    "kijkt",
    "sluit",
    "vult",
];

/// The owner at the head of a sentence: `De secretaris stuurt …`, `Kim de Wit zal …`.
pub fn before_verb(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    let verb = words.iter().position(|word| VERBS.contains(word))?;
    let phrase = words.get(..verb)?.join(" ");
    let bare = phrase.strip_prefix("De ").or_else(|| phrase.strip_prefix("Het ")).unwrap_or(&phrase);
    // `Teams bellen` says what, `Kim en Sam bellen` says who
    let plural = words.get(verb).is_some_and(|verb| verb.ends_with("en"));
    let several = bare.contains(" en ") || bare.contains(" and ") || bare != phrase;
    (verb > 0 && is_owner(bare) && (!plural || several)).then(|| phrase.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_an_owner_or_not() {
        for (text, expected) in [
            ("Secretaris", true),
            ("de secretaris", true),
            ("Kim de Wit", true),
            ("Kim de Wit i.s.m. secretaris", true),
            ("gemeente en politie", true),
            ("op 1 A4", false),
            ("bijlage 3", false),
            ("Zie bijlage", false),
            ("het verslag van de vorige keer", false),
        ] {
            assert_eq!(is_owner(text), expected, "{text}");
        }
        assert_eq!(owner(" n.t.b. "), None);
        assert_eq!(owner("–"), None);
        assert_eq!(owner("Kim / Sam"), Some("Kim / Sam".into()));
        assert_eq!(before_verb("De secretaris stuurt de nota"), Some("De secretaris".into()));
        assert_eq!(before_verb("Versturen van de nota"), None);
    }
}
