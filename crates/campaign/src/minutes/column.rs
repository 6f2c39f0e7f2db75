//! What a column of a table is about, by its heading, Dutch and English.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// number of the action
    Number,
    /// what is to be done
    Subject,
    /// `actie`: what is to be done, or its number when another column says what
    Action,
    /// who does it
    Who,
    /// when it is ready
    Due,
    /// `datum` alone: when it is ready, unless another column says so
    Day,
    /// how it stands
    Status,
    /// a decision
    Decision,
    /// something beside it: remarks, where it came from
    Beside,
}

const WORDS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Number,
        &[
            "nr",
            "no",
            "nummer",
            "number",
            "#",
            "actienr",
            "actienummer",
            "actie nr",
            "volgnr",
            "volgnummer",
            "id",
            "nrs",
            "actie nummer",
            "action no",
            "action nr",
            "action number",
            "punt",
            "item",
            "ap",
            "num",
            "actiepunt nr",
            "n°",
            "№",
            "ref",
        ],
    ),
    (
        Meaning::Subject,
        &[
            "onderwerp",
            "omschrijving",
            "wat",
            "taak",
            "taken",
            "afspraak",
            "afspraken",
            "activiteit",
            "beschrijving",
            "subject",
            "description",
            "task",
            "what",
            "te doen",
            "actieomschrijving",
            "omschrijving actie",
            "actiepunten",
            "te ondernemen actie",
            "topic",
            "afspraak actie",
            "actie afspraak",
            "actie omschrijving",
            "onderwerp actie",
            "actie onderwerp",
            "wat moet er gebeuren",
            "what needs to be done",
            "to do",
            "todo",
            "vervolgactie",
            "inhoud",
            "acties",
            "actions",
            "action items",
            "besluit actie",
            "actie besluit",
            "toezegging",
            "agreed action",
        ],
    ),
    (Meaning::Action, &["actie", "actiepunt", "action", "action item", "action point"]),
    (
        Meaning::Who,
        &[
            "wie",
            "eigenaar",
            "actiehouder",
            "actiehouders",
            "actiehouder s",
            "door",
            "door wie",
            "trekker",
            "trekkers",
            "verantwoordelijke",
            "verantwoordelijk",
            "uitvoerder",
            "uitvoering",
            "houder",
            "portefeuillehouder",
            "behandelaar",
            "owner",
            "who",
            "responsible",
            "assigned to",
            "assignee",
            "lead",
            "actie door",
            "actie voor",
            "aan zet",
            "naam",
            "wie doet",
            "wie doet het",
            "uitvoering door",
            "uit te voeren door",
            "by whom",
            "by",
            "person",
            "action owner",
            "action by",
            "actienemer",
            "eigenaar trekker",
            "trekker eigenaar",
            "actor",
            "rol",
            "aanspreekpunt",
            "wie s",
            "verantw",
            "toegewezen aan",
            "person responsible",
            "responsible person",
            "eig",
        ],
    ),
    (
        Meaning::Due,
        &[
            "datum gereed",
            "gereed",
            "deadline",
            "wanneer",
            "einddatum",
            "streefdatum",
            "gereed op",
            "klaar op",
            "klaar",
            "uiterlijk",
            "termijn",
            "planning",
            "uiterste datum",
            "gereed voor",
            "due",
            "due date",
            "by when",
            "when",
            "target date",
            "target",
            "uiterlijk gereed",
            "gereeddatum",
            "voor wanneer",
            "datum afgerond",
            "afronding",
            "gereed datum",
            "datum deadline",
            "deadline datum",
            "vervaldatum",
            "opleverdatum",
            "oplevering",
            "tijdstip",
            "uiterlijke datum",
            "per",
            "tijdpad",
            "tijdsplanning",
            "datum uiterlijk",
            "completion date",
            "klaar voor",
            "gereed per",
            "uitvoeren voor",
            "afhandeldatum",
            "af op",
        ],
    ),
    (Meaning::Day, &["datum", "date"]),
    (
        Meaning::Status,
        &[
            "status",
            "stand",
            "stand van zaken",
            "svz",
            "voortgang",
            "state",
            "progress",
            "afgerond",
            "afgehandeld",
            "j n",
            "gereed j n",
            "done",
            "open gereed",
        ],
    ),
    (
        Meaning::Decision,
        &["besluit", "besluiten", "decision", "decisions", "genomen besluit", "genomen besluiten"],
    ),
    (
        Meaning::Beside,
        &[
            "opmerking",
            "opmerkingen",
            "toelichting",
            "bijzonderheden",
            "notes",
            "note",
            "comments",
            "comment",
            "remarks",
            "resultaat",
            "result",
            "datum vergadering",
            "vergadering",
            "d d",
            "ontstaan",
            "datum actie",
            "herkomst",
            "bron",
            "agendapunt",
            "prioriteit",
            "prio",
            "priority",
            "datum ontstaan",
            "thema",
            "meeting",
            "ingebracht",
            "datum ingebracht",
            "datum overleg",
            "aangemaakt",
            "startdatum",
            "start",
            "overleg",
            "raised",
            "vergaderdatum",
            "domein",
        ],
    ),
];

