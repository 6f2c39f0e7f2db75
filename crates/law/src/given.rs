//! Who says so: a permit takes a fact only from the role that may give it, or with a document, its giver and its date. What
//! somebody merely ticks is for a what-if.

use jiff::civil::Date;
use schouw_base::Digest;

use crate::codes::codes;

codes! {
    /// The role of who gives a fact.
    pub enum Role {
        Boa = "boa", TeamLead = "team_lead", Functionary = "functionary",
        InformationCoordinator = "information_coordinator", Analyst = "analyst", Employer = "employer",
        LegalDesk = "legal_desk", ProcessOwner = "process_owner", Controller = "controller",
        Prosecutor = "prosecutor", Mayor = "mayor", MinisterOfJustice = "minister_of_justice", Person = "person",
        Receiver = "receiver", Partnership = "partnership",
    }
}

/// Most bytes of the name of a document or its giver.
pub const NAME_BYTES_MAX: usize = 500;

/// On whose word a fact stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voucher {
    /// Someone who acts in this role, known to the system that asks.
    Role(Role),
    /// A paper, shown as "volgens opgave van".
    Paper(Paper),
}

/// A document in which somebody establishes a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Which document.
    pub document: String,
    /// Who gave it.
    pub giver: String,
    /// Its day.
    pub dated: Date,
}

impl Paper {
    /// What is wrong with it on the day of the question; nothing when it is whole.
    #[must_use]
    pub fn fault(&self, day: Date) -> Option<String> {
        for (name, text) in [("document", &self.document), ("giver", &self.giver)] {
            if text.trim().is_empty() || text.len() > NAME_BYTES_MAX {
                return Some(format!("the {name} must have a name of at most {NAME_BYTES_MAX} bytes"));
            }
        }
        (self.dated > day).then(|| format!("the document is dated {}, after {day}", self.dated))
    }

    /// As people read it.
    #[must_use]
    pub fn said(&self) -> String {
        format!("volgens opgave van {} ({}, {})", self.giver, self.document, self.dated)
    }
}

/// A fact with who gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given<F> {
    /// The fact.
    pub fact: F,
    /// On whose word.
    pub by: Voucher,
}

/// For whom and for what a permit is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The organisation that acts.
    pub organisation: String,
    /// Who acts in it.
    pub actor: String,
    /// The command that the permit is for: it is good for that one only.
    pub command: Digest,
}

/// A fact that was claimed and that nobody who may give it gave.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Unvouched {
    /// The fact, in the code of the contract.
    pub fact: &'static str,
    /// Why it does not count.
    pub why: String,
}

/// No permit: the decision on what is vouched for, and what was only claimed.
#[derive(Debug, Clone)]
pub struct Refusal<D> {
    /// The decision without the facts that nobody vouched for.
    pub decision: D,
    /// Those facts.
    pub unvouched: Vec<Unvouched>,
}

/// Whether a fact is vouched for: what to show with it, or why it does not count.
pub(crate) fn vouched<F: crate::codes::Code>(
    fact: F,
    givers: &[Role],
    given: &[Given<F>],
    day: Date,
) -> Result<Option<String>, Unvouched> {
    use crate::codes::Code as _;
    let mut why = None;
    for one in given.iter().filter(|one| one.fact == fact) {
        match &one.by {
            Voucher::Role(role) if givers.contains(role) => return Ok(None),
            Voucher::Role(role) => why = Some(format!("`{}` may not give it", role.word())),
            Voucher::Paper(paper) => match paper.fault(day) {
                None => return Ok(Some(format!("{}: {}", fact.word(), paper.said()))),
                Some(fault) => why = Some(fault),
            },
        }
    }
    let roles: Vec<_> = givers.iter().map(|role| role.word()).collect();
    let ask = format!("it must come from {}, or with document, giver and date", roles.join(" or "));
    Err(Unvouched { fact: fact.word(), why: why.map_or(ask.clone(), |why| format!("{why}; {ask}")) })
}
