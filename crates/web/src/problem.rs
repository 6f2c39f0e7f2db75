//! Problems as RFC 9457 has them: what is wrong with a request, all faults at once, in plain Dutch.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER,
};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use schouw_law::call::CallError;
use schouw_node::here::{AskError, NoPlace};
use schouw_picture::here::{HereError, QUERY_CHARS_MAX, RADIUS_M_MAX, SearchError};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";
/// Seconds after which a client may try again when there is no snapshot, or too much to do.
const RETRY_SECONDS: &str = "10";

/// One fault of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// where it is: `body`, `query`, `path` or `header`
    #[serde(rename = "in")]
    pub place: Place,
    /// the field or parameter, `from.lat`; empty when it is the whole
    pub name: String,
    /// what is wrong and what is allowed
    pub detail: String,
}

/// The part of a request that a fault is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// the body
    Body,
    /// the query of the address
    Query,
    /// the path of the address
    Path,
    /// a header
    Header,
}

/// A problem (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// what kind of problem, for programs
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// the kind of problem, for people
    pub title: &'static str,
    /// HTTP status
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// this problem, and what to do
    pub detail: String,
    /// the faults of the request, all at once
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<Fault>,
    /// members of this kind of problem
    #[serde(flatten)]
    #[schema(ignore)]
    extra: Box<serde_json::Map<String, serde_json::Value>>,
    #[serde(skip)]
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            title,
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            extra: Box::default(),
            headers: Vec::new(),
        }
    }

    fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// With a member of its own (RFC 9457 §3.2).
    #[must_use]
    pub fn with_extra(mut self, name: &str, value: serde_json::Value) -> Self {
        self.extra.insert(name.to_owned(), value);
        self
    }

    /// The request has these faults (400).
    #[must_use]
    pub fn faults(errors: Vec<Fault>) -> Self {
        let detail = match errors.as_slice() {
            [one] if one.name.is_empty() => one.detail.clone(),
            [one] => format!("`{}`: {}", one.name, one.detail),
            several => format!("{} dingen kloppen niet; zie `errors`.", several.len()),
        };
        let kind = "urn:schouw:probleem:vraag-klopt-niet";
        Self { errors, ..Self::new(StatusCode::BAD_REQUEST, kind, "De vraag klopt niet", detail) }
    }

    /// The request has one fault (400).
    #[must_use]
    pub fn fault(place: Place, name: &str, detail: impl Into<String>) -> Self {
        Self::faults(vec![Fault { place, name: name.into(), detail: detail.into() }])
    }

    /// Nobody signed in, or the session ended (401).
    #[must_use]
    pub fn not_signed_in() -> Self {
        let detail = "Log in om verder te gaan. Je sessie kan zijn afgelopen.";
        Self::new(
            StatusCode::UNAUTHORIZED,
            "urn:schouw:probleem:niet-ingelogd",
            "Je bent niet ingelogd",
            detail,
        )
    }

    /// Signing in failed (401): not told is what was wrong.
    #[must_use]
    pub fn wrong_sign_in() -> Self {
        let detail = "Gebruikersnaam, wachtwoord of code klopt niet. Na een paar keer moet je even wachten; kom je er niet uit, vraag dan je beheerder.";
        Self::new(StatusCode::UNAUTHORIZED, "urn:schouw:probleem:inloggen", "Inloggen is niet gelukt", detail)
    }

    /// What changes something did not come from a page of this server (403).
    #[must_use]
    pub fn elsewhere() -> Self {
        let detail = "Deze vraag kwam niet van een pagina van deze server. Laad de pagina opnieuw en probeer het nog eens.";
        Self::new(StatusCode::FORBIDDEN, "urn:schouw:probleem:elders", "Dit kwam van elders", detail)
    }

    /// What is asked does not fit what is there now (409).
    #[must_use]
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "urn:schouw:probleem:botsing",
            "Dit past niet bij wat er nu is",
            detail,
        )
    }

    /// What is asked may not, or not yet: by the law, or by how something stands (422).
    #[must_use]
    pub fn unlawful(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "urn:schouw:probleem:mag-niet", "Zo kan dit niet", detail)
    }

    /// Too many attempts (429).
    #[must_use]
    pub fn too_many(seconds: u64) -> Self {
        let detail = format!("Te veel pogingen. Probeer het over {seconds} seconden opnieuw.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "urn:schouw:probleem:te-vaak", "Te veel pogingen", detail)
            .with(RETRY_AFTER, &seconds.to_string())
    }

    /// What was asked could not be written in the log, so it was not done (503).
    #[must_use]
    pub fn not_logged() -> Self {
        let detail = "Het logboek kan niet worden bijgehouden; daarom gebeurt er niets. Probeer het straks opnieuw, en meld het de beheerder.";
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "urn:schouw:probleem:logboek",
            "Het logboek werkt niet",
            detail,
        )
        .with(RETRY_AFTER, RETRY_SECONDS)
    }

    /// What is asked for is not there (404).
    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "urn:schouw:probleem:niet-gevonden", "Dit is er niet", detail)
    }

    /// The address takes other methods (405).
    #[must_use]
    pub fn method(allow: &str) -> Self {
        let detail = format!("Dit adres kent alleen: {allow}.");
        let title = "Deze methode kan hier niet";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "urn:schouw:probleem:methode", title, detail)
            .with(ALLOW, allow)
    }

    /// The answer cannot be given in the form that is asked for (406).
    #[must_use]
    pub fn not_acceptable(offered: &str) -> Self {
        let detail = format!("Dit kan in deze vormen: {offered}.");
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "urn:schouw:probleem:vorm",
            "Deze vorm van antwoord is er niet",
            detail,
        )
    }

    /// The request took too long to arrive, or its answer to work out (408, 503).
    #[must_use]
    pub fn too_slow(arriving: bool) -> Self {
        if arriving {
            let detail = "De vraag was niet op tijd helemaal binnen. Probeer het opnieuw.";
            return Self::new(
                StatusCode::REQUEST_TIMEOUT,
                "urn:schouw:probleem:te-traag",
                "De vraag kwam te traag binnen",
                detail,
            );
        }
        let detail =
            "Het antwoord was niet op tijd klaar. Probeer het straks opnieuw, of vraag minder tegelijk.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "urn:schouw:probleem:te-druk", "Het is te druk", detail)
            .with(RETRY_AFTER, RETRY_SECONDS)
    }

    /// The body is too large (413).
    #[must_use]
    pub fn too_large(bytes_max: usize) -> Self {
        let detail = format!("Een vraag heeft hier hoogstens {bytes_max} bytes.");
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "urn:schouw:probleem:te-groot",
            "De vraag is te groot",
            detail,
        )
    }

    /// The address is too long (414).
    #[must_use]
    pub fn address_too_long(bytes_max: usize) -> Self {
        let detail = format!("Een adres heeft hier hoogstens {bytes_max} bytes.");
        Self::new(StatusCode::URI_TOO_LONG, "urn:schouw:probleem:te-groot", "Het adres is te lang", detail)
    }

    /// The body is not in a form that is read here (415).
    #[must_use]
    pub fn media_type(wanted: &str) -> Self {
        let detail = format!("Stuur de vraag als `{wanted}`, met die `Content-Type`.");
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "urn:schouw:probleem:vorm-van-de-vraag",
            "Deze vorm van vraag lezen we niet",
            detail,
        )
    }

    /// The part of a file that is asked for is not in it (416); with the bytes that the file has, when they are known.
    #[must_use]
    pub fn range(bytes: Option<u64>) -> Self {
        let problem = Self::new(
            StatusCode::RANGE_NOT_SATISFIABLE,
            "urn:schouw:probleem:bereik",
            "Dit deel van het bestand is er niet",
            "Vraag een deel dat in het bestand ligt, of het hele bestand.",
        );
        match bytes {
            Some(bytes) => problem.with(CONTENT_RANGE, &format!("bytes */{bytes}")),
            None => problem,
        }
    }

    /// The request is refused for another reason, which the status tells.
    #[must_use]
    pub fn refused(status: StatusCode) -> Self {
        let detail = "Deze vraag is geweigerd; de status zegt waarom.";
        Self::new(status, "urn:schouw:probleem:geweigerd", "De vraag is geweigerd", detail)
    }

    /// Something is wrong on our side (500).
    #[must_use]
    pub fn broken() -> Self {
        let detail =
            "Er ging bij ons iets mis. Probeer het opnieuw; blijft het zo, meld het dan aan de beheerder.";
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "urn:schouw:probleem:storing",
            "Er ging iets mis",
            detail,
        )
    }

    /// There is no snapshot to answer from (503).
    #[must_use]
    pub fn no_snapshot(why: Option<&str>) -> Self {
        let mut detail = String::from(
            "Er is nog geen momentopname in gebruik. De beheerder maakt er een met `schouw build --raw MAP --out MAP` \
             en start met `schouw serve --snapshot MAP`; hij wordt vanzelf in gebruik genomen.",
        );
        if let Some(why) = why {
            detail.push_str(" Wat er nu is: ");
            detail.push_str(why);
            detail.push('.');
        }
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "urn:schouw:probleem:geen-momentopname",
            "Er zijn nog geen gegevens",
            detail,
        )
        .with(RETRY_AFTER, RETRY_SECONDS)
    }
}

