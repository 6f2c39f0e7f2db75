//! An answer for people, in plain Dutch.

use std::fmt::Write as _;

use crate::codes::Code as _;
use crate::powers::PowersDecision;
use crate::powers::codes::Answer;
use crate::record::RecordDecision;
use crate::retention::Retention;
use crate::share::Decision;
use crate::share::codes::{Certainty, Effect, Outcome};
use crate::share::decision::Change;
use crate::words::term;

const NOT_REVIEWED: &str = "Niet door een jurist getoetst.";

/// A sharing decision.
#[must_use]
pub fn sharing(decision: &Decision) -> String {
    let mut text = match (decision.outcome, decision.effect, decision.unsettled) {
        (Outcome::Deny, _, true) => "Weten we niet, vraag een jurist. Deel het nu niet.",
        (Outcome::Deny, _, false) => "Nee, zo mag het niet.",
        (Outcome::Allow, Effect::Must, _) => "Ja, je moet dit geven.",
        (Outcome::Allow, Effect::Free, _) => "Ja, hier zit geen persoon meer in.",
        (Outcome::Allow, ..) => "Ja, dit mag.",
        (Outcome::AllowWithConditions, ..) => "Nog niet: eerst moet dit geregeld zijn.",
    }
    .to_owned();
    text.push('\n');
    part(&mut text, "Op grond van", &decision.articles);
    part(&mut text, "Nog te regelen", &facts(decision.missing.iter().map(|fact| fact.word())));
    if decision.outcome != Outcome::Deny {
        let _ = writeln!(text, "Beslist: {}", say(decision.decision_maker.word()));
    }
    part(&mut text, "Erbij", &facts(decision.duties.iter().map(|duty| duty.word())));
    part(&mut text, "Laat weg", &facts(decision.minimise.iter().map(|category| category.word())));
    for (number, route) in decision.routes.iter().enumerate() {
        let changes: Vec<String> = route.change.iter().map(change).collect();
        let _ =
            writeln!(text, "Wel zo ({}): {} ({})", number + 1, changes.join("; "), route.articles.join(", "));
    }
    end(&mut text, decision.certainty, decision.law_date, &decision.doubts);
    text
}

/// A decision on recording.
#[must_use]
pub fn recording(decision: &RecordDecision) -> String {
    let mut text = match (decision.outcome, decision.unsettled) {
        (Outcome::Deny, true) => "Weten we niet, vraag een jurist. Leg het nu niet vast.",
        (Outcome::Deny, false) => "Nee, zo mag je het niet vastleggen.",
        (Outcome::Allow, _) => "Ja, dit mag je vastleggen.",
        (Outcome::AllowWithConditions, _) => "Nog niet: eerst moet dit geregeld zijn.",
    }
    .to_owned();
    text.push('\n');
    part(&mut text, "Op grond van", &decision.articles);
    part(&mut text, "Nog te regelen", &facts(decision.missing.iter().map(|fact| fact.word())));
    part(&mut text, "Erbij", &facts(decision.duties.iter().map(|duty| duty.word())));
    for term in &decision.retention {
        let after = say(term.after.word());
        let _ = writeln!(text, "Bewaren: {}, {} maanden na {after}", say(term.stage.word()), term.months);
    }
    end(&mut text, decision.certainty, decision.law_date, &decision.doubts);
    text
}

/// How long data may stay.
#[must_use]
pub fn retaining(retention: &Retention) -> String {
    let mut text = match retention.stage {
        Some(stage) => format!("Op {} is dit: {}.\n", retention.as_of, say(stage.word())),
        None => format!("Op {} weten we niet wat hiervoor geldt.\n", retention.as_of),
    };
    for step in &retention.next {
        let _ =
            writeln!(text, "Vanaf {}: {} ({})", step.from, say(step.stage.word()), step.articles.join(", "));
    }
    for doubt in &retention.doubts {
        let _ = writeln!(text, "Let op: {doubt}");
    }
    text.push_str(NOT_REVIEWED);
    text
}

/// A decision on a power.
#[must_use]
pub fn power(decision: &PowersDecision) -> String {
    let mut text = match decision.answer {
        Answer::Yes => "Ja, dit mag.",
        Answer::YesIf => "Ja, maar alleen als dit klopt.",
        Answer::NoBut => "Nee, maar dit kan wel.",
        Answer::Unknown => "Dat weten we niet zeker. Doe het nu niet.",
    }
    .to_owned();
    text.push('\n');
    part(&mut text, "Op grond van", &decision.articles);
    part(&mut text, "Na te gaan", &facts(decision.missing.iter().map(|code| code.word())));
    if let Some(instead) = &decision.alternative {
        let _ = writeln!(text, "Wat wel kan: {}", instead.nl);
    }
    part(&mut text, "Erbij", &facts(decision.duties.iter().map(|code| code.word())));
    end(&mut text, decision.certainty, decision.law_date, &decision.doubts);
    text
}

fn end(text: &mut String, certainty: Certainty, day: jiff::civil::Date, doubts: &[String]) {
    for doubt in doubts {
        let _ = writeln!(text, "Let op: {doubt}");
    }
    let sure = match certainty {
        Certainty::Read => "gelezen in de geldende tekst",
        Certainty::OlderText => "gelezen in een oudere of onvolledige tekst",
        Certainty::Inference => "eigen uitleg, een jurist moet dit bevestigen",
        Certainty::Memory => "uit het hoofd, nog te controleren",
    };
    let _ = write!(text, "Zekerheid: {sure}. Recht van {day}. {NOT_REVIEWED}");
}

fn part(text: &mut String, title: &str, items: &[String]) {
    if !items.is_empty() {
        let _ = writeln!(text, "{title}: {}", items.join(", "));
    }
}

fn facts<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words.map(say).collect()
}

/// A change of a question, in plain Dutch.
#[must_use]
pub fn change(change: &Change) -> String {
    match change {
        Change::Set { path, to } => format!("{} wordt {}", say(path), say(&to.to_string().replace('"', ""))),
        Change::Add { add_fact } => format!("regel: {}", say(add_fact.word())),
    }
}

/// A code in the Dutch term of the vocabulary.
#[must_use]
pub fn say(word: &str) -> String {
    term(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_said_in_dutch() {
        assert_eq!(say("hit_only"), "alleen nog vergelijken (hit of geen hit)");
        assert_ne!(say("nuisance_approach"), "nuisance approach");
    }
}
