//! The questions to `law`, filled from a signal and a partner. No rule stands here: which answer follows is the law's.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{Actor, Role};
use schouw_law::codes::Code;
use schouw_law::given::{Given, Paper, Role as Giver, Voucher};
use schouw_law::record::RecordQuestion;
use schouw_law::record::codes::RecordFact;
use schouw_law::share::Question;
use schouw_law::share::codes::{Category, Employer, Fact, Hat as LawHat, Purpose, Receiver, Regime, Source};
use schouw_signal::event::{GivenFact, GivenPaper};
use schouw_signal::guard::FindingKind;
use schouw_signal::partner::{PartnerKind, amsterdam};
use schouw_signal::{Content, Hat, form};

use super::error::SignalError;

/// The article of the Wpg for the daily task.
const DAILY_TASK: u8 = 8;
/// Days in a month, for an age in whole months.
const MONTH_DAYS: i64 = 30;
/// Seconds in a day.
const DAY_SECONDS: i64 = 86_400;
/// The paper on which a receipt stands: it holds words of a list and nothing of anybody.
const RECEIPT_PAPER: (&str, &str) =
    ("docs/signals.md: een ontvangstbewijs of intrekking bevat geen gegevens van personen", "Schouw");

/// A signal as the law asks about it.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// what it says
    pub content: &'a Content,
    /// in which task
    pub hat: Hat,
    /// whether the fact is in the deed
    pub in_deed: Option<bool>,
    /// what kind of organisation holds it
    pub holder: PartnerKind,
    /// what kind of organisation gave it, for a copy
    pub given_by: Option<PartnerKind>,
    /// when it was first recorded
    pub recorded: Timestamp,
    /// without anything of a person: then it is about nobody, whatever it was before
    pub nobody: bool,
}

impl About<'_> {
    /// Whether it can be traced to a person.
    #[must_use]
    pub fn is_about_person(&self) -> bool {
        !self.nobody && (self.holder.is_police() || form::is_about_person(self.content, self.hat))
    }

    fn law_hat(&self) -> LawHat {
        match (self.holder, self.hat) {
            (PartnerKind::Police, _) => LawHat::PoliceOfficer,
            (PartnerKind::HousingCorporation | PartnerKind::Platform | PartnerKind::Prosecution, _) => {
                LawHat::OutsideTask
            }
            (_, Hat::Investigation) => LawHat::Investigation,
            (_, Hat::Supervision) => LawHat::Supervision,
        }
    }

    fn regime(&self) -> (Regime, Option<u8>) {
        if !self.is_about_person() {
            (Regime::None, None)
        } else if self.holder.is_police() || self.hat == Hat::Investigation {
            (Regime::Wpg, Some(DAILY_TASK))
        } else {
            (Regime::Avg, None)
        }
    }

    fn categories(&self) -> BTreeSet<Category> {
        form::categories(self.content, self.hat).into_iter().filter_map(Category::parse).collect()
    }
}

fn employer(kind: PartnerKind) -> Employer {
    Employer::parse(kind.employer()).unwrap_or(Employer::OtherBoaEmployer)
}

/// The Dutch day of a moment.
#[must_use]
pub fn day_of(now: Timestamp) -> Date {
    amsterdam().to_datetime(now).date()
}

/// May this be recorded: the question, and who gives its facts.
#[must_use]
pub fn record(about: &About<'_>, now: Timestamp) -> (RecordQuestion, Vec<Given<RecordFact>>) {
    let (regime, wpg_article) = about.regime();
    let mut facts = BTreeSet::new();
    let mut given = Vec::new();
    let mut say = |fact, by| {
        facts.insert(fact);
        given.push(Given { fact, by });
    };
    let hat = about.law_hat();
    let outside = about.in_deed == Some(false);
    let purpose = match hat {
        LawHat::PoliceOfficer => Purpose::PoliceTask,
        LawHat::Investigation if outside => {
            say(RecordFact::OffenceOutsideAkte, Voucher::Role(Giver::Boa));
            Purpose::ReportOffence
        }
        LawHat::Investigation => {
            // who puts on the hat of investigation says with it that the fact is in the deed
            say(RecordFact::OffenceInAkte, Voucher::Role(Giver::Boa));
            Purpose::InvestigateOffence
        }
        _ => {
            say(RecordFact::SupervisionTask, Voucher::Role(Giver::Boa));
            Purpose::Supervision
        }
    };
    let categories = about.categories();
    let special = about.is_about_person() && categories.iter().any(|category| category.is_special());
    let needed = about.content.kept.iter().find(|kept| kept.kind == FindingKind::Medical);
    if let Some(kept) = needed.filter(|_| special) {
        let document = format!("reden bij het signaal: {}", kept.reason);
        let document = document.chars().take(MAX_PAPER_CHARS).collect();
        let paper = Paper { document, giver: "wie het signaal vastlegde".to_owned(), dated: day_of(now) };
        say(RecordFact::SpecialCategoriesUnavoidable, Voucher::Paper(paper));
    }
    let question = RecordQuestion {
        employer: employer(about.holder),
        hat,
        domain: None,
        regime,
        wpg_article,
        identifiable: about.is_about_person(),
        categories,
        special_category: special,
        minor: form::is_about_minor(about.content),
        source: Source::Own,
        purpose,
        facts,
        day: day_of(now),
    };
    (question, given)
}

