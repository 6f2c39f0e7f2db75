//! A sharing decision for a screen: the sentence, who gets what, what has to be arranged, the form that they see, and
//! other ways as questions to ask again. Everything that a lawyer would want to check is worked out here and not in a
//! browser.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use crate::codes::Code;
use crate::fault::Fault;
use crate::form::Form;
use crate::rulebook::{Alarm, TextRef};
use crate::share::codes::{Category, Certainty, Effect, Fact, Outcome};
use crate::share::decision::{Change, Route};
use crate::share::{Decision, Question, ShareLaw};
use crate::words::Language;

/// Most facts that may be supposed at once.
const SUPPOSED_MAX: usize = 60;

/// A thing to arrange or to do, with its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The code of the contract.
    pub code: String,
    /// In words.
    pub text: String,
}

/// A dated text that an answer rests on, and where it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Short name of the law.
    pub law: String,
    /// First day of this text.
    pub valid_from: Date,
    /// Where the publisher has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What they see of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The category of data.
    pub code: String,
    /// In words.
    pub text: String,
    /// How it goes coarser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
}

/// Another way.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// What changes, in words.
    pub title: String,
    /// What has to be arranged for it.
    pub first: Vec<Item>,
    /// Under which articles.
    pub articles: Vec<String>,
    /// The changed question, to ask again.
    pub question: Value,
}

/// A decision for a screen.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// `yes`, `yes_if`, `no` or `unknown`.
    pub answer: &'static str,
    /// The answer in one sentence.
    pub title: String,
    /// For whom.
    pub to: String,
    /// What for.
    pub purpose: String,
    /// What goes as it is.
    pub go: Vec<Seen>,
    /// What goes coarser.
    pub coarser: Vec<Seen>,
    /// What never goes.
    pub never: Vec<Seen>,
    /// What has to be arranged first.
    pub open: Vec<Item>,
    /// What is supposed to be arranged: a what-if and never a permit.
    pub supposed: Vec<Item>,
    /// What comes with it.
    pub duties: Vec<Item>,
    /// Who decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decider: Option<String>,
    /// The articles.
    pub articles: Vec<String>,
    /// The dated texts.
    pub texts: Vec<Text>,
    /// Other ways, the lightest first.
    pub ways: Vec<Way>,
    /// How sure it is, of which day, and that no lawyer reviewed it: one line.
    pub certainty: String,
    /// Open points for a person.
    pub doubts: Vec<String>,
    /// The minimal form with the article, to copy; none when nothing may go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
    /// The decision as the contract has it.
    pub decision: Decision,
    /// The question that was asked, what is supposed included.
    pub question: Value,
}

/// Reads the facts that are supposed.
///
/// # Errors
/// Every code that is no fact.
pub fn supposed(value: Option<&Value>) -> Result<Vec<Fact>, Vec<Fault>> {
    let fault = |message: String| vec![Fault { field: "suppose".to_owned(), message }];
    let Some(value) = value else { return Ok(Vec::new()) };
    let list = value.as_array().filter(|list| list.len() <= SUPPOSED_MAX);
    let list = list.ok_or_else(|| fault(format!("must be a list of at most {SUPPOSED_MAX} facts")))?;
    let read = |code: &Value| code.as_str().and_then(Fact::parse);
    list.iter()
        .map(|code| read(code).ok_or_else(|| fault(format!("must hold facts: {}", Fact::allowed()))))
        .collect()
}

impl ShareLaw {
    /// The answer to a question for a screen, with `suppose` added to what is established.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn tell(
        &self,
        question: &Value,
        read: &Question,
        suppose: &[Fact],
        language: Language,
    ) -> Result<Told, Alarm> {
        let (mut read, mut question) = (read.clone(), question.clone());
        for fact in suppose {
            if read.facts.insert(*fact) {
                add_fact(&mut question, *fact);
            }
        }
        let decision = self.decide(&read)?;
        let fields: BTreeMap<String, Category> =
            read.categories.iter().map(|category| (category.word().to_owned(), *category)).collect();
        let form = self.form(&read, &fields)?;
        let items = |scope: &str, codes: Vec<&'static str>| -> Vec<Item> {
            codes.into_iter().map(|code| item(language, scope, code)).collect()
        };
        let answer = match (decision.outcome, decision.unsettled) {
            (Outcome::Allow, _) => "yes",
            (Outcome::AllowWithConditions, _) => "yes_if",
            (Outcome::Deny, false) => "no",
            (Outcome::Deny, true) => "unknown",
        };
        let seen = |codes: &[String]| -> Vec<Seen> {
            codes
                .iter()
                .map(|code| Seen { code: code.clone(), text: language.say("category", code), how: None })
                .collect()
        };
        let mut told = Told {
            answer,
            title: language.say("say", title(&decision)),
            to: language.say("receiver", read.receiver.word()),
            purpose: language.say("purpose", read.purpose.word()),
            go: seen(&form.go),
            coarser: coarser(&form, language),
            never: seen(&form.never),
            open: items("fact", decision.missing.iter().map(|fact| fact.word()).collect()),
            supposed: items("fact", suppose.iter().map(|fact| fact.word()).collect()),
            duties: items("duty", decision.duties.iter().map(|duty| duty.word()).collect()),
            decider: (decision.outcome != Outcome::Deny)
                .then(|| language.say("decider", decision.decision_maker.word())),
            articles: decision.articles.clone(),
            texts: texts(&decision.texts),
            ways: decision.routes.iter().map(|route| way(route, &question, language)).collect(),
            certainty: certainty(decision.certainty, &decision.texts, decision.law_date, language),
            doubts: decision.doubts.clone(),
            copy: None,
            decision,
            question,
        };
        if answer == "yes" || answer == "yes_if" {
            told.copy = Some(copy(&told, language));
        }
        Ok(told)
    }
}

