//! *What may the boa do here* for a screen: found in people's own words, told as one sentence with what makes the
//! difference, and put on a card by domain. The rules answer; `rules/powers/topics.toml` only says what is meant.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::codes::{Act, Answer, Circumstance, EmployerKind, Place};
use super::engine::CIRCUMSTANCES;
use super::typed::{fit, words};
use super::{PowersDecision, PowersLaw, PowersQuestion};
use crate::call::CallError;
use crate::codes::Code;
use crate::fault::{Fault, Reader};
use crate::rulebook::{Alarm, Atom, RuleFaults};
use crate::share::book::parse;
use crate::share::codes::{Certainty, Domain};
use crate::tell::{Item, Text, certainty, texts};
use crate::words::{Language, capital};

const TOPICS: &str = include_str!("../../../../rules/powers/topics.toml");

/// Most topics that are found.
const FOUND_MAX: usize = 8;
/// What people ask.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topics {
    #[serde(rename = "topic")]
    topics: Vec<Topic>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    id: String,
    nl: String,
    en: String,
    words: Vec<String>,
    act: Act,
    place: Place,
    #[serde(default)]
    offence: Option<BTreeMap<String, String>>,
    #[serde(default)]
    circumstances: Vec<Circumstance>,
    #[serde(default)]
    domains: Vec<Domain>,
    #[serde(default)]
    supervisor: bool,
    #[serde(default)]
    card: bool,
}

/// A topic that was found, with the question that it stands for (without domain).
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// In words.
    pub title: String,
    /// Domains that it is about; all when there are none.
    pub domains: Vec<Domain>,
}

/// What was found, and everything that can be asked.
#[derive(Debug, Clone, Serialize)]
pub struct FoundAll {
    /// Topics, the best first; all of them when nothing was typed.
    pub topics: Vec<Found>,
    /// Domains, to choose from.
    pub domains: Vec<Item>,
}

/// An answer on a power for a screen.
#[derive(Debug, Clone, Serialize)]
pub struct ToldPower {
    /// `yes`, `yes_if`, `no_but` or `unknown`.
    pub answer: Answer,
    /// What it is about.
    pub about: String,
    /// The answer in one sentence.
    pub title: String,
    /// What has to be so.
    pub open: Vec<Item>,
    /// What can be done instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// What comes with it.
    pub duties: Vec<Item>,
    /// What is taken to be so.
    pub taken: Vec<Item>,
    /// What would make a difference, if it were so.
    pub differs: Vec<Item>,
    /// The articles.
    pub articles: Vec<String>,
    /// The dated texts.
    pub texts: Vec<Text>,
    /// How sure it is, of which day, and that no lawyer reviewed it: one line.
    pub certainty: String,
    /// Open points for a person.
    pub doubts: Vec<String>,
    /// The decision as the contract has it.
    pub decision: PowersDecision,
    /// The question that was asked.
    pub question: Value,
}

/// A line of a card.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The topic.
    pub id: String,
    /// What it is about.
    pub about: String,
    /// The answer.
    pub answer: Answer,
    /// What has to be so.
    pub open: Vec<Item>,
    /// What can be done instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// The articles.
    pub articles: Vec<String>,
}

/// What boas of a domain may do.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// The domain.
    pub domain: Domain,
    /// In words.
    pub title: String,
    /// Line by line.
    pub lines: Vec<Line>,
    /// What is taken to be so on every line.
    pub taken: Vec<String>,
    /// How sure the weakest line is.
    pub certainty: String,
    /// Open points for a person, of all lines.
    pub doubts: Vec<String>,
}

impl Topics {
    /// The topics in the program.
    ///
    /// # Errors
    /// When the file is not one.
    pub fn load() -> Result<Self, RuleFaults> {
        parse("powers/topics.toml", TOPICS)
    }
}

impl Topic {
    fn title(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }

    fn score(&self, typed: &[String]) -> u32 {
        let own: Vec<String> =
            self.words.iter().cloned().chain(words(&self.nl)).chain(words(&self.en)).collect();
        typed.iter().map(|typed| own.iter().map(|word| fit(typed, word)).max().unwrap_or_default()).sum()
    }

