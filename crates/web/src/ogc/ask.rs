//! The parameters of an address: each once, none that is not known, and every fault named at once.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;

use super::form::Form;
use crate::problem::{Fault, Place, Problem};

/// Most parameters in an address.
const PARAMETERS_MAX: usize = 64;
/// Longest name that is repeated to who sent it, in characters.
const NAME_CHARS_MAX: usize = 64;

/// The parameters of an address, read one by one.
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
    known: Vec<String>,
    faults: Vec<Fault>,
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or_default()))
    }
}

impl Parameters {
    pub(super) fn of(query: &str) -> Self {
        let mut all = Self { pairs: Vec::new(), known: Vec::new(), faults: Vec::new() };
        for (at, pair) in query.split('&').filter(|pair| !pair.is_empty()).enumerate() {
            if at >= PARAMETERS_MAX {
                all.fault("", &format!("een adres heeft hier hoogstens {PARAMETERS_MAX} parameters"));
                break;
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decoded(name), decoded(value)) {
                (Some(name), _) if all.pairs.iter().any(|(known, _)| *known == name) => {
                    all.fault(&name, "staat er meer dan een keer");
                }
                (Some(name), Some(value)) => all.pairs.push((name, value)),
                _ => all.fault(name, "is geen tekst in UTF-8"),
            }
        }
        all
    }

    /// Adds a fault.
    pub(super) fn fault(&mut self, name: &str, detail: &str) {
        let name = name.chars().take(NAME_CHARS_MAX).collect();
        self.faults.push(Fault { place: Place::Query, name, detail: detail.into() });
    }

    /// The value of a parameter.
    pub(super) fn value(&mut self, name: &str) -> Option<String> {
        self.known.push(name.into());
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// What `read` makes of the value of a parameter; a fault when it makes nothing.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(name)?;
        let found = read(&value);
        if found.is_none() {
            self.fault(name, &format!("moet {wanted} zijn"));
        }
        found
    }

    /// Which form is asked for, when that is in the address.
    pub(super) fn form(&mut self) -> Option<Form> {
        self.read("f", "`json` of `html`", Form::of)
    }

    /// Nothing is wrong.
    ///
    /// # Errors
    /// A problem with every fault, also of parameters that nobody read.
    pub(super) fn finish(mut self) -> Result<Vec<(String, String)>, Problem> {
        let unknown: Vec<String> = self
            .pairs
            .iter()
            .filter(|(name, _)| !self.known.contains(name))
            .map(|(name, _)| name.clone())
            .collect();
        let known = self.known.join(", ");
        for name in unknown {
            self.fault(&name, &format!("is hier niet bekend; bekend zijn {known}"));
        }
        if self.faults.is_empty() { Ok(self.pairs) } else { Err(Problem::faults(self.faults)) }
    }

    /// The form of a page that has no other parameters.
    ///
    /// # Errors
    /// A problem with every fault, or when none of the forms is accepted.
    pub(super) fn only_form(mut self, headers: &HeaderMap, json: &[&str]) -> Result<Form, Problem> {
        let form = self.form();
        self.finish()?;
        form.map_or_else(|| Form::accepted(headers, json), Ok)
    }
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_at_once() {
        let mut parameters = Parameters::of("f=xml&limit=0&nee=1&nee=2&a%ff=1&f=json");
        assert_eq!(parameters.form(), None);
        let limit = parameters.read("limit", "1 of meer", |text| text.parse::<u32>().ok().filter(|n| *n > 0));
        assert_eq!(limit, None);
        let problem = parameters.finish().unwrap_err();
        let names: Vec<&str> = problem.errors.iter().map(|fault| fault.name.as_str()).collect();
        assert_eq!(names, ["nee", "a%ff", "f", "f", "limit", "nee"]);
    }
}
