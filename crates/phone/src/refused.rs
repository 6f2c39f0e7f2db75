//! Why a question gets no answer, in the form of RFC 9457 that the server has too.

#[cfg(feature = "here")]
use schouw_picture::choropleth::ChoroplethError;
#[cfg(feature = "here")]
use schouw_picture::here::{HereError, QUERY_CHARS_MAX, RADIUS_M_MAX, SearchError};
#[cfg(feature = "here")]
use schouw_picture::pack::PackError;
use serde::Serialize;

/// A question that gets no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// what kind of problem, for programs
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// the kind of problem, for people
    pub title: &'static str,
    /// the HTTP status that the server would answer with
    pub status: u16,
    /// this problem, and what to do
    pub detail: String,
}

impl Refused {
    /// The question is not one (400).
    #[must_use]
    pub fn wrong(detail: impl Into<String>) -> Self {
        let kind = "urn:schouw:probleem:vraag-klopt-niet";
        Self { kind, title: "De vraag klopt niet", status: 400, detail: detail.into() }
    }

    /// What is asked for is not in the pack (404).
    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        let kind = "urn:schouw:probleem:niet-gevonden";
        Self { kind, title: "Dit is er niet", status: 404, detail: detail.into() }
    }

    /// The rules cannot be used, so the answer is no (500).
    #[cfg(feature = "law")]
    #[must_use]
    pub fn alarm(why: &str) -> Self {
        Self {
            kind: "urn:schouw:probleem:regels",
            title: "De regels geven geen antwoord",
            status: 500,
            detail: format!("Deel of doe het nu niet, en vraag het een jurist. ({why})"),
        }
    }

    /// The pack is damaged (500).
    #[cfg(feature = "here")]
    #[must_use]
    pub fn damaged() -> Self {
        Self {
            kind: "urn:schouw:probleem:pakket-beschadigd",
            title: "Het pakket is beschadigd",
            status: 500,
            detail: "De gegevens op dit toestel zijn beschadigd. Haal de gemeente opnieuw op.".into(),
        }
    }
}

#[cfg(feature = "here")]
impl From<PackError> for Refused {
    fn from(_: PackError) -> Self {
        Self::damaged()
    }
}

#[cfg(feature = "here")]
impl From<HereError> for Refused {
    fn from(error: HereError) -> Self {
        match error {
            HereError::NoSuchArea(code) => {
                Self::not_found(format!("Het gebied `{code}` zit niet in de gegevens op dit toestel."))
            }
            HereError::RadiusTooLarge(_) => {
                Self::wrong(format!("`radius`: kijk hoogstens {RADIUS_M_MAX} meter ver, of vraag een gebied"))
            }
            HereError::Damaged(_) => Self::damaged(),
        }
    }
}

#[cfg(feature = "here")]
impl From<SearchError> for Refused {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::NotFound(text) => {
                Self::not_found(format!("Geen adres op dit toestel past bij `{text}`."))
            }
            SearchError::Several { text, streets } => Self::not_found(format!(
                "Bij `{text}` passen meer straten: {}. Zet de plaats erbij.",
                streets.join(", ")
            )),
            SearchError::TooLong => Self::wrong(format!("Typ hoogstens {QUERY_CHARS_MAX} tekens.")),
        }
    }
}

#[cfg(feature = "here")]
impl From<ChoroplethError> for Refused {
    fn from(error: ChoroplethError) -> Self {
        Self::not_found(match error {
            ChoroplethError::NoSuchMeasure(id) => {
                format!("Het cijfer `{id}` zit niet in de gegevens op dit toestel.")
            }
            ChoroplethError::NotAtLevel { measure, level, known } => {
                format!("Het cijfer `{measure}` is er niet per {level}, wel per {}.", known.join(", "))
            }
            ChoroplethError::NoSuchPeriod { measure, period, known } => {
                format!("Het cijfer `{measure}` is er niet over `{period}`, wel over {}.", known.join(", "))
            }
        })
    }
}