/// Characters of a reason that go into the name of a paper: the law takes 500 bytes.
const MAX_PAPER_CHARS: usize = 120;

/// May this be shared with that kind of organisation, for that purpose: the question, without facts.
///
/// # Errors
/// When the purpose is not one of the law.
pub fn share(
    about: &About<'_>,
    to: PartnerKind,
    purpose: &str,
    now: Timestamp,
) -> Result<Question, SignalError> {
    let purpose = Purpose::parse(purpose).ok_or_else(|| {
        SignalError::fault("doel", format!("moet een van deze zijn: {}", Purpose::allowed()))
    })?;
    let (regime, wpg_article) = about.regime();
    let used = if regime == Regime::Wpg { Hat::Investigation } else { Hat::Supervision };
    let receiver = Receiver::parse(to.receiver(used)).unwrap_or(Receiver::PrivateParty);
    let categories = about.categories();
    let days = (now.as_second() - about.recorded.as_second()).max(0) / DAY_SECONDS;
    let source = match about.given_by {
        Some(PartnerKind::Police) => Source::Police,
        Some(_) => Source::Partner,
        None => Source::Own,
    };
    Ok(Question {
        employer: employer(about.holder),
        hat: about.law_hat(),
        sender_domain: None,
        regime,
        wpg_article,
        age_months: u64::try_from(days / MONTH_DAYS).unwrap_or(0),
        archived: false,
        identifiable: about.is_about_person(),
        special_category: about.is_about_person() && categories.iter().any(|category| category.is_special()),
        categories,
        minor: form::is_about_minor(about.content),
        in_prosecution_file: false,
        source,
        receiver,
        receiver_domain: None,
        purpose,
        facts: BTreeSet::new(),
        day: day_of(now),
    })
}

/// The roles in which a user gives facts.
#[must_use]
pub fn givers(actor: &Actor) -> Vec<Giver> {
    let mut givers = Vec::new();
    for role in &actor.roles {
        givers.extend_from_slice(match role {
            Role::Boa | Role::Wijkagent | Role::Inspector => &[Giver::Boa],
            Role::Coordinator => &[Giver::TeamLead, Giver::ProcessOwner],
            Role::TeamChief => &[Giver::TeamLead, Giver::Functionary],
            Role::Prosecutor => &[Giver::Prosecutor],
            Role::Adviser => &[Giver::Analyst],
            Role::PrivacyOfficer | Role::Secretary | Role::Administrator => &[],
        });
    }
    givers
}

/// Facts that a user gives by taking the step: what is checked when something goes, and what was said when it was
/// recorded. Whether the user may give them is the law's.
#[must_use]
pub fn given_by_step(about: &About<'_>, actor: Option<&Actor>) -> Vec<GivenFact> {
    let mut given = Vec::new();
    let mut say = |fact: Fact, role: Giver| {
        given.push(GivenFact { fact: fact.word().into(), role: Some(role.word().into()), paper: None });
    };
    if about.in_deed == Some(false) && about.hat == Hat::Investigation {
        say(Fact::OffenceOutsideAkte, Giver::Boa);
    }
    if !about.is_about_person() {
        for giver in actor.map(givers).unwrap_or_default() {
            say(Fact::AnonymisationChecked, giver);
        }
    }
    given
}

/// The fact on which a receipt goes: it says nothing of anybody.
#[must_use]
pub fn receipt_fact(now: Timestamp) -> GivenFact {
    let (document, giver) = RECEIPT_PAPER;
    let paper = GivenPaper { document: document.into(), giver: giver.into(), dated: day_of(now) };
    GivenFact { fact: Fact::AnonymisationChecked.word().into(), role: None, paper: Some(paper) }
}

/// Puts facts into a question, with who gives them.
///
/// # Errors
/// When a fact or role is not one of the law.
pub fn with_facts(question: &mut Question, facts: &[GivenFact]) -> Result<Vec<Given<Fact>>, SignalError> {
    let mut given = Vec::new();
    for one in facts {
        let fact = Fact::parse(&one.fact).ok_or_else(|| {
            SignalError::fault(
                "feiten",
                format!("`{}` is geen feit; feiten zijn {}", one.fact, Fact::allowed()),
            )
        })?;
        let by = match (&one.role, &one.paper) {
            (_, Some(paper)) => Voucher::Paper(Paper {
                document: paper.document.clone(),
                giver: paper.giver.clone(),
                dated: paper.dated,
            }),
            (Some(role), None) => Voucher::Role(
                Giver::parse(role)
                    .ok_or_else(|| SignalError::Form(format!("`{role}` is no role that gives facts")))?,
            ),
            (None, None) => return Err(SignalError::Form(format!("nobody gives `{}`", one.fact))),
        };
        question.facts.insert(fact);
        given.push(Given { fact, by });
    }
    Ok(given)
}
