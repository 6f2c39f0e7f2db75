//! An organisation's own decisions and covenants as files: which facts they establish, for which questions, and why not for
//! others. A file establishes what its kind of decision can establish and nothing more.

mod answer;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

pub use answer::{CovenantAnswer, Row, covenant};

use crate::codes::{Code as _, codes};
use crate::given::{Given, Paper, Voucher};
use crate::rulebook::Alarm;
use crate::share::codes::{Category, Domain, Employer, Fact, Purpose, Receiver, Regime};
use crate::share::{Decision, Question, ShareLaw};

/// Most bytes of one file.
pub const FILE_BYTES_MAX: usize = 256 * 1024;
/// Most files that are read at once.
pub const FILES_MAX: usize = 500;
/// Most parties, and most conditions, of one file.
const ITEMS_MAX: usize = 200;
/// A decision that misses a question by more than this is not spoken of.
const GAPS_SHOWN_MAX: usize = 2;

codes! {
    /// What kind of decision it is.
    pub enum AgreementKind {
        Article20 = "article_20", BpgBoa6 = "bpg_boa_6", BpgBoa71 = "bpg_boa_7_1", BpgBoa73 = "bpg_boa_7_3",
    }
}

impl AgreementKind {
    /// The facts that a decision of this kind establishes by itself.
    fn facts(self) -> &'static [Fact] {
        match self {
            Self::Article20 => &[Fact::Article20Decision, Fact::WithinDecisionScope],
            Self::BpgBoa6 => &[Fact::Decision6, Fact::WithinDecisionScope],
            Self::BpgBoa71 => &[Fact::StandingDecision71],
            Self::BpgBoa73 => &[Fact::Decision73],
        }
    }

    /// The facts that it can establish when a document of its own is named.
    fn proofs(self) -> &'static [Fact] {
        match self {
            Self::BpgBoa6 => &[Fact::ProsecutorAgreement, Fact::PublishedInStaatscourant],
            _ => &[],
        }
    }
}

/// Who receives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// What it is.
    pub kind: Receiver,
    /// Its name.
    pub name: String,
    /// The boa domain whose rules it applies, when the decision is about one.
    #[serde(default)]
    pub domain: Option<Domain>,
}

/// A document that establishes one more fact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The fact.
    pub fact: Fact,
    /// The document.
    pub document: String,
    /// Who gave it.
    pub given_by: String,
    /// Its day.
    pub dated: Date,
}