/// Why a place is not one, in Dutch.
fn no_place(why: &NoPlace) -> String {
    match why {
        NoPlace::NotASpot { text, example } => {
            format!("`{text}` is geen plek; schrijf twee getallen met een komma ertussen, zoals {example}")
        }
        NoPlace::Swapped { text, meant } => {
            format!("`{text}` ligt alleen andersom in Nederland; bedoel je {meant}? De breedte staat vooraan")
        }
        NoPlace::Degrees(_) => "breedte ligt tussen -90 en 90, en lengte tussen -180 en 180".into(),
        NoPlace::Rd(_) => "dit zijn geen coördinaten in RD New: eerst x (oost), tussen -100.000 en 350.000 m, dan y (noord), tussen 220.000 en 900.000 m".into(),
        NoPlace::Area(_) => "dit is geen code van een gebied, zoals GM0385 of BU03850201".into(),
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Refused(why) => Self::fault(Place::Body, "", no_place(&why)),
            AskError::NotFound(error) => error.into(),
            AskError::Here(error) => error.into(),
            AskError::Open(_) | AskError::Suppressed { .. } => Self::broken(),
        }
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Faults(faults) => Self::faults(
                faults
                    .into_iter()
                    .map(|fault| Fault { place: Place::Body, name: fault.field, detail: fault.message })
                    .collect(),
            ),
            CallError::Alarm(_) => Self::broken(),
        }
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::NotFound(text) => Self::not_found(format!(
                "Geen adres in deze momentopname past bij `{text}`. Schrijf straat, nummer en plaats, of postcode en nummer."
            )),
            SearchError::Several { text, streets } => Self::fault(
                Place::Body,
                "address",
                format!("Meer straten passen bij `{text}`: {}. Zet de plaats erbij.", streets.join("; ")),
            ),
            SearchError::TooLong => {
                Self::fault(Place::Body, "address", format!("heeft hoogstens {QUERY_CHARS_MAX} tekens"))
            }
        }
    }
}

impl From<HereError> for Problem {
    fn from(error: HereError) -> Self {
        match error {
            HereError::NoSuchArea(code) => {
                Self::not_found(format!("Geen gebied in deze momentopname heeft de code `{code}`."))
            }
            HereError::RadiusTooLarge(_) => Self::fault(
                Place::Body,
                "radius",
                format!("is hoogstens {RADIUS_M_MAX} meter; vraag anders een gebied"),
            ),
            HereError::Damaged(_) => Self::broken(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.headers);
        response
    }
}
