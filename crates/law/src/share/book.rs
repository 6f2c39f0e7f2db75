//! The sharing rules, embedded in the program and loaded once.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::codes::{
    Category, Domain, Duty, Employer, Fact, Hat, Purpose, Receiver, Regime, Source as Origin,
};
use super::minimise::Minimising;
use super::routes::Moves;
use crate::codes::{Code, cedar_enum};
use crate::fault::FIRST_DAY;
use crate::given::Role;
use crate::rulebook::fields::bits;
use crate::rulebook::load::Plan;
use crate::rulebook::{Atom, Fields, RuleFaults, Rulebook, Source, Words};
use crate::talk::Talk;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules/share");
const FACTS: &str = include_str!("../../../../rules/facts.toml");
const LAWS: &str = include_str!("../../../../rules/laws.toml");

/// The ground whose rules say why not.
const REFUSAL: &str = "refusal";

/// What a fact is to a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Without it the ground is not in sight.
    Gate,
    /// Without it the ground waits.
    Condition,
    /// With it a ground is closed or asks more.
    Blocker,
    /// Changes must or may, or nothing.
    Neutral,
}

/// What is known of a fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactNote {
    /// Its class.
    pub class: Class,
    /// Its name in Dutch.
    pub nl: String,
    /// How much it asks of people, from 1 (a note) to 20 (an order of a Minister).
    pub burden: u32,
    /// Facts that it includes.
    #[serde(default)]
    pub includes: Vec<String>,
    /// Who may give it for a permit; nobody when it speaks against, for then it counts whoever says it.
    #[serde(default)]
    pub givers: Vec<Role>,
}

/// The sharing rules.
#[derive(Debug)]
pub struct ShareLaw {
    pub(crate) book: Rulebook,
    pub(crate) facts: BTreeMap<String, FactNote>,
    /// By fact: the bits of itself and of what it includes.
    pub(crate) closures: Vec<u128>,
    /// By fact: the rules that read it.
    pub(crate) readers: Vec<Vec<String>>,
    pub(crate) moves: Moves,
    pub(crate) minimising: Minimising,
    pub(crate) talk: Talk,
    laws: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grounds {
    grounds: BTreeMap<String, Vec<String>>,
    receivers: BTreeMap<String, Vec<String>>,
}

impl ShareLaw {
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
        let grounds: Grounds = parse("grounds.toml", text("grounds.toml")?)?;
        let facts: BTreeMap<String, FactNote> = parse("facts.toml", FACTS)?;
        let laws: BTreeMap<String, String> = parse("laws.toml", LAWS)?;
        check_facts(&facts)?;
        let words = |all: Vec<&'static str>| all;
        let plan = Plan {
            schema: codes() + text("share.cedarschema")?,
            fields: fields().map_err(|fault| RuleFaults(vec![fault]))?,
            principal: "Sender",
            resource: "Receiver",
            refusal: REFUSAL,
            resources: Receiver::ALL
                .iter()
                .map(|code| (code.word().to_owned(), inside(code.word(), &grounds.receivers)))
                .collect(),
            grounds: grounds.grounds,
            words: Words {
                facts: &words(Fact::ALL.iter().map(|code| code.word()).collect()),
                duties: &words(Duty::ALL.iter().map(|code| code.word()).collect()),
                laws: &laws,
            },
            first_day: FIRST_DAY,
        };
        let book = Rulebook::load(plan, files(&FILES))?;
        Ok(Self {
            closures: closures(&facts),
            readers: readers(&book),
            book,
            facts,
            moves: parse("moves.toml", text("moves.toml")?)?,
            minimising: parse("minimise.toml", text("minimise.toml")?)?,
            talk: Talk::load()?,
            laws,
        })
    }

    /// The rules.
    #[must_use]
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// Numbers in the Basis Wetten Bestand by short name of a law.
    #[must_use]
    pub fn laws(&self) -> &BTreeMap<String, String> {
        &self.laws
    }

    /// Whether a ground of the rules only says why not.
    #[must_use]
    pub fn refuses(&self, ground: &str) -> bool {
        ground == REFUSAL
    }

    /// What is known of the facts, by code.
    #[must_use]
    pub fn facts(&self) -> &BTreeMap<String, FactNote> {
        &self.facts
    }

    /// The cases that stand beside the rules, by file.
    #[must_use]
    pub fn cases() -> Vec<Source> {
        named(&FILES, ".cases.json")
    }
}