/// A decision or covenant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// A short name.
    pub id: String,
    /// What kind of decision.
    pub kind: AgreementKind,
    /// How people call it.
    pub title: String,
    /// The document.
    pub document: String,
    /// Who gave it.
    pub given_by: String,
    /// Its day.
    pub dated: Date,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The last day on which it holds.
    pub valid_until: Date,
    /// The employers that may give under it.
    pub employers: BTreeSet<Employer>,
    /// The domains of who gives; every one when there are none.
    #[serde(default)]
    pub sender_domains: BTreeSet<Domain>,
    /// Who receives.
    #[serde(rename = "party")]
    pub parties: Vec<Party>,
    /// What for.
    pub purposes: BTreeSet<Purpose>,
    /// Articles of the Wpg under which the data stand.
    pub wpg_articles: BTreeSet<u8>,
    /// The categories that it names.
    pub fields: BTreeSet<Category>,
    /// Its own conditions, in plain Dutch.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Documents that establish more.
    #[serde(default, rename = "proof")]
    pub proofs: Vec<Proof>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{file}`: {}", .faults.join("; "))]
pub struct AgreementFaults {
    /// The file.
    pub file: String,
    /// Everything that is wrong.
    pub faults: Vec<String>,
}

impl Agreement {
    /// Reads a file.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(file: &str, text: &str) -> Result<Self, AgreementFaults> {
        let wrong = |faults| AgreementFaults { file: file.to_owned(), faults };
        if text.len() > FILE_BYTES_MAX {
            return Err(wrong(vec![format!("has more than {FILE_BYTES_MAX} bytes")]));
        }
        let found: Self =
            toml::from_str(text).map_err(|error| wrong(vec![error.to_string().trim().to_owned()]))?;
        let faults = found.faults();
        if faults.is_empty() { Ok(found) } else { Err(wrong(faults)) }
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut unless = |good: bool, why: &str| {
            if !good {
                faults.push(why.to_owned());
            }
        };
        unless(!self.id.trim().is_empty() && !self.title.trim().is_empty(), "`id` and `title` must be there");
        unless(self.valid_from <= self.valid_until, "`valid_until` lies before `valid_from`");
        unless(self.dated <= self.valid_until, "`dated` lies after `valid_until`");
        unless(!self.employers.is_empty(), "`employers` must name at least one");
        unless(!self.purposes.is_empty(), "`purposes` must name at least one");
        unless(!self.fields.is_empty(), "`fields` must name at least one category");
        unless((1..=ITEMS_MAX).contains(&self.parties.len()), "there must be 1 to 200 parties");
        unless(self.conditions.len() <= ITEMS_MAX, "there may be at most 200 conditions");
        unless(
            !self.wpg_articles.is_empty()
                && self.wpg_articles.iter().all(|article| [8, 9, 13].contains(article)),
            "`wpg_articles` must name 8, 9 or 13",
        );
        unless(
            !self.employers.contains(&Employer::Police) || self.kind == AgreementKind::Article20,
            "the police give only under `article_20`: Bpg boa 6 and 7 are about data of a boa",
        );
        let paper =
            Paper { document: self.document.clone(), giver: self.given_by.clone(), dated: self.dated };
        faults.extend(paper.fault(self.valid_until));
        for proof in &self.proofs {
            if !self.kind.proofs().contains(&proof.fact) {
                faults.push(format!("a `{}` cannot establish `{}`", self.kind.word(), proof.fact.word()));
            }
            faults.extend(proof.paper().fault(self.valid_until));
        }
        faults
    }

    /// Why it does not cover a question; nothing when it does.
    #[must_use]
    pub fn gaps(&self, question: &Question) -> Vec<String> {
        let mut gaps = Vec::new();
        let mut unless = |good: bool, why: String| {
            if !good {
                gaps.push(why);
            }
        };
        unless(question.day >= self.valid_from, format!("het geldt pas vanaf {}", self.valid_from));
        unless(question.day <= self.valid_until, format!("het gold tot en met {}", self.valid_until));
        unless(self.employers.contains(&question.employer), "deze werkgever staat er niet in".to_owned());
        unless(
            self.sender_domains.is_empty()
                || question.sender_domain.is_some_and(|domain| self.sender_domains.contains(&domain)),
            "het domein van de gever staat er niet in".to_owned(),
        );
        let party = |party: &Party| {
            party.kind == question.receiver
                && party.domain.is_none_or(|domain| question.receiver_domain == Some(domain))
        };
        unless(self.parties.iter().any(party), "deze ontvanger is geen partij".to_owned());
        unless(self.purposes.contains(&question.purpose), "dit doel staat er niet in".to_owned());
        let article = question.wpg_article.filter(|_| question.regime == Regime::Wpg);
        unless(
            article.is_some_and(|article| self.wpg_articles.contains(&article)),
            "over gegevens van dit artikel gaat het niet".to_owned(),
        );
        let foreign: Vec<_> =
            question.categories.difference(&self.fields).map(|field| field.word()).collect();
        unless(foreign.is_empty(), format!("deze gegevens staan er niet in: {}", foreign.join(", ")));
        gaps
    }

    /// The facts that it establishes on a day, each with its document.
    #[must_use]
    pub fn given(&self, day: Date) -> Vec<Given<Fact>> {
        let own = Paper { document: self.document.clone(), giver: self.given_by.clone(), dated: self.dated };
        let own = self.kind.facts().iter().map(|fact| (*fact, own.clone()));
        let proofs = self.proofs.iter().map(|proof| (proof.fact, proof.paper()));
        let all = own.chain(proofs).filter(|(_, paper)| paper.fault(day).is_none());
        all.map(|(fact, paper)| Given { fact, by: Voucher::Paper(paper) }).collect()
    }
}

impl Proof {
    fn paper(&self) -> Paper {
        Paper { document: self.document.clone(), giver: self.given_by.clone(), dated: self.dated }
    }
}

/// A question with what decisions establish for it.
#[derive(Debug, Clone)]
pub struct Covered {
    /// The question with those facts.
    pub question: Question,
    /// The facts with their documents, for a permit.
    pub given: Vec<Given<Fact>>,
    /// What a person should see: on whose word, the own conditions, and what nearly covered it.
    pub said: Vec<String>,
}

/// Adds what decisions establish for a question.
#[must_use]
pub fn cover(question: &Question, agreements: &[Agreement]) -> Covered {
    let mut covered = Covered { question: question.clone(), given: Vec::new(), said: Vec::new() };
    for agreement in agreements {
        let gaps = agreement.gaps(question);
        if !gaps.is_empty() {
            if gaps.len() <= GAPS_SHOWN_MAX {
                covered.said.push(format!("`{}` dekt dit niet: {}.", agreement.title, gaps.join("; ")));
            }
            continue;
        }
        for given in agreement.given(question.day) {
            if let Voucher::Paper(paper) = &given.by {
                covered.said.push(format!("`{}`: {}.", given.fact.word(), paper.said()));
            }
            covered.question.facts.insert(given.fact);
            covered.given.push(given);
        }
        let conditions = agreement.conditions.iter();
        covered
            .said
            .extend(conditions.map(|condition| format!("Voorwaarde van `{}`: {condition}", agreement.title)));
    }
    covered
}

impl ShareLaw {
    /// The decision with what an organisation's own decisions establish; on whose word stands among the doubts.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn decide_under(
        &self,
        question: &Question,
        agreements: &[Agreement],
        routes: bool,
    ) -> Result<Decision, Alarm> {
        let covered = cover(question, agreements);
        let mut decision = if routes {
            self.decide(&covered.question)?
        } else {
            self.decide_without_routes(&covered.question)?
        };
        decision.doubts.extend(covered.said);
        Ok(decision)
    }
}
