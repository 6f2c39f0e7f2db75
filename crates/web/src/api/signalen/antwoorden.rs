//! Why something did not go, as a problem.

use schouw_law::codes::Code as _;
use schouw_law::explain;
use schouw_node::journal::JournalError;
use schouw_node::signals::SignalError;
use schouw_signal::Refusal;
use serde_json::{Value, json};

use super::{toegang, voorbeelden};
use crate::problem::{Fault, Place, Problem};
use crate::state::App;

/// The problem of an error.
pub(in crate::api) fn problem(app: &App, error: SignalError) -> Problem {
    match error {
        SignalError::NotThere => Problem::not_found(toegang::NOT_HERE),
        SignalError::Refused(refusal) => refused(&refusal),
        SignalError::Changed(_) => Problem::conflict("Iemand anders heeft dit signaal intussen veranderd."),
        SignalError::OtherCommand => {
            Problem::conflict("Dit id is al voor iets anders gebruikt: maak een nieuw id.")
        }
        SignalError::MayNotRecord(decision, _) => {
            let missing: Vec<String> =
                decision.missing.iter().map(|fact| explain::say(fact.word())).collect();
            let detail = if missing.is_empty() {
                format!("Zo mag je dit niet vastleggen ({}).", decision.articles.join(", "))
            } else {
                format!("Zo mag je dit nog niet vastleggen. Eerst: {}.", missing.join(", "))
            };
            Problem::unlawful(detail).with_extra("besluit", json!(*decision))
        }
        SignalError::MayNotShare(decision, unvouched) => {
            let told: Value = voorbeelden::decision(app, &decision, &unvouched, &[]);
            let detail = explain::sharing(&decision).lines().next().unwrap_or_default().to_owned();
            Problem::unlawful(detail).with_extra("besluit", told)
        }
        SignalError::Faults(faults) => Problem::faults(
            faults
                .into_iter()
                .map(|fault| Fault { place: Place::Body, name: fault.field, detail: fault.message })
                .collect(),
        ),
        SignalError::Journal(JournalError::Busy) => Problem::too_slow(false),
        other => app.broke(&other),
    }
}

fn refused(refusal: &Refusal) -> Problem {
    let detail = match refusal {
        Refusal::OldVersion { .. } => "Iemand anders heeft dit signaal intussen veranderd.",
        Refusal::Over(_) => "Dit signaal is afgerond. Heropen het eerst.",
        Refusal::NoAnswer => "Sluiten kan pas als de melder een antwoord heeft. Schrijf eerst het antwoord.",
        Refusal::NotDecided => {
            "Kies eerst wat er gebeurt: oppakken, doorgeven, bewaren of geen actie. Daarna geef je antwoord."
        }
        Refusal::OwnedByOther => "Iemand anders doet dit al. Neem het over als dat klopt.",
        Refusal::PassedOnAlready => {
            "Deze partner heeft het al. Wat je verandert, komt vanzelf bij hun kopie."
        }
        Refusal::NotNow(_) => "Deze stap kan nu niet met dit signaal.",
    };
    Problem::unlawful(detail)
}
