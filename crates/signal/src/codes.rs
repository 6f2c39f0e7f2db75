//! The words of signals. What goes into the log and over the line is the Dutch word of the interface.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants know their word and their name for people.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal, $said:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in the log and over the line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// As people read it.
            #[must_use]
            pub const fn said(self) -> &'static str {
                match self { $(Self::$variant => $said,)* }
            }

            /// The one with this word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What it is about.
    pub enum Theme {
        /// rubbish
        Waste = "afval", "Afval";
        /// parking
        Parking = "parkeren", "Parkeren";
        /// young people
        Youth = "jeugd", "Jeugd";
        /// bars, restaurants, terraces
        Hospitality = "horeca", "Horeca";
        /// the environment
        Environment = "milieu", "Milieu";
        /// traffic
        Traffic = "verkeer", "Verkeer";
        /// animals
        Animal = "dier", "Dier";
        /// buildings
        Building = "gebouw", "Gebouw";
        /// anything else
        Other = "anders", "Anders";
    }
}

words! {
    /// What kind of signal it is.
    pub enum Kind {
        /// what somebody saw
        Observation = "signaal", "Signaal";
        /// what a partner asks
        Question = "vraag", "Vraag";
    }
}

words! {
    /// The task in which it was recorded, "pet". The law that holds follows it.
    pub enum Hat {
        /// supervision: do people keep the rules (AVG)
        Supervision = "toezicht", "Toezicht";
        /// investigation: somebody is suspected of an offence (Wpg)
        Investigation = "opsporing", "Opsporing";
    }
}

words! {
    /// How far a signal is.
    pub enum Stage {
        /// nobody looked at it yet
        New = "nieuw", "Nieuw";
        /// somebody weighed it
        Weighed = "gewogen", "Gewogen";
        /// somebody does it
        Taken = "opgepakt", "Opgepakt";
        /// a partner has it
        PassedOn = "doorgegeven", "Doorgegeven";
        /// kept, for when more comes
        Kept = "bewaard", "Bewaard";
        /// nothing is done, and why
        NoAction = "geen-actie", "Geen actie";
        /// who sent it has an answer
        Answered = "beantwoord", "Beantwoord";
        /// done
        Closed = "gesloten", "Gesloten";
        /// taken back by who sent it
        Withdrawn = "ingetrokken", "Ingetrokken";
        /// part of another signal
        Merged = "samengevoegd", "Samengevoegd";
    }
}

impl Stage {
    /// Whether nothing more happens unless it is opened again.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn | Self::Merged)
    }

    /// Whether what happens with it was decided: only then there is something to answer.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Taken | Self::PassedOn | Self::Kept | Self::NoAction | Self::Answered)
    }
}

words! {
    /// Every step, by its word in the interface.
    pub enum StepName {
        /// look at it and say what it weighs
        Weigh = "wegen", "Gewogen";
        /// do it yourself
        Take = "oppakken", "Opgepakt";
        /// to a partner
        PassOn = "doorgeven", "Doorgegeven";
        /// ask a partner
        Ask = "vragen", "Gevraagd aan een partner";
        /// keep it
        Keep = "bewaren", "Bewaard";
        /// do nothing, with the reason
        NoAction = "geen-actie", "Geen actie";
        /// a text for who sent it
        Answer = "antwoorden", "Beantwoord";
        /// done
        Close = "sluiten", "Gesloten";
        /// open again
        Reopen = "heropenen", "Heropend";
        /// a new version of what was written
        Correct = "corrigeren", "Gecorrigeerd";
        /// take it back
        Withdraw = "intrekken", "Ingetrokken";
        /// part of another signal
        Merge = "samenvoegen", "Samengevoegd";
        /// part of a problem in open data
        LinkProblem = "bij-probleem", "Bij een probleem gezet";
        /// from supervision to investigation
        ToInvestigation = "naar-opsporing", "Van toezicht naar opsporing";
        /// could not act
        CouldNotAct = "kon-niet-optreden", "Kon niet optreden";
        /// a partner confirms to have it
        Acknowledge = "ontvangst", "Ontvangst bevestigd";
    }
}

impl StepName {
    /// Steps that do not clash with what somebody else did meanwhile: they are taken on any version.
    #[must_use]
    pub const fn fits_any_version(self) -> bool {
        matches!(self, Self::LinkProblem | Self::CouldNotAct | Self::Acknowledge)
    }
}

words! {
    /// Why a boa could not act: counted, as facts for the debate on powers and back-up.
    pub enum Obstacle {
        /// no power for it
        NoPower = "geen-bevoegdheid", "Geen bevoegdheid";
        /// no means for it
        NoMeans = "geen-middelen", "Geen middelen";
        /// not safe alone
        NotSafe = "niet-veilig", "Niet veilig";
        /// no back-up in time
        NoBackUp = "geen-assistentie", "Geen assistentie op tijd";
        /// no time
        NoTime = "geen-tijd", "Geen tijd";
        /// who did it was not known or was gone
        NobodyThere = "niemand-aangetroffen", "Niemand aangetroffen";
        /// something else
        Other = "anders", "Anders";
    }
}

words! {
    /// What kind of answer.
    pub enum AnswerKind {
        /// what was done
        Answer = "antwoord", "Antwoord";
        /// what the other can do
        YouCan = "dit-kun-je-doen", "Dit kun je doen";
        /// not so, but so
        NotSoButSo = "niet-zo-maar-zo", "Niet zo, maar zo";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        assert!(Theme::ALL.iter().all(|one| Theme::parse(one.word()) == Some(*one)));
        assert!(Stage::ALL.iter().all(|one| Stage::parse(one.word()) == Some(*one)));
        assert!(StepName::ALL.iter().all(|one| StepName::parse(one.word()) == Some(*one)));
        assert_eq!(serde_json::to_string(&StepName::NoAction).unwrap(), "\"geen-actie\"");
    }
}
