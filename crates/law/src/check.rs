//! Are the rules whole: every file has cases that allow and that refuse, every rule a source, no text superseded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Value;

use crate::codes::Code as _;
use crate::fault::FIRST_DAY;
use crate::powers::{PowersLaw, PowersQuestion};
use crate::record::{RecordLaw, RecordQuestion};
use crate::rulebook::{Kind, Rule, Rulebook, Source};
use crate::share::codes::Outcome;
use crate::share::{Question, ShareLaw};

/// The day on which the cases are asked when they do not say one: the day of the collection.
const CASES_DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

/// What the check found.
#[derive(Debug)]
pub struct Report {
    /// What has to be mended.
    pub faults: Vec<String>,
    /// What somebody should look at.
    pub warnings: Vec<String>,
    /// The counts.
    pub summary: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    question: Value,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    outcome: String,
    articles: Vec<String>,
    missing: Vec<String>,
    rules: Vec<String>,
}

/// What an engine said, as far as a case speaks about it.
struct Said {
    outcome: Outcome,
    articles: Vec<String>,
    missing: Vec<&'static str>,
    rules: Vec<String>,
}

/// Runs the check.
#[must_use]
pub fn check(share: &ShareLaw, powers: &PowersLaw, record: &RecordLaw) -> Report {
    let mut report = Report { faults: Vec::new(), warnings: Vec::new(), summary: String::new() };
    let mut asked = 0;
    for (book, cases, ask) in [
        (share.book(), ShareLaw::cases(), &(|value: &Value| ask_share(share, value)) as &Ask<'_>),
        (record.book(), RecordLaw::cases(), &|value: &Value| ask_record(record, value)),
    ] {
        let mut spoke = BTreeSet::new();
        for file in &cases {
            asked += run_file(file, ask, &mut report, &mut spoke);
        }
        let stems: BTreeSet<&str> =
            cases.iter().map(|file| file.name.trim_end_matches(".cases.json")).collect();
        let bare = book.files().iter().filter(|file| !stems.contains(file.name.trim_end_matches(".cedar")));
        report.faults.extend(bare.map(|file| format!("{}: has no cases", file.name)));
        uncited(book, &spoke, &mut report.warnings);
    }
    for file in PowersLaw::cases() {
        asked += run_powers(powers, &file, &mut report.faults);
    }
    for book in [share.book(), powers.book(), record.book()] {
        look(book, &mut report.warnings);
    }
    report.summary = format!(
        "{} regels om te delen in {} bestanden, {} over bevoegdheden in {}, {} over vastleggen in {}; {asked} eigen gevallen; {} fouten, {} waarschuwingen; geen jurist heeft ze getoetst",
        share.book().rules().len(),
        share.book().files().len(),
        powers.book().rules().len(),
        powers.book().files().len(),
        record.book().rules().len(),
        record.book().files().len(),
        report.faults.len(),
        report.warnings.len(),
    );
    report
}

type Ask<'a> = dyn Fn(&Value) -> Result<Said, String> + 'a;

/// Grounds that decide no case.
fn uncited(book: &Rulebook, spoke: &BTreeSet<String>, warnings: &mut Vec<String>) {
    let silent = book.rules().filter(|rule| {
        rule.note.kind == Kind::Ground && !rule.note.rules.iter().any(|id| spoke.contains(id))
    });
    let ids: Vec<&str> = silent.map(|rule| rule.note.id.as_str()).collect();
    if !ids.is_empty() {
        warnings.push(format!("no case is decided by {}", ids.join(", ")));
    }
}

fn run_file(file: &Source, ask: &Ask<'_>, report: &mut Report, spoke: &mut BTreeSet<String>) -> usize {
    let cases: Vec<Case> = match serde_json::from_str(&file.text) {
        Ok(cases) => cases,
        Err(error) => {
            report.faults.push(format!("{}: {error}", file.name));
            return 0;
        }
    };
    let mut outcomes = BTreeSet::new();
    for case in &cases {
        match ask(&case.question) {
            Ok(said) => {
                outcomes.insert(said.outcome);
                spoke.extend(said.rules.iter().cloned());
                report
                    .faults
                    .extend(differ(case, &said).map(|why| format!("{}: {}: {why}", file.name, case.name)));
            }
            Err(why) => report.faults.push(format!("{}: {}: {why}", file.name, case.name)),
        }
    }
    for (needed, what) in [(Outcome::Allow, "allows"), (Outcome::Deny, "refuses")] {
        if !outcomes.contains(&needed) {
            report.faults.push(format!("{}: has no case that {what}", file.name));
        }
    }
    cases.len()
}

fn ask_share(law: &ShareLaw, value: &Value) -> Result<Said, String> {
    let question = Question::read(value, CASES_DAY).map_err(|faults| format!("{faults:?}"))?;
    let said = law.decide_without_routes(&question).map_err(|alarm| alarm.to_string())?;
    let missing = said.missing.iter().map(|fact| fact.word()).collect();
    Ok(Said { outcome: said.outcome, articles: said.articles, missing, rules: said.rules })
}

fn ask_record(law: &RecordLaw, value: &Value) -> Result<Said, String> {
    let question = RecordQuestion::read(value, CASES_DAY).map_err(|faults| format!("{faults:?}"))?;
    let said = law.decide(&question).map_err(|alarm| alarm.to_string())?;
    let missing = said.missing.iter().map(|fact| fact.word()).collect();
    Ok(Said { outcome: said.outcome, articles: said.articles, missing, rules: said.rules })
}

fn differ(case: &Case, said: &Said) -> Option<String> {
    let missing: BTreeSet<&str> = said.missing.iter().copied().collect();
    let wanted: BTreeSet<&str> = case.expected.missing.iter().map(String::as_str).collect();
    let has = |list: &[String], item: &String| list.contains(item);
    let good = said.outcome.word() == case.expected.outcome
        && missing == wanted
        && case.expected.articles.iter().all(|article| has(&said.articles, article))
        && case.expected.rules.iter().all(|rule| has(&said.rules, rule));
    (!good).then(|| format!("said {} {:?} {:?} {missing:?}", said.outcome.word(), said.articles, said.rules))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PowersCase {
    name: String,
    question: Value,
    expected: PowersExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PowersExpected {
    answer: String,
    articles: Vec<String>,
}

fn run_powers(law: &PowersLaw, file: &Source, faults: &mut Vec<String>) -> usize {
    let cases: Vec<PowersCase> = match serde_json::from_str(&file.text) {
        Ok(cases) => cases,
        Err(error) => {
            faults.push(format!("{}: {error}", file.name));
            return 0;
        }
    };
    for case in &cases {
        let said = PowersQuestion::read(&case.question, CASES_DAY).map_err(|faults| format!("{faults:?}"));
        let wrong = match said.and_then(|question| law.decide(&question).map_err(|alarm| alarm.to_string())) {
            Err(why) => Some(why),
            Ok(decision) => {
                let good = decision.answer.word() == case.expected.answer
                    && case.expected.articles.iter().all(|article| decision.articles.contains(article));
                (!good).then(|| {
                    format!("said {} {:?} {:?}", decision.answer.word(), decision.articles, decision.missing)
                })
            }
        };
        faults.extend(wrong.map(|why| format!("{}: {}: {why}", file.name, case.name)));
    }
    cases.len()
}

/// Rules without a source, and texts of which a later one is known.
fn look(book: &Rulebook, warnings: &mut Vec<String>) {
    let mut newest: BTreeMap<&str, jiff::civil::Date> = BTreeMap::new();
    for text in book.rules().flat_map(|rule| &rule.note.texts) {
        let day = newest.entry(&text.law).or_insert(FIRST_DAY);
        *day = (*day).max(text.valid_from);
    }
    for rule in book.rules() {
        if rule.note.texts.is_empty() {
            warnings.push(format!("rule `{}` rests on no dated text", rule.note.id));
        }
        let old = |law: &str| {
            rule.note
                .texts
                .iter()
                .filter(|text| text.law == law)
                .all(|text| newest.get(law).is_some_and(|day| text.valid_from < *day))
        };
        if rule.note.to.is_none() {
            let laws: BTreeSet<&str> =
                rule.note.texts.iter().map(|text| text.law.as_str()).filter(|law| old(law)).collect();
            for law in laws {
                warnings.push(format!("rule `{}` rests on a text of {law} that is superseded", rule.note.id));
            }
        }
    }
}

/// One line a rule.
pub fn list(book: &Rulebook) -> impl Iterator<Item = String> {
    book.rules().map(|rule| {
        format!(
            "{:<28} {:<11} {:<44} {}",
            rule.note.id,
            rule.note.certainty.word(),
            rule.note.articles.join("; "),
            rule.file
        )
    })
}

/// The rules with this id, number or article, each with its text.
#[must_use]
pub fn show(book: &Rulebook, wanted: &str) -> Option<String> {
    let fits = |rule: &&Rule| {
        rule.note.id == wanted
            || rule.note.rules.iter().any(|id| id == wanted)
            || rule.note.articles.iter().any(|article| article == wanted)
    };
    let files: BTreeSet<&str> = book.rules().filter(fits).map(|rule| rule.file.as_str()).collect();
    let mut text = String::new();
    for file in book.files().iter().filter(|file| files.contains(file.name.as_str())) {
        let _ = writeln!(text, "{}\n\n{}", file.name, file.text);
    }
    Some(text).filter(|text| !text.is_empty())
}
