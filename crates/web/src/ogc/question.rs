//! Which features are asked for.

use schouw_area::RdTransform;
use schouw_node::features::{Ask, Collection, Crs, Property, PropertyKind, When, Window, WindowError};
use serde_json::Value;

use super::ask::Parameters;
use super::queryables::chosen;

/// Features on a page when nothing is said.
pub(super) const LIMIT: u64 = 100;
/// Most features on a page: who asks for more gets this many.
pub(super) const LIMIT_MAX: u64 = 10_000;
/// Longest value of a property that is looked for, in characters.
const VALUE_CHARS_MAX: usize = 1_000;

/// Reads which features are asked for; what is wrong is told to the parameters.
pub(super) fn question(parameters: &mut Parameters, collection: &Collection, rd: &RdTransform) -> Ask {
    let limit =
        parameters.read("limit", "een heel getal van 1 of meer", |text| whole(text).filter(|n| *n > 0));
    let offset = parameters.read("offset", "een heel getal van 0 of meer", whole);
    let box_crs = crs(parameters, "bbox-crs");
    let crs = crs(parameters, "crs");
    let windows = windows(parameters, box_crs, rd);
    let wanted = "een tijdstip (`2026-11-23T12:00:00Z`), een dag (`2026-11-23`) of een tijd daartussen (`2026-01-01/..`), het begin voor het einde";
    let when = parameters.read("datetime", wanted, |text| When::read(text).ok());
    let mut equal = Vec::new();
    for property in chosen(collection) {
        let wanted = wanted_of(property);
        if let Some(value) = parameters.read(&property.name, wanted, |text| value(property, text)) {
            equal.push((property.name.clone(), value));
        }
    }
    Ask {
        limit: limit.unwrap_or(LIMIT).min(LIMIT_MAX),
        offset: offset.unwrap_or(0),
        windows,
        when,
        equal,
        crs,
    }
}

/// A coordinate system by its name.
pub(super) fn crs(parameters: &mut Parameters, name: &str) -> Crs {
    let names = Crs::ALL.map(|crs| format!("`{}`", crs.uri()));
    let wanted = format!("een van {}", names.join(", "));
    parameters.read(name, &wanted, Crs::from_uri).unwrap_or_default()
}

/// A whole number; one that is too large to count is as large as can be.
fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// A box of four or six numbers.
fn windows(parameters: &mut Parameters, crs: Crs, rd: &RdTransform) -> Option<Vec<Window>> {
    let text = parameters.value("bbox")?;
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let four = match numbers.as_deref() {
        Some(&[a, b, c, d]) => Some([a, b, c, d]),
        // heights are left out: nothing here has one
        Some(&[a, b, low, c, d, high]) if low <= high => Some([a, b, c, d]),
        _ => None,
    };
    let Some(four) = four else {
        parameters.fault("bbox", "moet vier getallen zijn, of zes met de hoogte, met komma's ertussen");
        return None;
    };
    match Window::read(crs, four, rd) {
        Ok(windows) => Some(windows),
        Err(error) => {
            parameters.fault("bbox", box_fault(error));
            None
        }
    }
}

fn box_fault(error: WindowError) -> &'static str {
    match error {
        WindowError::OffTheGlobe => {
            "de lengte ligt tussen -180 en 180 en de breedte tussen -90 en 90 graden; eerst de lengte, tenzij `bbox-crs` \
             iets anders zegt"
        }
        WindowError::NotFinite => "moet uit getallen bestaan",
        WindowError::UpsideDown => "de kleinste breedte komt voor de grootste",
        WindowError::Reversed => "de kleinste x en y komen voor de grootste",
    }
}

fn wanted_of(property: &Property) -> &'static str {
    match property.kind {
        PropertyKind::Whole => "een heel getal",
        PropertyKind::Number => "een getal",
        PropertyKind::Yes => "`true` of `false`",
        PropertyKind::Date => "een dag (`2026-11-23`)",
        PropertyKind::Moment => "een tijdstip (`2026-11-23T12:00:00Z`)",
        PropertyKind::Text => "een tekst van hoogstens 1000 tekens",
    }
}

/// The value of a property as it stands in a feature.
fn value(property: &Property, text: &str) -> Option<Value> {
    match property.kind {
        PropertyKind::Text => (text.chars().count() <= VALUE_CHARS_MAX).then(|| text.into()),
        PropertyKind::Whole => text.parse::<i64>().ok().map(Into::into),
        PropertyKind::Number => text.parse::<f64>().ok().map(Into::into),
        PropertyKind::Yes => text.parse::<bool>().ok().map(Into::into),
        PropertyKind::Date => {
            let day = (text.len() == "2026-11-23".len()).then(|| text.parse::<jiff::civil::Date>().ok())?;
            day.map(|day| day.to_string().into())
        }
        PropertyKind::Moment => text.parse::<jiff::Timestamp>().ok().map(|moment| moment.to_string().into()),
    }
}
