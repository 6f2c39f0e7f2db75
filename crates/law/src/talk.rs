//! *May I share this* as a short conversation: one question at a time, from `rules/talk/share.toml`. It gathers facts and
//! decides nothing: when every question has its answer there is a question for the rules.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::codes::Code as _;
use crate::fault::Fault;
use crate::rulebook::{Alarm, RuleFaults};
use crate::share::book::{Class, parse};
use crate::share::codes::{Category, Fact};
use crate::share::{Decision, Question, ShareLaw};
use crate::words::Language;

const STEPS: &str = include_str!("../../../rules/talk/share.toml");

/// The last question: facts that would change the answer.
const FACTS: &str = "facts";
/// Most answers of one conversation, and most codes of one answer.
const ANSWERS_MAX: usize = 50;

/// Chosen codes by question.
pub type Answers = BTreeMap<String, Vec<String>>;

/// The questions, in order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    #[serde(rename = "step")]
    steps: Vec<Step>,
}

/// When something is asked or offered: for each question one of these answers.
type When = BTreeMap<String, Vec<String>>;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    id: String,
    #[serde(default)]
    path: String,
    scope: String,
    #[serde(default)]
    many: bool,
    #[serde(default)]
    when: When,
    #[serde(rename = "choice")]
    choices: Vec<Choice>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    codes: Vec<String>,
    #[serde(default)]
    when: When,
    #[serde(default)]
    set: BTreeMap<String, Value>,
}

/// One answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// Its code.
    pub id: String,
    /// Its words.
    pub title: String,
}

/// The question that comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    /// More words, when it needs them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Whether more than one answer may be chosen.
    pub many: bool,
    /// Whether nothing may be chosen.
    pub none: bool,
    /// The answers.
    pub options: Vec<Offered>,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The question.
    pub id: String,
    /// Its words.
    pub title: String,
    /// The words of the answer.
    pub answer: String,
}

/// Where the conversation stands.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// The answers that still count: what an earlier answer made needless is gone.
    pub answers: Answers,
    /// The same in words.
    pub said: Vec<Said>,
    /// The next question; none when everything was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// The question for the rules, once everything was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Value>,
}

impl Talk {
    /// The conversation in the program.
    ///
    /// # Errors
    /// When the file is not one.
    pub fn load() -> Result<Self, RuleFaults> {
        parse("talk/share.toml", STEPS)
    }
}

/// Reads answers: `{question: [codes]}`.
///
/// # Errors
/// Every faulty field.
pub fn answers(value: Option<&Value>) -> Result<Answers, Vec<Fault>> {
    let fault = |message: &str| vec![Fault { field: "answers".to_owned(), message: message.to_owned() }];
    let Some(value) = value else { return Ok(Answers::new()) };
    let read: Answers = serde_json::from_value(value.clone())
        .map_err(|_| fault("must be an object of question ids with lists of chosen codes"))?;
    let most = read.values().map(Vec::len).max().unwrap_or_default().max(read.len());
    if most > ANSWERS_MAX { Err(fault("holds too many answers")) } else { Ok(read) }
}

fn fits(when: &When, answers: &Answers) -> bool {
    when.iter().all(|(id, codes)| {
        answers.get(id).is_some_and(|chosen| chosen.iter().any(|code| codes.contains(code)))
    })
}

impl ShareLaw {
    /// Where a conversation stands, given what was answered so far.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated.
    pub fn talk(&self, given: &Answers, language: Language, today: Date) -> Result<Standing, Alarm> {
        let mut standing = Standing { answers: Answers::new(), said: Vec::new(), next: None, question: None };
        let mut question = blank();
        for step in &self.talk.steps {
            if !fits(&step.when, &standing.answers) {
                continue;
            }
            let offered = step.offered(&standing.answers);
            let chosen: Vec<String> = match offered.as_slice() {
                // what has one answer is not asked
                [only] => vec![only.clone()],
                _ => given
                    .get(&step.id)
                    .into_iter()
                    .flatten()
                    .filter(|code| offered.contains(code))
                    .cloned()
                    .collect(),
            };
            let enough = if step.many { !chosen.is_empty() } else { chosen.len() == 1 };
            if !enough {
                standing.next = Some(next(&step.id, &step.scope, step.many, &offered, language));
                return Ok(standing);
            }
            step.fill(&chosen, &standing.answers, &mut question);
            if offered.len() > 1 {
                standing.said.push(said(&step.id, &step.scope, &chosen, language));
            }
            standing.answers.insert(step.id.clone(), chosen);
        }
        self.last(given, language, today, question, &mut standing)?;
        Ok(standing)
    }

