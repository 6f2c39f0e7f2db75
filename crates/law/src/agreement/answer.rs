//! "Wat kunnen wij hiermee delen?": a covenant as a whole, party by party and purpose by purpose.

use jiff::civil::Date;
use serde::Serialize;

use super::{Agreement, cover};
use crate::codes::Code as _;
use crate::explain::say;
use crate::rulebook::Alarm;
use crate::share::codes::{
    Category, Certainty, DecisionMaker, Domain, Duty, Effect, Fact, Hat, Outcome, Purpose, Receiver, Regime,
    Source,
};
use crate::share::{Question, ShareLaw};

/// Most rows of an answer.
const ROWS_MAX: usize = 5_000;

/// One party, one purpose, one kind of data.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The name of the party.
    pub party: String,
    /// What it is.
    pub kind: Receiver,
    /// What for.
    pub purpose: Purpose,
    /// Article of the Wpg.
    pub wpg_article: u8,
    /// The domain of who gives.
    pub sender_domain: Option<Domain>,
    /// The outcome.
    pub outcome: Outcome,
    /// Must, may, must not.
    pub effect: Effect,
    /// Who decides.
    pub decision_maker: DecisionMaker,
    /// The articles.
    pub articles: Vec<String>,
    /// What still has to be arranged in each case.
    pub missing: Vec<Fact>,
    /// The categories that go.
    pub go: Vec<Category>,
    /// The categories that it names and that are better left out.
    pub leave_out: Vec<Category>,
    /// What comes with it.
    pub duties: Vec<Duty>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Open points.
    pub doubts: Vec<String>,
}

/// What can be shared under a covenant on a day.
#[derive(Debug, Clone, Serialize)]
pub struct CovenantAnswer {
    /// Its short name.
    pub id: String,
    /// How people call it.
    pub title: String,
    /// On whose word.
    pub stated: String,
    /// The last day on which it holds.
    pub valid_until: Date,
    /// Its own conditions.
    pub conditions: Vec<String>,
    /// Party by party.
    pub rows: Vec<Row>,
    /// The day whose law was applied.
    pub law_date: Date,
    /// Whether a lawyer signed the rules: not yet.
    pub reviewed: bool,
}

/// What can be shared under a covenant, for data that are fresh, not in a file of the prosecutor, of an adult.
///
/// # Errors
/// An alarm when a rule cannot be evaluated; nothing may then.
pub fn covenant(law: &ShareLaw, agreement: &Agreement, day: Date) -> Result<CovenantAnswer, Alarm> {
    let mut rows = Vec::new();
    let domains: Vec<Option<Domain>> = if agreement.sender_domains.is_empty() {
        vec![None]
    } else {
        agreement.sender_domains.iter().copied().map(Some).collect()
    };
    for party in &agreement.parties {
        for purpose in &agreement.purposes {
            for article in &agreement.wpg_articles {
                for domain in &domains {
                    let question =
                        question(agreement, (party.kind, party.domain), *purpose, *article, *domain, day);
                    if let Some(question) = question.filter(|_| rows.len() < ROWS_MAX) {
                        rows.push(row(law, agreement, &party.name, &question)?);
                    }
                }
            }
        }
    }
    Ok(CovenantAnswer {
        id: agreement.id.clone(),
        title: agreement.title.clone(),
        stated: format!(
            "volgens opgave van {} ({}, {})",
            agreement.given_by, agreement.document, agreement.dated
        ),
        valid_until: agreement.valid_until,
        conditions: agreement.conditions.clone(),
        rows,
        law_date: day,
        reviewed: false,
    })
}

fn question(
    agreement: &Agreement,
    (receiver, receiver_domain): (Receiver, Option<Domain>),
    purpose: Purpose,
    article: u8,
    sender_domain: Option<Domain>,
    day: Date,
) -> Option<Question> {
    let employer = *agreement.employers.first()?;
    let police = employer == crate::share::codes::Employer::Police;
    Some(Question {
        employer,
        hat: if police { Hat::PoliceOfficer } else { Hat::Investigation },
        sender_domain,
        regime: Regime::Wpg,
        wpg_article: Some(article),
        age_months: 1,
        archived: false,
        identifiable: true,
        categories: agreement.fields.clone(),
        special_category: agreement.fields.iter().any(|category| category.is_special()),
        minor: false,
        in_prosecution_file: false,
        source: Source::Own,
        receiver,
        receiver_domain,
        purpose,
        facts: std::collections::BTreeSet::new(),
        day,
    })
}

fn row(law: &ShareLaw, agreement: &Agreement, party: &str, question: &Question) -> Result<Row, Alarm> {
    let covered = cover(question, std::slice::from_ref(agreement));
    let decision = law.decide_without_routes(&covered.question)?;
    let gaps = agreement.gaps(question);
    let mut doubts = decision.doubts;
    doubts.extend((!gaps.is_empty()).then(|| format!("Het besluit dekt dit niet: {}.", gaps.join("; "))));
    let goes =
        |category: &&Category| decision.outcome != Outcome::Deny && !decision.minimise.contains(category);
    Ok(Row {
        party: party.to_owned(),
        kind: question.receiver,
        purpose: question.purpose,
        wpg_article: question.wpg_article.unwrap_or_default(),
        sender_domain: question.sender_domain,
        outcome: decision.outcome,
        effect: decision.effect,
        decision_maker: decision.decision_maker,
        articles: decision.articles,
        missing: decision.missing,
        go: agreement.fields.iter().filter(goes).copied().collect(),
        leave_out: agreement.fields.iter().filter(|category| !goes(category)).copied().collect(),
        duties: decision.duties,
        certainty: decision.certainty,
        doubts,
    })
}

impl CovenantAnswer {
    /// As people read it.
    #[must_use]
    pub fn explained(&self) -> String {
        let words = |list: Vec<&'static str>| list.into_iter().map(say).collect::<Vec<_>>().join(", ");
        let mut lines = vec![
            format!("{} ({}), geldig tot en met {}.", self.title, self.stated, self.valid_until),
            String::new(),
        ];
        for row in &self.rows {
            let answer = match row.outcome {
                Outcome::Allow => "mag",
                Outcome::AllowWithConditions => "mag pas als dit er per geval is",
                Outcome::Deny => "mag niet",
            };
            lines.push(format!(
                "- {} voor {}, gegevens van Wpg {}: {answer}",
                row.party,
                say(row.purpose.word()),
                row.wpg_article
            ));
            lines.push(format!("  Op grond van: {}", row.articles.join(", ")));
            for (title, list) in [
                ("Nog nodig", row.missing.iter().map(|fact| fact.word()).collect::<Vec<_>>()),
                ("Dit gaat mee", row.go.iter().map(|category| category.word()).collect()),
                ("Laat weg", row.leave_out.iter().map(|category| category.word()).collect()),
            ] {
                if !list.is_empty() {
                    lines.push(format!("  {title}: {}", words(list)));
                }
            }
            lines.extend(row.doubts.iter().map(|doubt| format!("  Let op: {doubt}")));
        }
        lines.extend(self.conditions.iter().map(|condition| format!("Voorwaarde: {condition}")));
        lines.push(format!("Recht van {}. Niet door een jurist getoetst.", self.law_date));
        lines.join("\n")
    }
}
