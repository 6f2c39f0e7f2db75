//! From a question about a power to yes, yes if, no but, or unknown.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use schouw_base::Digest;
use serde::{Deserialize, Serialize, Serializer};

use super::codes::{
    Act, Answer, Circumstance, EmployerKind, Lacking, Means, Officer, Place, PowersDuty, Territory,
};
use super::offence::{Items, Offences, Traits};
use super::question::PowersQuestion;
use super::situation::Topics;
use crate::codes::{Code, cedar_enum};
use crate::fault::FIRST_DAY;
use crate::given::{Asker, Given, Refusal, Role, vouched};
use crate::permit::{Permit, PermitKind, Terms, words};
use crate::rulebook::fields::{bit, bits};
use crate::rulebook::load::Plan;
use crate::rulebook::{Alarm, Asked, Fields, Kind, Rule, RuleFaults, Rulebook, Seen, Source, TextRef, Words};
use crate::share::book::{named, parse};
use crate::share::codes::{Certainty, Domain};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules/powers");
const LAWS: &str = include_str!("../../../../rules/laws.toml");

/// Said with everything that rests on the domain list, until a user has loaded the one in force.
const OLD_LIST: &str =
    "Niet voor gebruik op straat: de domeinlijst is die van 2017, de lijst van vandaag is niet geladen.";

/// What can be done instead, when no rule says it.
const PASS_ON: (&str, &str) = (
    "Waarnemen, vastleggen en doorgeven aan wie wel bevoegd is.",
    "Observe, record and pass on to who is competent.",
);

/// The field with the circumstances.
pub(crate) const CIRCUMSTANCES: usize = 6;

/// The rules on powers.
#[derive(Debug)]
pub struct PowersLaw {
    pub(super) book: Rulebook,
    pub(super) topics: Topics,
    offences: Offences,
    items: Items,
    givers: BTreeMap<String, Vec<Role>>,
}

/// What he can do instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

/// A decision on a power (`powers-decision.schema.json`).
#[derive(Debug, Clone, Serialize)]
pub struct PowersDecision {
    /// The answer.
    pub answer: Answer,
    /// The articles that carry it.
    pub articles: Vec<String>,
    /// What is open, or has to be looked up.
    pub missing: Vec<Lacking>,
    /// What he can do instead.
    pub alternative: Option<Alternative>,
    /// What comes with it.
    pub duties: Vec<PowersDuty>,
    /// How sure it is: written as high, medium or low.
    #[serde(serialize_with = "grade")]
    pub certainty: Certainty,
    /// The day whose law was applied.
    pub law_date: Date,
    /// The dated texts.
    pub texts: Vec<TextRef>,
    /// Open points, in plain Dutch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// Whether a lawyer signed the rules: not yet.
    pub reviewed: bool,
}

/// High: read in the dated text; medium: older text or own reading; low: not read, or an item that is only presumed.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn grade<S: Serializer>(certainty: &Certainty, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match certainty {
        Certainty::Read => "high",
        Certainty::OlderText | Certainty::Inference => "medium",
        Certainty::Memory => "low",
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grounds {
    grounds: BTreeMap<String, Vec<String>>,
}

impl PowersLaw {
    /// The rules in the program.
    ///
    /// # Errors
    /// Every fault of every rule.
    pub fn load() -> Result<Self, RuleFaults> {
        let text = |name: &str| {
            FILES
                .get_file(name)
                .and_then(include_dir::File::contents_utf8)
                .ok_or_else(|| RuleFaults(vec![format!("`{name}` is not there")]))
        };
        let grounds: Grounds = parse("powers/grounds.toml", text("grounds.toml")?)?;
        let laws: BTreeMap<String, String> = parse("laws.toml", LAWS)?;
        let facts: Vec<_> = Lacking::ALL.iter().map(|code| code.word()).collect();
        let duties: Vec<_> = PowersDuty::ALL.iter().map(|code| code.word()).collect();
        let plan = Plan {
            schema: codes() + text("powers.cedarschema")?,
            fields: fields().map_err(|fault| RuleFaults(vec![fault]))?,
            principal: "Officer",
            resource: "Place",
            refusal: "",
            resources: Place::ALL.iter().map(|code| (code.word().to_owned(), Vec::new())).collect(),
            grounds: grounds.grounds,
            words: Words { facts: &facts, duties: &duties, laws: &laws },
            first_day: FIRST_DAY,
        };
        let book = Rulebook::load(plan, named(&FILES, ".cedar"))?;
        Ok(Self {
            book,
            topics: Topics::load()?,
            offences: parse("offences.toml", text("offences.toml")?)?,
            items: parse("items.toml", text("items.toml")?)?,
            givers: parse("givers.toml", text("givers.toml")?)?,
        })
    }