/// The fields of a question, in the order of [`slot`].
fn fields() -> Result<Fields, String> {
    Fields::new()
        .word::<Hat>("principal", "Sender")?
        .word::<Receiver>("resource", "Receiver")?
        .word::<Employer>("employer", "Employer")?
        .word::<Domain>("sender_domain", "Domain")?
        .word::<Domain>("receiver_domain", "Domain")?
        .word::<Regime>("regime", "Regime")?
        .word::<Origin>("source", "Source")?
        .word::<Purpose>("purpose", "Purpose")?
        .set::<Category>("categories", "Category")?
        .set::<Fact>("facts", "Fact")?
        .count("article")?
        .count("age_months")?
        .flags(&["archived", "identifiable", "special_category", "minor", "in_prosecution_file"])
}

/// The numbers of the fields that the engine itself fills or looks at.
pub mod slot {
    /// `principal`: the hat.
    pub const HAT: usize = 0;
    /// `resource`: the receiver.
    pub const RECEIVER: usize = 1;
    /// `employer`
    pub const EMPLOYER: usize = 2;
    /// `sender_domain`
    pub const SENDER_DOMAIN: usize = 3;
    /// `receiver_domain`
    pub const RECEIVER_DOMAIN: usize = 4;
    /// `regime`
    pub const REGIME: usize = 5;
    /// `source`
    pub const SOURCE: usize = 6;
    /// `purpose`
    pub const PURPOSE: usize = 7;
    /// `categories`
    pub const CATEGORIES: usize = 8;
    /// `facts`
    pub const FACTS: usize = 9;
    /// `article`
    pub const ARTICLE: usize = 10;
    /// `age_months`
    pub const AGE_MONTHS: usize = 11;
    /// `archived`, then `identifiable`, `special_category`, `minor`, `in_prosecution_file`
    pub const FLAGS: usize = 12;
}

fn closures(facts: &BTreeMap<String, FactNote>) -> Vec<u128> {
    let included = |fact: Fact| {
        let words = facts.get(fact.word()).map(|note| note.includes.as_slice()).unwrap_or_default();
        words.iter().filter_map(|word| Fact::parse(word)).chain([fact])
    };
    Fact::ALL.iter().map(|fact| bits(included(*fact))).collect()
}

fn readers(book: &Rulebook) -> Vec<Vec<String>> {
    let mut readers = vec![Vec::new(); Fact::ALL.len()];
    for rule in book.rules() {
        let mut read = 0;
        rule.logic.atoms(&mut |atom| {
            if let Atom::Holds(slot::FACTS, bits) = atom {
                read |= bits;
            }
        });
        for (_, ids) in readers.iter_mut().enumerate().filter(|(place, _)| read & (1 << place) != 0) {
            ids.push(rule.note.id.clone());
        }
    }
    readers
}

fn inside(word: &str, groups: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    groups
        .iter()
        .filter(|(_, members)| members.iter().any(|member| member == word))
        .map(|(group, _)| group.clone())
        .collect()
}

fn codes() -> String {
    cedar_enum::<Hat>("Sender")
        + &cedar_enum::<Employer>("Employer")
        + &cedar_enum::<Domain>("Domain")
        + &cedar_enum::<Regime>("Regime")
        + &cedar_enum::<Origin>("Source")
        + &cedar_enum::<Category>("Category")
        + &cedar_enum::<Purpose>("Purpose")
        + &cedar_enum::<Fact>("Fact")
}

/// The files of a folder whose names end so, in order of their names.
pub(crate) fn named(folder: &Dir<'_>, ending: &str) -> Vec<Source> {
    let mut found: Vec<_> = folder
        .files()
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, text)| Source { name: name.to_owned(), text: text.to_owned() })
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

fn files(folder: &Dir<'_>) -> Vec<Source> {
    named(folder, ".cedar")
}

/// A table of the rules.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, RuleFaults> {
    toml::from_str(text).map_err(|error| RuleFaults(vec![format!("{name}: {error}")]))
}

fn check_facts(facts: &BTreeMap<String, FactNote>) -> Result<(), RuleFaults> {
    let mut faults: Vec<String> = Fact::ALL
        .iter()
        .filter(|fact| !facts.contains_key(fact.word()))
        .map(|fact| format!("facts.toml: `{}` is not there", fact.word()))
        .collect();
    for (word, note) in facts {
        if (note.class == Class::Blocker) != note.givers.is_empty() {
            faults.push(format!("facts.toml: `{word}`: every fact but a blocker has givers"));
        }
        for other in std::iter::once(word).chain(&note.includes).filter(|other| Fact::parse(other).is_none())
        {
            faults.push(format!("facts.toml: `{other}` is not a fact"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(RuleFaults(faults)) }
}