/// What a heading says, or nothing when it is not one.
pub fn meaning(heading: &str) -> Option<Meaning> {
    let heading = super::lines::bare(heading).to_lowercase();
    if heading == "#" {
        return Some(Meaning::Number);
    }
    let plain: String = heading
        .chars()
        .map(|sign| if sign.is_alphanumeric() || "°№".contains(sign) { sign } else { ' ' })
        .collect();
    let plain = super::lines::single_spaced(&plain);
    WORDS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(meaning, _)| *meaning)
}

/// Which column holds what, for a table of actions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// number of the action
    pub number: Option<usize>,
    /// what is to be done; always there
    pub subject: usize,
    /// what it is about, when another column says what is to be done
    pub topic: Option<usize>,
    /// who does it
    pub who: Option<usize>,
    /// when it is ready
    pub due: Option<usize>,
    /// how it stands
    pub status: Option<usize>,
}

/// Whether a cell looks like the number of an action.
pub fn is_number(cell: &str) -> bool {
    let cell = super::lines::bare(cell);
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && cell.chars().count() <= 16
        && !cell.trim_end_matches(['.', ')', ':']).is_empty()
        && cell.split_whitespace().count() <= 2
        && cell.chars().filter(|sign| sign.is_alphabetic()).count() <= 10
}

/// The columns of a table of actions; nothing when it is another table.
pub fn columns(header: &[String], rows: &[Vec<String>]) -> Option<Columns> {
    let meanings: Vec<Option<Meaning>> = header.iter().map(|cell| meaning(cell)).collect();
    let first = |wanted: Meaning| meanings.iter().position(|meaning| *meaning == Some(wanted));
    let mut columns = Columns { number: first(Meaning::Number), ..Columns::default() };
    let (subject, action) = (first(Meaning::Subject), first(Meaning::Action));
    let decision = first(Meaning::Decision);
    match (subject, action) {
        (Some(subject), Some(action)) => {
            let numbers = rows.iter().filter_map(|row| row.get(action)).filter(|cell| !cell.is_empty());
            let (all, fit) =
                numbers.fold((0, 0), |(all, fit), cell| (all + 1, fit + usize::from(is_number(cell))));
            if columns.number.is_none() && all > 0 && fit == all {
                columns.number = Some(action);
                columns.subject = subject;
            } else {
                columns.subject = action;
                columns.topic = Some(subject);
            }
        }
        (Some(one), None) | (None, Some(one)) => columns.subject = one,
        // a number and a decision is a list of decisions, unless somebody is to do it
        (None, None) => {
            columns.subject =
                decision.filter(|_| first(Meaning::Due).is_some() && first(Meaning::Who).is_some())?
        }
    }
    columns.who = first(Meaning::Who);
    columns.status = first(Meaning::Status);
    columns.due = first(Meaning::Due).or_else(|| first(Meaning::Day));
    (columns.who.is_some() || columns.due.is_some()).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_many_words() {
        for (heading, expected) in [
            ("Nr.", Some(Meaning::Number)),
            ("**Onderwerp**", Some(Meaning::Subject)),
            ("Actie", Some(Meaning::Action)),
            ("Actiehouder(s)", Some(Meaning::Who)),
            ("Datum gereed", Some(Meaning::Due)),
            ("DEADLINE", Some(Meaning::Due)),
            ("Gereed?", Some(Meaning::Due)),
            ("Organisatie", None),
        ] {
            assert_eq!(meaning(heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_column_actie_is_a_number_only_when_it_holds_numbers() {
        let header = ["Actie", "Onderwerp", "Wie", "Wanneer"].map(str::to_owned);
        let row = |first: &str| {
            vec![vec![first.to_owned(), "visie".into(), "secretaris".into(), "1-2-2024".into()]]
        };
        let found = columns(&header, &row("3")).unwrap();
        assert_eq!((found.number, found.subject), (Some(0), 1));
        let found = columns(&header, &row("Stuur de visie")).unwrap();
        assert_eq!((found.number, found.subject, found.topic), (None, 0, Some(1)));
        assert_eq!(columns(&["Naam", "Organisatie"].map(str::to_owned), &[]), None);
    }
}
