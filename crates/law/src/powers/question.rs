//! A question about a power: facts only (`powers-question.schema.json`).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::Value;

use super::codes::{Act, Circumstance, EmployerKind, Means, Place, Territory};
use crate::fault::{Fault, Reader};
use crate::share::codes::Domain;

/// The offence that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offence {
    /// The law, as people call it.
    pub law: String,
    /// The article.
    pub article: String,
}

/// A question about a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PowersQuestion {
    /// Domain of the boa.
    pub domain: Domain,
    /// Who employs him.
    pub employer_kind: EmployerKind,
    /// Whether his deed is valid.
    pub deed_valid: bool,
    /// Where he acts, seen from the deed.
    pub territory: Territory,
    /// Means of force granted to him.
    pub means: BTreeSet<Means>,
    /// Politiewet 7(1) through 7(9).
    pub police_powers: bool,
    /// Politiewet 7(3).
    pub search_power: bool,
    /// Whether he is a supervisor for some law.
    pub supervisor: bool,
    /// The act.
    pub act: Act,
    /// The offence; none for supervision.
    pub offence: Option<Offence>,
    /// Where.
    pub place: Place,
    /// What is established.
    pub circumstances: BTreeSet<Circumstance>,
    /// The day whose law holds.
    pub day: Date,
}

impl PowersQuestion {
    /// Reads a question; without `date` the day is today.
    ///
    /// # Errors
    /// Every faulty field with what is allowed.
    pub fn read(value: &Value, today: Date) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let to = &mut faults;
        let top = Reader::new(
            "",
            Some(value),
            &["officer", "act", "offence", "place", "circumstances", "date"],
            to,
        );
        let known = [
            "domain",
            "employer_kind",
            "deed_valid",
            "deed_territory",
            "means",
            "police_powers",
            "search_power",
            "supervisor_designation",
        ];
        let officer = Reader::new("officer", top.value("officer"), &known, to);
        let day = top.day(today, to);
        let (domain, employer_kind) = (officer.code("domain", to), officer.code("employer_kind", to));
        let (deed_valid, territory) = (officer.flag("deed_valid", to), officer.code("deed_territory", to));
        let (means, police_powers) = (officer.codes::<Means>("means", to), officer.flag("police_powers", to));
        let (search_power, supervisor) = (officer.flag("search_power", to), designations(&officer, to));
        let (act, place) = (top.code("act", to), top.code("place", to));
        let (circumstances, offence) = (top.codes::<Circumstance>("circumstances", to), offence(&top, to));
        if let Some(given) = &circumstances {
            contradictions(given, to);
        }
        let read = (|| {
            Some(Self {
                domain: domain?,
                employer_kind: employer_kind?,
                deed_valid: deed_valid?,
                territory: territory?,
                means: means?.into_iter().collect(),
                police_powers: police_powers?,
                search_power: search_power?,
                supervisor: supervisor?,
                act: act?,
                offence: offence?,
                place: place?,
                circumstances: circumstances?.into_iter().collect(),
                day,
            })
        })();
        read.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

fn designations(officer: &Reader<'_>, faults: &mut Vec<Fault>) -> Option<bool> {
    let texts = officer.value("supervisor_designation").and_then(Value::as_array);
    let good =
        texts.filter(|texts| texts.iter().all(|text| text.as_str().is_some_and(|text| !text.is_empty())));
    if good.is_none() {
        faults.push(Fault {
            field: "officer.supervisor_designation".to_owned(),
            message: "must be a list of laws, empty when there are none".to_owned(),
        });
    }
    good.map(|texts| !texts.is_empty())
}

fn offence(top: &Reader<'_>, faults: &mut Vec<Fault>) -> Option<Option<Offence>> {
    match top.value("offence") {
        Some(Value::Null) => Some(None),
        value => {
            let reader = Reader::new("offence", value, &["law", "article", "description"], faults);
            let (law, article) = (reader.text("law", faults), reader.text("article", faults));
            reader.text("description", faults)?;
            Some(Some(Offence { law: law?, article: article? }))
        }
    }
}

/// Facts that cannot both be established.
const CONTRADICTIONS: [(Circumstance, Circumstance); 9] = [
    (Circumstance::FactInDomainList, Circumstance::FactNotInDomainList),
    (Circumstance::FactInDeed, Circumstance::FactNotInDeed),
    (Circumstance::CaughtInAct, Circumstance::NotCaughtInAct),
    (Circumstance::InPilot, Circumstance::NotInPilot),
    (Circumstance::Suspicion, Circumstance::NoSuspicion),
    (Circumstance::SuspectArrested, Circumstance::NotArrested),
    (Circumstance::NeededForTask, Circumstance::NotNeededForTask),
    (Circumstance::ProsecutorAssigned, Circumstance::NoProsecutorAssignment),
    (Circumstance::CooperationAgreementSigned, Circumstance::NoCooperationAgreement),
];

/// Whether two of these cannot both be established.
pub(super) fn contradict(given: &BTreeSet<Circumstance>) -> bool {
    CONTRADICTIONS.iter().any(|(one, other)| given.contains(one) && given.contains(other))
}

fn contradictions(given: &[Circumstance], faults: &mut Vec<Fault>) {
    for (one, other) in CONTRADICTIONS {
        if given.contains(&one) && given.contains(&other) {
            use crate::codes::Code as _;
            let message = format!("`{}` and `{}` cannot both be established", one.word(), other.word());
            faults.push(Fault { field: "circumstances".to_owned(), message });
        }
    }
}