    /// The question that it stands for, for a boa of a domain with everything in order.
    fn question(&self, domain: Domain, day: Option<&Value>) -> Value {
        let employer = match domain {
            Domain::I | Domain::III | Domain::V => EmployerKind::Municipality,
            Domain::II => EmployerKind::EnvironmentService,
            Domain::IV => EmployerKind::TransportCompany,
            Domain::VI => EmployerKind::NationalInspection,
        };
        let offence = self.offence.as_ref().map_or(Value::Null, |offence| json!(offence));
        let designation = if self.supervisor { vec!["Awb"] } else { Vec::new() };
        let mut question = json!({
            "officer": {
                "domain": domain, "employer_kind": employer, "deed_valid": true, "deed_territory": "own_municipality",
                "means": [], "police_powers": false, "search_power": false, "supervisor_designation": designation
            },
            "act": self.act, "offence": offence, "place": self.place, "circumstances": self.circumstances
        });
        if let Some(day) = day {
            question["date"] = day.clone();
        }
        question
    }
}

impl PowersLaw {
    /// The topics that fit what someone typed, the best first; all when nothing was typed.
    #[must_use]
    pub fn find(&self, typed: Option<&str>, language: Language) -> FoundAll {
        let typed = typed.map(words).unwrap_or_default();
        let mut ranked: Vec<(u32, &Topic)> =
            self.topics.topics.iter().map(|topic| (topic.score(&typed), topic)).collect();
        if !typed.is_empty() {
            ranked.retain(|(score, _)| *score > 0);
            ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
            ranked.truncate(FOUND_MAX);
        }
        let found = |(_, topic): (u32, &Topic)| Found {
            id: topic.id.clone(),
            title: topic.title(language).to_owned(),
            domains: topic.domains.clone(),
        };
        FoundAll {
            topics: ranked.into_iter().map(found).collect(),
            domains: items(language, "domain", Domain::ALL.iter().map(|domain| domain.word())),
        }
    }

