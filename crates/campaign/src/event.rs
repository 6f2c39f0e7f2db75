//! What happened in a campaign, as it stands in the log. An event is never rewritten; a new form gets a new version.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{CommandId, OrganisationId, Role, UserId};
use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::agreement::Agreement;
use crate::issue::Issue;
use crate::plan::Plan;
use crate::register::{Register, TeamId};
use crate::state::PromiseOver;
use crate::talk::Talk;
use crate::vision::{Comment, Decision, Version};

/// The version of [`Body`] that is written now.
pub const BODY_VERSION: u16 = 1;

/// The sealed body of one entry in the log: one command on a campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// version of this form
    pub v: u16,
    /// which campaign: the command that began it
    pub campaign: CommandId,
    /// the command that did it
    pub command: CommandId,
    /// for which organisation
    pub organisation: OrganisationId,
    /// who; none for what the node did
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// in which role
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// when, by the clock of the node
    pub at: Timestamp,
    /// what happened, in order
    pub events: Vec<Event>,
}

/// The story that every team hears: one page, in versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// from 1
    pub number: u32,
    /// when it was written
    pub day: Date,
    /// the text
    pub text: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// a campaign was begun
    Begun {
        /// what it is called
        title: String,
        /// the story
        story: Story,
        /// the codes
        issues: Vec<Issue>,
    },
    /// a new version of the story
    StoryWritten(Story),
    /// another list of codes
    IssuesSet {
        /// the codes
        issues: Vec<Issue>,
    },
    /// a register was brought in
    RegisterBrought {
        /// the teams
        register: Box<Register>,
    },
    /// a wave was opened
    WaveOpened {
        /// its number, from 1
        number: u16,
        /// first day
        from: Date,
        /// last day
        deadline: Date,
        /// the questions
        guide: Vec<String>,
    },
    /// who goes when
    Planned {
        /// for which wave
        wave: u16,
        /// the plan
        plan: Box<Plan>,
    },
    /// a team wants no talk
    Declined {
        /// in which wave
        wave: u16,
        /// which team
        team: TeamId,
        /// why
        why: String,
    },
    /// an agreement was brought in
    Agreed(Box<Agreement>),
    /// a talk was held
    Talked(Box<Talk>),
    /// a talk was recorded wrongly, and is now so
    TalkCorrected {
        /// as it is now
        talk: Box<Talk>,
        /// why
        why: String,
    },
    /// a promise was kept, or is not any more
    PromiseEnded {
        /// of which talk
        talk: CommandId,
        /// which promise
        number: u16,
        /// how it ended
        over: PromiseOver,
    },
    /// an action as it is now
    ActionSet(Box<Action>),
    /// a version of the vision
    VisionWritten(Version),
    /// a comment on it
    VisionCommented(Comment),
    /// a decision on it
    VisionDecided(Decision),
}

/// Why a body in the log cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// not JSON of this form
    #[error("the body of an entry is not one of a campaign: {0}")]
    Form(#[from] serde_json::Error),
    /// written by a newer program
    #[error("the body of an entry has version {0}: use a newer schouw")]
    Newer(u16),
}

impl Event {
    /// The kind of the entry in the log, which everybody may see who sees the log.
    #[must_use]
    pub const fn entry_kind(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "campaign.begun",
            Self::Talked(_) => "campaign.talked",
            Self::TalkCorrected { .. } => "campaign.corrected",
            Self::ActionSet(_) => "campaign.action",
            _ => "campaign.step",
        }
    }
}

impl Body {
    /// The bytes that are sealed.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no value of this type does.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads the bytes of an entry, of this version and every one before it.
    ///
    /// # Errors
    /// When they are of no known form.
    pub fn read(bytes: &[u8]) -> Result<Self, BodyError> {
        let body: Self = serde_json::from_slice(bytes)?;
        if body.v > BODY_VERSION { Err(BodyError::Newer(body.v)) } else { Ok(body) }
    }

    /// The kind of its entry.
    #[must_use]
    pub fn entry_kind(&self) -> &'static str {
        self.events.first().map_or("campaign.step", Event::entry_kind)
    }
}