    /// The rules.
    #[must_use]
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// The domain lists of 2017 that the rules presume, to hold beside the lists in force.
    #[must_use]
    pub fn items(&self) -> &Items {
        &self.items
    }

    /// The cases that stand beside the rules, by file.
    #[must_use]
    pub fn cases() -> Vec<Source> {
        named(&FILES, ".cases.json")
    }

    /// The proof that he may, or the decision that says why not (yet). What another has to establish (an order, an
    /// assignment) counts when `given` says that it comes from him, or from a paper.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn permit(
        &self,
        question: &PowersQuestion,
        asker: &Asker,
        given: &[Given<Circumstance>],
    ) -> Result<Result<Permit, Refusal<PowersDecision>>, Alarm> {
        let mut sure = question.clone();
        let (mut stated, mut unvouched) = (Vec::new(), Vec::new());
        for fact in &question.circumstances {
            let Some(givers) = self.givers.get(fact.word()) else { continue };
            match vouched(*fact, givers, given, question.day) {
                Ok(said) => stated.extend(said),
                Err(why) => {
                    sure.circumstances.remove(fact);
                    unvouched.push(why);
                }
            }
        }
        let decision = self.decide(&sure)?;
        if decision.answer != Answer::Yes {
            return Ok(Err(Refusal { decision, unvouched }));
        }
        Ok(Ok(Permit::new(Terms {
            kind: PermitKind::Act,
            asker: asker.clone(),
            purpose: question.act.word(),
            question: Digest::of(format!("{sure:?}").as_bytes()),
            duties: words(&decision.duties),
            articles: decision.articles,
            stated,
            law_date: decision.law_date,
        })))
    }

    /// The decision.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn decide(&self, question: &PowersQuestion) -> Result<PowersDecision, Alarm> {
        let traits =
            question.offence.as_ref().map(|offence| self.offences.traits(offence)).unwrap_or_default();
        let asked = asked(question, traits);
        let act = question.act.word();
        let (ground, against) = self.book.speaks(act, &asked)?;
        let (asks, mut blockers): (Vec<&Rule>, Vec<&Rule>) =
            against.into_iter().partition(|rule| rule.note.kind == Kind::Condition);
        blockers.sort_by_key(|rule| rule.note.step);
        if let Some(first) = blockers.first() {
            let alternative = first.note.alternative.clone();
            let mut decision = frame(question, Answer::NoBut, &blockers);
            decision.alternative = Some(instead(alternative));
            return Ok(decision);
        }
        let Some(ground) = ground else {
            return Ok(self.unknown(question, &asks));
        };
        let deciding: Vec<&Rule> = std::iter::once(ground).chain(asks.iter().copied()).collect();
        let mut decision = frame(question, Answer::Yes, &deciding);
        decision.duties = ground.note.duties.iter().filter_map(|word| PowersDuty::parse(word)).collect();
        decision.missing = lacking(&asks);
        let unsettled = asks.iter().any(|rule| rule.note.unsettled);
        let lost =
            decision.missing.contains(&Lacking::FactInCurrentDomainList) && !self.may_be_listed(question);
        if unsettled || lost {
            decision.answer = Answer::Unknown;
            decision.alternative = Some(instead(None));
        } else if !decision.missing.is_empty() {
            decision.answer = Answer::YesIf;
        } else if decision.certainty == Certainty::Memory {
            return Ok(self.unknown(question, &deciding));
        }
        Ok(decision)
    }

    /// No rule carries it and none closes it: look it up.
    fn unknown(&self, question: &PowersQuestion, rules: &[&Rule]) -> PowersDecision {
        let mut decision = frame(question, Answer::Unknown, rules);
        decision.certainty = Certainty::Memory;
        decision.missing = lacking(rules);
        if decision.missing.is_empty() {
            decision.missing.push(Lacking::FactInCurrentDomainList);
        }
        decision.alternative = Some(instead(None));
        decision
    }

    fn may_be_listed(&self, question: &PowersQuestion) -> bool {
        let assigned = question.circumstances.contains(&Circumstance::ProsecutorAssigned);
        assigned
            || question
                .offence
                .as_ref()
                .is_some_and(|offence| self.offences.presumed(&self.items, question.domain, offence))
    }
}