    /// The answer on a power for a screen: `{topic, domain}` with perhaps `more` (circumstances that are so too), `less` (that
    /// are not), or a whole `question`.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn tell(&self, asked: &Value, language: Language, today: Date) -> Result<ToldPower, CallError> {
        let (question, about) = self.asked_for(asked, language)?;
        let read = PowersQuestion::read(&question, today)?;
        let decision = self.decide(&read)?;
        let about = about.unwrap_or_else(|| language.say("act", read.act.word()));
        let must = matches!(read.act, Act::ReportForce | Act::ShowOwnId);
        let title = match decision.answer {
            Answer::Yes if must => "do_yes_must",
            Answer::Yes => "do_yes",
            Answer::YesIf => "do_yes_if",
            Answer::NoBut => "do_no_but",
            Answer::Unknown => "do_unknown",
        };
        let codes = |scope: &str, list: Vec<&'static str>| items(language, scope, list.into_iter());
        Ok(ToldPower {
            answer: decision.answer,
            about,
            title: language.say("say", title),
            open: codes("lacking", decision.missing.iter().map(|code| code.word()).collect()),
            instead: instead(&decision, language),
            duties: codes("duty", decision.duties.iter().map(|code| code.word()).collect()),
            taken: codes("circumstance", read.circumstances.iter().map(|code| code.word()).collect()),
            differs: codes("circumstance", self.differs(&read, &decision)?),
            articles: decision.articles.clone(),
            texts: texts(&decision.texts),
            certainty: certainty(decision.certainty, &decision.texts, decision.law_date, language),
            doubts: decision.doubts.clone(),
            decision,
            question,
        })
    }

    /// The question that is meant, and what it is about.
    fn asked_for(&self, asked: &Value, language: Language) -> Result<(Value, Option<String>), Vec<Fault>> {
        let mut faults = Vec::new();
        let known = ["topic", "domain", "more", "less", "question", "language", "date"];
        let top = Reader::new("", Some(asked), &known, &mut faults);
        let (mut question, about) = if let Some(question) = top.value("question") {
            (question.clone(), None)
        } else {
            let domain = top.code::<Domain>("domain", &mut faults);
            let topic = top.text("topic", &mut faults);
            let found = topic.as_ref().and_then(|id| self.topics.topics.iter().find(|topic| topic.id == *id));
            if topic.is_some() && found.is_none() {
                let ids: Vec<&str> = self.topics.topics.iter().map(|topic| topic.id.as_str()).collect();
                let message = format!("must be one of {}", ids.join(", "));
                faults.push(Fault { field: "topic".to_owned(), message });
            }
            let Some((topic, domain)) = found.zip(domain) else { return Err(faults) };
            (topic.question(domain, top.value("date")), Some(topic.title(language).to_owned()))
        };
        let mut listed = |name: &str| -> Vec<Circumstance> {
            if top.value(name).is_none() {
                return Vec::new();
            }
            top.codes(name, &mut faults).unwrap_or_default()
        };
        let (more, less) = (listed("more"), listed("less"));
        if !faults.is_empty() {
            return Err(faults);
        }
        if let Some(list) = question["circumstances"].as_array_mut() {
            list.retain(|code| !less.iter().any(|less| code == less.word()));
            for code in more.iter().map(|code| json!(code)) {
                if !list.contains(&code) {
                    list.push(code);
                }
            }
        }
        Ok((question, about))
    }

    /// The circumstances that the rules on this act read and of which one alone would change the answer.
    fn differs(&self, question: &PowersQuestion, now: &PowersDecision) -> Result<Vec<&'static str>, Alarm> {
        let mut read = 0;
        for rule in self.book.rules().filter(|rule| rule.grounds.contains(question.act.word())) {
            rule.logic.atoms(&mut |atom| {
                if let Atom::Holds(CIRCUMSTANCES, bits) | Atom::Within(CIRCUMSTANCES, bits) = atom {
                    read |= bits;
                }
            });
        }
        let mut found = Vec::new();
        for code in Circumstance::ALL.iter().filter(|code| read & (1 << code.place()) != 0) {
            let mut then = question.clone();
            if !then.circumstances.insert(*code) || super::question::contradict(&then.circumstances) {
                continue;
            }
            let decided = self.decide(&then)?;
            if (decided.answer, &decided.missing) != (now.answer, &now.missing) {
                found.push(code.word());
            }
        }
        Ok(found)
    }

    /// What boas of a domain may do, line by line.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn card(&self, asked: &Value, language: Language, today: Date) -> Result<Card, CallError> {
        let mut faults = Vec::new();
        let top = Reader::new("", Some(asked), &["domain", "language", "date"], &mut faults);
        let domain = top.code::<Domain>("domain", &mut faults).ok_or(faults)?;
        let (mut lines, mut doubts) = (Vec::new(), BTreeSet::new());
        let (mut weakest, mut day) = (Certainty::Read, today);
        let mut rests = BTreeSet::new();
        let here =
            |topic: &&Topic| topic.card && (topic.domains.is_empty() || topic.domains.contains(&domain));
        for topic in self.topics.topics.iter().filter(here) {
            let read = PowersQuestion::read(&topic.question(domain, asked.get("date")), today)?;
            let decision = self.decide(&read)?;
            weakest = weakest.max(decision.certainty);
            day = decision.law_date;
            rests.extend(decision.texts.iter().cloned());
            doubts.extend(decision.doubts.iter().cloned());
            lines.push(Line {
                id: topic.id.clone(),
                about: topic.title(language).to_owned(),
                answer: decision.answer,
                open: items(language, "lacking", decision.missing.iter().map(|code| code.word())),
                instead: instead(&decision, language),
                articles: decision.articles,
            });
        }
        let rests: Vec<_> = rests.into_iter().collect();
        Ok(Card {
            domain,
            title: language.say("domain", domain.word()),
            lines,
            taken: ["card_deed", "card_area", "card_no_force"].map(|code| language.say("say", code)).to_vec(),
            certainty: certainty(weakest, &rests, day, language),
            doubts: doubts.into_iter().collect(),
        })
    }
}

fn instead(decision: &PowersDecision, language: Language) -> Option<String> {
    decision.alternative.as_ref().map(|instead| match language {
        Language::Nl => instead.nl.clone(),
        Language::En => instead.en.clone(),
    })
}

fn items<'a>(language: Language, scope: &str, codes: impl Iterator<Item = &'a str>) -> Vec<Item> {
    codes.map(|code| Item { code: code.to_owned(), text: capital(&language.say(scope, code)) }).collect()
}
