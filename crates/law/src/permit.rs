//! The proof that something may: only this crate can make one.

use jiff::civil::Date;
use schouw_base::Digest;

use crate::codes::codes;
use crate::given::Asker;

codes! {
    /// The three questions.
    pub enum PermitKind { Record = "record", Share = "share", Act = "act", }
}

/// The proof that a question was answered with yes, by rules that were asked about exactly that question, on facts that
/// came from who may give them. It is good for one command: using it takes it away.
///
/// Nobody else can make one:
///
/// ```compile_fail
/// fn forge(terms: schouw_law::permit::Terms) -> schouw_law::Permit {
///     schouw_law::Permit { terms }
/// }
/// ```
///
/// and nobody can use one twice:
///
/// ```compile_fail
/// fn twice(permit: schouw_law::Permit, command: &schouw_base::Digest) {
///     let _ = permit.spend(command);
///     let _ = permit.spend(command);
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Permit {
    terms: Terms,
}

/// What a permit says; having it proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Which of the three questions.
    pub kind: PermitKind,
    /// For whom, for which command.
    pub asker: Asker,
    /// What for, in the code of the question.
    pub purpose: &'static str,
    /// The question that it was given for.
    pub question: Digest,
    /// The articles that carry it.
    pub articles: Vec<String>,
    /// What has to be done with it, in the codes of the contract.
    pub duties: Vec<&'static str>,
    /// Facts that rest on a paper, as they have to be shown: "volgens opgave van".
    pub stated: Vec<String>,
    /// The day whose law was applied.
    pub law_date: Date,
}

/// A permit was used for another command than it was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this permit was given for another command: ask for one for this command")]
pub struct WrongCommand;

impl Permit {
    /// From an answer that is yes; the caller has seen to that.
    pub(crate) fn new(terms: Terms) -> Self {
        Self { terms }
    }

    /// What it says.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Uses it for its command; what it said is what goes into the log.
    ///
    /// # Errors
    /// When the command is another one; the permit is gone then too.
    pub fn spend(self, command: &Digest) -> Result<Terms, WrongCommand> {
        if self.terms.asker.command == *command { Ok(self.terms) } else { Err(WrongCommand) }
    }
}

/// The words of duties.
pub(crate) fn words<C: crate::codes::Code>(duties: &[C]) -> Vec<&'static str> {
    duties.iter().map(|duty| duty.word()).collect()
}