    /// The last question: the facts that would change the answer, worked out from the rules.
    fn last(
        &self,
        given: &Answers,
        language: Language,
        today: Date,
        mut question: Value,
        standing: &mut Standing,
    ) -> Result<(), Alarm> {
        let read = Question::read(&question, today)
            .map_err(|faults| Alarm(format!("the conversation made a question with faults: {faults:?}")))?;
        let offered = self.matters(&read)?;
        if !offered.is_empty() {
            let Some(chosen) = given.get(FACTS) else {
                standing.next = Some(Next { none: true, ..next(FACTS, "fact", true, &offered, language) });
                return Ok(());
            };
            let chosen: Vec<String> = chosen.iter().filter(|code| offered.contains(code)).cloned().collect();
            question["facts"] = json!(chosen);
            if !chosen.is_empty() {
                standing.said.push(said(FACTS, "fact", &chosen, language));
            }
            standing.answers.insert(FACTS.to_owned(), chosen);
        }
        standing.question = Some(question);
        Ok(())
    }

    /// The gates, blockers and neutral facts that would change the answer to this question by themselves.
    fn matters(&self, question: &Question) -> Result<Vec<String>, Alarm> {
        let now = self.decide_without_routes(question)?;
        let mut found = Vec::new();
        for fact in Fact::ALL {
            let class = self.facts.get(fact.word()).map(|note| note.class);
            let asked = matches!(class, Some(Class::Gate | Class::Blocker | Class::Neutral));
            let mut then = question.clone();
            if asked && then.facts.insert(*fact) && differs(&now, &self.decide_without_routes(&then)?) {
                found.push(fact.word().to_owned());
            }
        }
        Ok(found)
    }
}

fn differs(one: &Decision, other: &Decision) -> bool {
    (one.outcome, one.effect, &one.missing, &one.articles)
        != (other.outcome, other.effect, &other.missing, &other.articles)
}

/// A question of which nothing is known yet.
fn blank() -> Value {
    json!({
        "sender": { "employer": null, "hat": null, "domain": null },
        "data": {
            "regime": "wpg", "wpg_article": null, "age_months": 0, "archived": false, "identifiable": true,
            "categories": [], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"
        },
        "receiver": { "kind": null, "domain": null },
        "purpose": null,
        "facts": []
    })
}

impl Step {
    fn choices<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Choice> {
        self.choices.iter().filter(|choice| fits(&choice.when, answers))
    }

    fn offered(&self, answers: &Answers) -> Vec<String> {
        let mut offered: Vec<String> = Vec::new();
        for code in self.choices(answers).flat_map(|choice| &choice.codes) {
            if !offered.contains(code) {
                offered.push(code.clone());
            }
        }
        offered
    }

    /// Fills the fields of the question with what was chosen.
    fn fill(&self, chosen: &[String], answers: &Answers, question: &mut Value) {
        for choice in
            self.choices(answers).filter(|choice| choice.codes.iter().any(|code| chosen.contains(code)))
        {
            for (path, to) in &choice.set {
                put(question, path, to.clone());
            }
        }
        let value = match chosen {
            [one] if !self.many && one != "no_domain" => json!(one),
            _ if self.many => json!(chosen),
            _ => Value::Null,
        };
        if !self.path.is_empty() {
            put(question, &self.path, value);
        }
        if self.path == "data.categories" {
            let special = chosen.iter().filter_map(|code| Category::parse(code)).any(Category::is_special);
            put(question, "data.special_category", json!(special));
        }
    }
}

/// Sets a field by its path; what is no object on the way becomes one.
fn put(question: &mut Value, path: &str, to: Value) {
    let mut here = question;
    for name in path.split('.') {
        if !here.is_object() {
            *here = Value::Object(Map::new());
        }
        here = &mut here[name];
    }
    *here = to;
}

fn next(id: &str, scope: &str, many: bool, offered: &[String], language: Language) -> Next {
    Next {
        id: id.to_owned(),
        title: language.say("ask", id),
        help: language.known("help", id),
        many,
        none: false,
        options: offered
            .iter()
            .map(|code| Offered { id: code.clone(), title: language.say(scope, code) })
            .collect(),
    }
}

fn said(id: &str, scope: &str, chosen: &[String], language: Language) -> Said {
    let words: Vec<String> = chosen.iter().map(|code| language.say(scope, code)).collect();
    Said { id: id.to_owned(), title: language.say("ask", id), answer: words.join(", ") }
}
