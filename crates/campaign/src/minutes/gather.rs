//! Brings together what tables, lists and marks say about each action.

mod marks;

use jiff::civil::Date;

use super::column::{self, Columns};
use super::day::{self, Said};
use super::item::{self, Item};
use super::lines::{Line, Paragraph, bare, paragraphs};
use super::table::{Row, Table};
use super::{
    ACTIONS_MAX, FINDINGS_MAX, Finding, FindingKind, Minutes, Number, ProposedAction, agenda, head, list,
    mark, owner, state, table,
};

/// Characters of a text that a finding repeats.
const SHOWN_CHARS_MAX: usize = 200;

#[derive(Default)]
struct Gathered {
    date: Option<Date>,
    actions: Vec<ProposedAction>,
    findings: Vec<Finding>,
    decisions: Vec<String>,
}

/// What the report says.
pub fn minutes(lines: &[Line<'_>]) -> Minutes {
    let head = head::read(lines);
    let mut all = Gathered { date: head.date, ..Gathered::default() };
    all.say_head(&head);
    let mut taken = vec![false; lines.len()];
    let mut sources = 0;
    for found in table::find(lines) {
        let rows: Vec<Vec<String>> = found.rows.iter().map(|row| row.cells.clone()).collect();
        let columns = column::columns(&found.header, &rows);
        let decisions =
            found.header.iter().position(|head| column::meaning(head) == Some(column::Meaning::Decision));
        if let Some(columns) = columns {
            all.table(&found, columns);
            sources += 1;
        } else if let Some(at) = decisions {
            let cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
            all.decisions.extend(cells.cloned());
        }
        if columns.is_some() || decisions.is_some() {
            taken.iter_mut().take(found.end).skip(found.start).for_each(|taken| *taken = true);
        }
    }
    for listed in list::find(lines, &taken, list::heads_actions) {
        for entry in &listed.items {
            all.entry(entry);
        }
        sources += 1;
        taken.iter_mut().take(listed.end).skip(listed.start).for_each(|taken| *taken = true);
    }
    if sources > 1 {
        let message = format!(
            "Er staan {sources} tabellen of lijsten met acties in het verslag. Alle acties zijn overgenomen."
        );
        all.find(FindingKind::SeveralTables, 0, "", message);
    }
    let paragraphs = paragraphs(lines, &taken);
    all.doubles();
    all.marks(&mark::find(&paragraphs));
    all.finish(lines, &taken, &paragraphs, head.place)
}

impl Gathered {
    fn find(&mut self, kind: FindingKind, line: usize, text: &str, message: impl Into<String>) {
        if self.findings.len() < FINDINGS_MAX {
            let text = text.chars().take(SHOWN_CHARS_MAX).collect();
            self.findings.push(Finding { kind, line, text, message: message.into() });
        }
    }

    fn say_head(&mut self, head: &head::Head) {
        let Some((line, text)) = &head.day else {
            return self.find(FindingKind::NoDate, 0, "", "Er staat niet wanneer het overleg was.");
        };
        match (self.date, day::read(text)) {
            (None, Said::NoSuchDay) => {
                self.find(FindingKind::NoSuchDay, *line, text, "Deze dag van het overleg bestaat niet.");
            }
            (None, Said::YearLess { .. }) => {
                self.find(FindingKind::NotADay, *line, text, "Bij de dag van het overleg staat geen jaar.");
            }
            (None, _) => {
                self.find(FindingKind::NoDate, *line, text, "Er staat niet wanneer het overleg was.")
            }
            (Some(date), said) => {
                if said == Said::Several {
                    self.find(
                        FindingKind::SeveralDays,
                        *line,
                        text,
                        "Er staan meer dagen bij het overleg; de eerste is genomen.",
                    );
                }
                self.weekday(*line, text, date);
            }
        }
    }

    fn weekday(&mut self, line: usize, text: &str, date: Date) {
        if day::weekday(text).is_some_and(|weekday| weekday != date.weekday()) {
            self.find(
                FindingKind::OtherWeekday,
                line,
                text,
                "Deze datum valt op een andere dag van de week. Kijk welke klopt.",
            );
        }
    }

    fn table(&mut self, found: &Table, columns: Columns) {
        for row in &found.rows {
            self.row(row, columns, &found.header);
        }
    }

    fn row(&mut self, row: &Row, columns: Columns, header: &[String]) {
        let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
        let shown = row.cells.join(" | ");
        let mut subject = cell(Some(columns.subject)).to_owned();
        if let Some(topic) = columns.topic.map(|at| cell(Some(at))).filter(|topic| !topic.is_empty()) {
            subject = if subject.is_empty() { topic.to_owned() } else { format!("{topic}: {subject}") };
        }
        if !subject.chars().any(char::is_alphanumeric) {
            return self.find(
                FindingKind::BadRow,
                row.line,
                &shown,
                "In deze regel van de tabel staat geen onderwerp. De regel is niet overgenomen.",
            );
        }
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 1 && columns.number.is_some() && header.len() > 2 {
            return self.find(FindingKind::BadRow, row.line, &shown, "Deze regel in de tabel heeft alleen tekst, geen nummer, eigenaar of datum. De regel is niet overgenomen.");
        }
        if row.is_too_wide {
            self.find(
                FindingKind::BadRow,
                row.line,
                &shown,
                "Deze regel heeft meer vakken dan de kop van de tabel. Kijk na of alles op zijn plek staat.",
            );
        }
        let number = cell(columns.number);
        if columns.number.is_some() && Number::read(number).is_none() {
            self.find(FindingKind::NoNumber, row.line, &shown, "Bij deze actie staat geen nummer.");
        }
        let item = Item {
            subject,
            who: owner::owner(cell(columns.who)),
            who_is_read: false,
            due: Some(cell(columns.due).to_owned()),
            status: Some(cell(columns.status).to_owned()).filter(|status| !status.is_empty()),
        };
        self.action(Number::read(number), item, row.line);
    }

    fn entry(&mut self, entry: &list::Entry) {
        let item = item::read(&entry.text);
        self.action(entry.label.as_deref().and_then(Number::read), item, entry.line);
    }

    fn action(&mut self, number: Option<Number>, item: Item, line: usize) {
        if self.actions.len() >= ACTIONS_MAX {
            if self.actions.len() == ACTIONS_MAX
                && !self.findings.iter().any(|finding| finding.kind == FindingKind::OverLimit)
            {
                self.find(
                    FindingKind::OverLimit,
                    line,
                    &item.subject,
                    format!(
                        "Er staan meer dan {ACTIONS_MAX} acties in het verslag. De rest is niet overgenomen."
                    ),
                );
            }
            return;
        }
        if item.who.is_none() {
            self.find(FindingKind::NoOwner, line, &item.subject, "Er staat niet wie deze actie doet.");
        } else if item.who_is_read {
            self.find(
                FindingKind::OwnerTaken,
                line,
                &item.subject,
                "De eigenaar is uit de zin gehaald. Kijk na of dat klopt.",
            );
        }
        let written = item.due.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let mut status = item.status;
        let due = match written
            .filter(|text| day::read(text) == Said::Vague && state::state(text).is_some() && status.is_none())
        {
            // `gereed` in the column of the days
            Some(text) => {
                status = Some(text.to_owned());
                None
            }
            None => self.due(written.unwrap_or_default(), &item.subject, line),
        };
        let state = status.as_deref().and_then(state::state);
        if let (Some(status), None) = (&status, state) {
            self.find(
                FindingKind::UnknownStatus,
                line,
                status,
                "Deze status is niet bekend. Kies zelf een status.",
            );
        }
        let due_text = written.filter(|_| due.is_none()).map(str::to_owned);
        let subject = bare(&item.subject);
        self.actions.push(ProposedAction {
            number,
            subject,
            who: item.who,
            due,
            status,
            state,
            passages: Vec::new(),
            due_text,
            line,
        });
    }

    fn due(&mut self, text: &str, subject: &str, line: usize) -> Option<Date> {
        let (kind, message) = match day::read(text) {
            Said::Day(date) => {
                self.weekday(line, text, date);
                if self.date.is_some_and(|meeting| date < meeting) {
                    self.find(
                        FindingKind::BeforeMeeting,
                        line,
                        text,
                        "Deze dag ligt voor de dag van het overleg. Kijk na of dat klopt.",
                    );
                }
                return Some(date);
            }
            Said::YearLess { month, day } => {
                if let Some(date) = self.date.and_then(|from| day::first_after(from, month, day)) {
                    let message = format!(
                        "Er staat geen jaar bij de dag. Gerekend vanaf het overleg is dat {}. Kijk na of dat klopt.",
                        date.year()
                    );
                    self.find(FindingKind::YearTaken, line, text, message);
                    return Some(date);
                }
                (FindingKind::NotADay, "Er staat geen jaar bij deze dag.")
            }
            Said::Nothing => {
                self.find(FindingKind::NoDue, line, subject, "Er staat niet wanneer deze actie klaar is.");
                return None;
            }
            Said::NoSuchDay => (FindingKind::NoSuchDay, "Deze dag bestaat niet. Kies zelf een dag."),
            Said::Several => (FindingKind::SeveralDays, "Er staan meer dagen. Kies zelf welke geldt."),
            Said::Vague => (FindingKind::NotADay, "Dit is geen dag. Kies zelf een dag."),
        };
        self.find(kind, line, text, message);
        None
    }

    /// Says which numbers stand twice, and takes one of two actions that are the same in everything.
    fn doubles(&mut self) {
        let mut kept: Vec<ProposedAction> = Vec::new();
        for action in std::mem::take(&mut self.actions) {
            let twin = |other: &ProposedAction| {
                other.number == action.number
                    && other.subject.to_lowercase() == action.subject.to_lowercase()
                    && other.who == action.who
                    && other.due == action.due
                    && other.state == action.state
            };
            if kept.iter().any(twin) {
                self.find(
                    FindingKind::SameTwice,
                    action.line,
                    &action.subject,
                    "Deze actie staat er twee keer, precies gelijk. Ze is één keer overgenomen.",
                );
                continue;
            }
            if action.number.is_some() && kept.iter().any(|other| other.number == action.number) {
                let number = action.number.as_ref().map(ToString::to_string).unwrap_or_default();
                self.find(
                    FindingKind::DoubleNumber,
                    action.line,
                    &action.subject,
                    format!(
                        "Nummer {number} staat er vaker, bij andere acties. Ze zijn allemaal overgenomen."
                    ),
                );
            }
            kept.push(action);
        }
        self.actions = kept;
    }

    fn finish(
        mut self,
        lines: &[Line<'_>],
        taken: &[bool],
        paragraphs: &[Paragraph],
        place: Option<String>,
    ) -> Minutes {
        if place.is_none() {
            self.find(FindingKind::NoPlace, 0, "", "Er staat niet waar het overleg was.");
        }
        if self.actions.is_empty() {
            self.find(FindingKind::NoActions, 0, "", "Er zijn geen acties gevonden.");
        }
        let mut decisions = agenda::decisions(lines, taken, paragraphs);
        for decision in self.decisions {
            if !decisions.contains(&decision) {
                decisions.push(decision);
            }
        }
        self.findings.sort_by_key(|finding| finding.line);
        Minutes {
            date: self.date,
            place,
            agenda: agenda::agenda(lines, taken),
            decisions,
            actions: self.actions,
            unread: self.findings,
        }
    }
}
