//! What somebody wants to do in a campaign, and whether that is possible. A refusal is an answer.

mod decide;

use jiff::civil::Date;
use schouw_base::CommandId;
use serde::{Deserialize, Serialize};

pub use decide::decide;

use crate::action::Action;
use crate::agreement::Agreement;
use crate::issue::{Issue, IssueFault};
use crate::plan::Plan;
use crate::register::{Register, TeamId};
use crate::state::PromiseOver;
use crate::talk::{Talk, TalkFault};
use crate::text::TextFault;
use crate::vision::{Comment, Decision, VisionRefusal};

/// Most waves of one campaign.
pub const WAVES_MAX: u16 = 100;
/// Most questions of a guide.
pub const QUESTIONS_MAX: usize = 40;
/// Most talks of one campaign.
pub const TALKS_MAX: usize = 50_000;

/// Something that somebody wants to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// begin a campaign
    Begin {
        /// what it is called
        title: String,
        /// the story that every team hears
        story: String,
    },
    /// write the story anew
    WriteStory {
        /// the text
        text: String,
    },
    /// set the list of codes
    SetIssues {
        /// the list
        issues: Vec<Issue>,
    },
    /// bring in a register
    BringRegister {
        /// the teams
        register: Box<Register>,
    },
    /// open a wave
    OpenWave {
        /// first day
        from: Date,
        /// last day
        deadline: Date,
        /// the questions; those of the wave before when there are none
        guide: Vec<String>,
    },
    /// set who goes when
    SetPlan {
        /// for which wave
        wave: u16,
        /// the plan
        plan: Box<Plan>,
    },
    /// a team wants no talk
    Decline {
        /// in which wave
        wave: u16,
        /// which team
        team: TeamId,
        /// why
        why: String,
    },
    /// bring in an agreement
    Agree {
        /// the agreement
        agreement: Box<Agreement>,
    },
    /// record a talk
    RecordTalk {
        /// the talk; its id is that of this command
        talk: Box<Talk>,
    },
    /// a talk was recorded wrongly
    CorrectTalk {
        /// as it should be, with the id that it has
        talk: Box<Talk>,
        /// why
        why: String,
    },
    /// a promise was kept, or is not any more
    EndPromise {
        /// of which talk
        talk: CommandId,
        /// which promise
        number: u16,
        /// how it ended
        over: PromiseOver,
    },
    /// a new action, or one that changes
    SetAction {
        /// as it should be
        action: Box<Action>,
        /// as its sender saw it; none for a new one
        #[serde(default)]
        before: Option<Box<Action>>,
    },
    /// actions out of minutes that a person confirmed
    ConfirmActions {
        /// the actions
        actions: Vec<Action>,
    },
    /// write a version of the vision
    WriteVision {
        /// the text
        text: String,
    },
    /// comment on the vision
    CommentVision {
        /// the comment
        comment: Comment,
    },
    /// what was decided on the vision
    DecideVision {
        /// the decision
        decision: Decision,
    },
}

/// Why something is not done.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// nothing was begun
    #[error("there is no campaign yet: begin one first")]
    NotBegun,
    /// begun already
    #[error("this campaign was begun already")]
    Begun,
    /// texts that cannot be kept
    #[error("{}", joined(faults))]
    Texts {
        /// every one
        faults: Vec<TextFault>,
    },
    /// faults of a talk
    #[error("{}", joined(faults))]
    Talk {
        /// every one
        faults: Vec<TalkFault>,
    },
    /// the list of codes
    #[error("{fault}")]
    Issues {
        /// what is wrong
        fault: IssueFault,
    },
    /// the vision
    #[error("{fault}")]
    Vision {
        /// what is wrong
        fault: VisionRefusal,
    },
    /// a register without teams
    #[error("the register holds no team that can be used: look at its findings")]
    NoTeams,
    /// a wave that is not there
    #[error("there is no wave {wave}")]
    NoSuchWave {
        /// which
        wave: u16,
    },
    /// days of a wave
    #[error("the deadline {deadline} is not after the first day {from}, or a wave before it begins later")]
    WaveDays {
        /// first day
        from: Date,
        /// last day
        deadline: Date,
    },
    /// a wave without questions
    #[error("a guide has 1 to {QUESTIONS_MAX} questions")]
    Guide,
    /// a team that the register does not have
    #[error(
        "team `{team}` is not in the register of wave {wave}: bring in the register first, or correct the id"
    )]
    NoSuchTeam {
        /// which
        team: TeamId,
        /// in which wave
        wave: u16,
    },
    /// a talk that is not there
    #[error("there is no talk `{talk}`")]
    NoSuchTalk {
        /// which
        talk: CommandId,
    },
    /// a talk that is there and differs
    #[error(
        "a talk with this id was recorded already, and differs: correct it in place of recording it again"
    )]
    TalkThere,
    /// a talk whose id is not that of its command
    #[error("the id of a talk is that of the command that records it")]
    TalkId,
    /// a promise that is not there, or is over
    #[error("there is no open promise {number} in that talk")]
    NoSuchPromise {
        /// which
        number: u16,
    },
    /// a number that is taken
    #[error("number {number} is taken: the next free one is {next}")]
    NumberTaken {
        /// which
        number: String,
        /// the next
        next: String,
    },
    /// somebody was before
    #[error("this action was changed by somebody else: look at both and do it again")]
    Changed {
        /// as it is now
        now: Box<Action>,
    },
    /// over a limit
    #[error("a campaign has at most {max} {what}")]
    TooMany {
        /// of what
        what: String,
        /// the limit
        max: u64,
    },
}

fn joined<T: std::fmt::Display>(faults: &[T]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
