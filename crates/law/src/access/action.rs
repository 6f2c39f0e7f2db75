//! What people do on a node, as one list of words.

/// Something that a person wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// record an observation, or a question from a partner's side
    RecordSignal,
    /// put a photo with it
    PutPhoto,
    /// list what one recorded or has
    ListOwn,
    /// list what the team has to do
    ListTeam,
    /// list what partners sent
    ListInbox,
    /// see a signal with its timeline
    SeeSignal,
    /// see a photo of it
    SeePhoto,
    /// weigh it
    Weigh,
    /// take it up
    TakeUp,
    /// keep it for later
    Keep,
    /// say that nothing is done
    NoAction,
    /// answer who sent it
    Answer,
    /// close it
    Close,
    /// open it again
    Reopen,
    /// correct it
    Correct,
    /// withdraw it
    Withdraw,
    /// join it with a double
    Merge,
    /// make it part of a problem
    AttachProblem,
    /// go from supervision to investigation
    ToInvestigation,
    /// mark that acting was not possible
    CouldNotAct,
    /// say that it arrived
    Acknowledge,
    /// see what a partner would get
    Preview,
    /// pass it on to a partner
    PassOn,
    /// ask a partner
    Ask,
    /// see which partners there are and how they answer
    SeePartners,
    /// see what was processed, why, by whom, until when
    SeeProcessing,
    /// see what went to others
    SeeProvisions,
    /// try what would be erased
    TryErasure,
    /// see the users of the own organisation
    SeeUsers,
    /// give roles, block, link
    ChangeUser,
    /// end sessions, of a lost phone with what it holds
    EndSessions,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 31] = [
        Self::RecordSignal,
        Self::PutPhoto,
        Self::ListOwn,
        Self::ListTeam,
        Self::ListInbox,
        Self::SeeSignal,
        Self::SeePhoto,
        Self::Weigh,
        Self::TakeUp,
        Self::Keep,
        Self::NoAction,
        Self::Answer,
        Self::Close,
        Self::Reopen,
        Self::Correct,
        Self::Withdraw,
        Self::Merge,
        Self::AttachProblem,
        Self::ToInvestigation,
        Self::CouldNotAct,
        Self::Acknowledge,
        Self::Preview,
        Self::PassOn,
        Self::Ask,
        Self::SeePartners,
        Self::SeeProcessing,
        Self::SeeProvisions,
        Self::TryErasure,
        Self::SeeUsers,
        Self::ChangeUser,
        Self::EndSessions,
    ];

    /// The word in the rules and in the audit log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::RecordSignal => "record_signal",
            Self::PutPhoto => "put_photo",
            Self::ListOwn => "list_own",
            Self::ListTeam => "list_team",
            Self::ListInbox => "list_inbox",
            Self::SeeSignal => "see_signal",
            Self::SeePhoto => "see_photo",
            Self::Weigh => "weigh",
            Self::TakeUp => "take_up",
            Self::Keep => "keep",
            Self::NoAction => "no_action",
            Self::Answer => "answer",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Correct => "correct",
            Self::Withdraw => "withdraw",
            Self::Merge => "merge",
            Self::AttachProblem => "attach_problem",
            Self::ToInvestigation => "to_investigation",
            Self::CouldNotAct => "could_not_act",
            Self::Acknowledge => "acknowledge",
            Self::Preview => "preview",
            Self::PassOn => "pass_on",
            Self::Ask => "ask",
            Self::SeePartners => "see_partners",
            Self::SeeProcessing => "see_processing",
            Self::SeeProvisions => "see_provisions",
            Self::TryErasure => "try_erasure",
            Self::SeeUsers => "see_users",
            Self::ChangeUser => "change_user",
            Self::EndSessions => "end_sessions",
        }
    }

    /// The action of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }
}

/// The roles and actions as Cedar declares them.
pub(super) fn schema() -> String {
    let names: Vec<String> = Action::ALL.iter().map(|action| format!("\"{}\"", action.word())).collect();
    format!("action {} appliesTo {{ principal: [Person], resource: [Thing] }};\n", names.join(", "))
}