fn lacking(rules: &[&Rule]) -> Vec<Lacking> {
    let mut found: Vec<Lacking> =
        rules.iter().filter_map(|rule| Lacking::parse(rule.note.asks.as_deref()?)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn instead(found: Option<(String, String)>) -> Alternative {
    let (nl, en) = found.unwrap_or((PASS_ON.0.to_owned(), PASS_ON.1.to_owned()));
    Alternative { nl, en }
}

fn frame(question: &PowersQuestion, answer: Answer, deciding: &[&Rule]) -> PowersDecision {
    let mut decision = PowersDecision {
        answer,
        articles: Vec::new(),
        missing: Vec::new(),
        alternative: None,
        duties: Vec::new(),
        certainty: Certainty::Read,
        law_date: question.day,
        texts: Vec::new(),
        doubts: Vec::new(),
        reviewed: false,
    };
    for note in deciding.iter().map(|rule| &rule.note) {
        let fresh = |list: &Vec<String>, item: &String| !list.contains(item);
        for article in &note.articles {
            if fresh(&decision.articles, article) {
                decision.articles.push(article.clone());
            }
        }
        decision.texts.extend(note.texts.iter().cloned());
        decision.doubts.extend(note.doubt.clone());
        decision.certainty = decision.certainty.max(note.certainty);
    }
    decision.texts.sort();
    decision.texts.dedup();
    if decision.texts.iter().any(|text| text.valid_from > question.day) {
        decision.certainty = decision.certainty.max(Certainty::OlderText);
        decision.doubts.push(format!("De tekst van {} is niet gelezen, wel een latere.", question.day));
    }
    if decision.articles.iter().any(|article| article.starts_with("REGDL")) {
        decision.doubts.push(OLD_LIST.to_owned());
    }
    decision
}

fn codes() -> String {
    cedar_enum::<Domain>("Domain")
        + &cedar_enum::<EmployerKind>("EmployerKind")
        + &cedar_enum::<Territory>("Territory")
        + &cedar_enum::<Means>("Means")
        + &cedar_enum::<Act>("Act")
        + &cedar_enum::<Circumstance>("Circumstance")
}

/// The fields of a question, in the order of [`asked`].
fn fields() -> Result<Fields, String> {
    Fields::new()
        .word::<Officer>("principal", "Officer")?
        .word::<Place>("resource", "Place")?
        .word::<Domain>("domain", "Domain")?
        .word::<EmployerKind>("employer_kind", "EmployerKind")?
        .word::<Territory>("territory", "Territory")?
        .set::<Means>("means", "Means")?
        .set::<Circumstance>("circumstances", "Circumstance")?
        .flags(&["deed_valid", "police_powers", "search_power", "supervisor", "has_offence", "bylaw"])?
        .flags(&["traffic", "sign_c_or_d", "traffic_moving_listed", "crime", "violence_crime", "fireworks"])
}

/// The question as its values.
fn asked(question: &PowersQuestion, traits: Traits) -> Asked {
    let values = [
        bit(Officer::Boa),
        bit(question.place),
        bit(question.domain),
        bit(question.employer_kind),
        bit(question.territory),
        bits(question.means.iter().copied()),
        bits(question.circumstances.iter().copied()),
    ];
    let flags = [
        question.deed_valid,
        question.police_powers,
        question.search_power,
        question.supervisor,
        question.offence.is_some(),
        traits.bylaw,
        traits.traffic,
        traits.sign_c_or_d,
        traits.traffic_moving_listed,
        traits.crime,
        traits.violence_crime,
        traits.fireworks,
    ];
    let values = values.into_iter().chain(flags.map(u128::from)).enumerate();
    Asked::new(values.fold(Seen::default(), |seen, (field, value)| seen.with(field, value)), question.day)
}