fn add_fact(question: &mut Value, fact: Fact) {
    if let Some(facts) = question["facts"].as_array_mut() {
        facts.push(json!(fact.word()));
    }
}

fn item(language: Language, scope: &str, code: &str) -> Item {
    Item { code: code.to_owned(), text: crate::words::capital(&language.say(scope, code)) }
}

fn title(decision: &Decision) -> &'static str {
    match (decision.outcome, decision.effect) {
        (Outcome::Deny, _) if decision.unsettled => "share_unknown",
        (Outcome::Deny, _) if decision.routes.is_empty() => "share_no",
        (Outcome::Deny, _) => "share_no_but",
        (Outcome::AllowWithConditions, _) => "share_if",
        (Outcome::Allow, Effect::Must) => "share_must",
        (Outcome::Allow, Effect::Free) => "share_free",
        (Outcome::Allow, _) => "share_may",
    }
}

fn coarser(form: &Form, language: Language) -> Vec<Seen> {
    let seen = form.coarser.iter().map(|field| Seen {
        code: field.field.clone(),
        text: language.say("category", &field.field),
        how: Some(match language {
            Language::Nl => field.how.clone(),
            // the table has Dutch words only; those of the category say how in English
            Language::En => language.known("coarser", &field.field).unwrap_or_else(|| field.how.clone()),
        }),
    });
    seen.collect()
}

/// A route as a changed question with its words.
fn way(route: &Route, question: &Value, language: Language) -> Way {
    let mut changed = question.clone();
    let (mut parts, mut first) = (Vec::new(), Vec::new());
    for change in &route.change {
        match change {
            Change::Set { path, to } => {
                let pointer = format!("/{}", path.replace('.', "/"));
                if let Some(place) = changed.pointer_mut(&pointer) {
                    *place = to.clone();
                }
                let code = to.as_str().unwrap_or_default();
                parts.push(match *path {
                    "receiver.kind" => {
                        format!(
                            "{} {}",
                            language.say("say", "give_it_to"),
                            lower(&language.say("receiver", code))
                        )
                    }
                    "purpose" => {
                        format!(
                            "{}: {}",
                            language.say("say", "for_purpose"),
                            lower(&language.say("purpose", code))
                        )
                    }
                    _ => language.say("say", "nobody_in"),
                });
            }
            Change::Add { add_fact: fact } => {
                add_fact(&mut changed, *fact);
                first.push(item(language, "fact", fact.word()));
            }
        }
    }
    if parts.is_empty() {
        let all: Vec<String> = first.iter().map(|item| lower(&item.text)).collect();
        parts.push(format!("{}: {}", language.say("say", "first"), all.join("; ")));
    }
    Way { title: parts.join(". "), first, articles: route.articles.clone(), question: changed }
}

/// A text inside a sentence: without the capital of an article, which names and abbreviations keep.
fn lower(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let name = first.chars().skip(1).any(char::is_uppercase) || first.contains('/');
    let mut signs = text.chars();
    match signs.next() {
        Some(sign) if !name => sign.to_lowercase().chain(signs).collect(),
        _ => text.to_owned(),
    }
}

/// The dated texts with their address at the publisher.
pub(crate) fn texts(of: &[TextRef]) -> Vec<Text> {
    of.iter()
        .map(|text| Text {
            law: text.law.clone(),
            valid_from: text.valid_from,
            url: text
                .bwb_id
                .as_ref()
                .map(|id| format!("https://wetten.overheid.nl/{id}/{}", text.valid_from)),
        })
        .collect()
}

/// One line: how sure, which texts, not reviewed.
pub(crate) fn certainty(of: Certainty, texts: &[TextRef], day: Date, language: Language) -> String {
    let mut line = language.say("say", of.word());
    if let Some(newest) = texts.iter().map(|text| text.valid_from).max() {
        line += &format!(" · {} {}", language.say("say", "text_of"), date(newest));
    }
    line + &format!(
        " · {} {} · {}",
        language.say("say", "law_of"),
        date(day),
        language.say("say", "not_reviewed")
    )
}

fn date(day: Date) -> String {
    format!("{}-{}-{}", day.day(), day.month(), day.year())
}

/// The text to copy: who gets what, under which article, with what to fill in.
fn copy(told: &Told, language: Language) -> String {
    let say = |code: &str| language.say("say", code);
    let mut lines =
        vec![format!("{}: {}", say("to"), told.to), format!("{}: {}", say("purpose"), told.purpose)];
    for field in told.go.iter().chain(&told.coarser) {
        let how = field.how.as_ref().map(|how| format!(" ({how})")).unwrap_or_default();
        lines.push(format!("{}{how}: …", field.text));
    }
    let list = |items: &[Item]| items.iter().map(|item| item.text.clone()).collect::<Vec<_>>().join("; ");
    if !told.never.is_empty() {
        let never: Vec<&str> = told.never.iter().map(|field| field.text.as_str()).collect();
        lines.push(format!("{}: {}", say("keep_back"), never.join("; ")));
    }
    for (title, items) in [("conditions", &told.open), ("with", &told.duties)] {
        if !items.is_empty() {
            lines.push(format!("{}: {}", say(title), list(items)));
        }
    }
    lines.push(format!("{}: {}", say("rule"), told.articles.join(", ")));
    lines.push(told.certainty.clone());
    lines.join("\n")
}
