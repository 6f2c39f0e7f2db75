//! From definitions to a plan for fetching.

use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schouw_area::{AreaCode, STEPS_PER_DEGREE};
use schouw_opendata::Dataset;
use schouw_opendata::dataset::{Fetch, Format, Layer, Paging as DefinedPaging};

use crate::net::{FetchLimits, FetchPlan, FetchSource, Paging};
use crate::snapshot::{OpenError, Snapshot};

/// How the program names itself to publishers.
const USER_AGENT: &str = concat!("schouw/", env!("CARGO_PKG_VERSION"));

/// The gemeente that addresses may ask for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gemeente {
    /// code: `GM0385`
    pub code: Option<String>,
    /// name, as the publisher writes it
    pub name: Option<String>,
    /// west, south, east, north in degrees
    pub bbox: Option<[f64; 4]>,
    /// year of the division that codes of today belong to
    pub year: Option<u16>,
}

impl Gemeente {
    /// The gemeente with this code, with what a snapshot knows of it.
    ///
    /// # Errors
    /// When the snapshot cannot be opened.
    pub fn known_in(code: &AreaCode, snapshot: Option<&Path>) -> Result<Self, OpenError> {
        let mut gemeente = Self { code: Some(code.to_string()), ..Self::default() };
        let Some(folder) = snapshot else { return Ok(gemeente) };
        let snapshot = Snapshot::open(folder)?;
        if let Some(about) = snapshot.picture().about_area(code) {
            let degrees = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
            let bounds = about.bounds;
            gemeente.bbox = Some([bounds.west, bounds.south, bounds.east, bounds.north].map(degrees));
            gemeente.name = Some(about.name).filter(|name| !name.is_empty());
            gemeente.year = Some(about.year.0);
        }
        Ok(gemeente)
    }

    /// Fills the holes of an address or file name; `None` when it asks for what is not known.
    fn fill(&self, text: &str) -> Option<String> {
        let code = self.code.as_deref();
        let middle = |low: usize, high: usize| {
            let bbox = self.bbox?;
            Some(format!("{:.6}", f64::midpoint(*bbox.get(low)?, *bbox.get(high)?)))
        };
        let values = [
            ("{gemeente}", code.map(str::to_owned)),
            ("{gemeente4}", code.and_then(|code| code.strip_prefix("GM")).map(str::to_owned)),
            (
                "{naam}",
                self.name.as_deref().map(|name| utf8_percent_encode(name, NON_ALPHANUMERIC).to_string()),
            ),
            ("{bbox}", self.bbox.map(|bbox| bbox.map(|degrees| format!("{degrees:.6}")).join(","))),
            ("{lat}", middle(1, 3)),
            ("{lon}", middle(0, 2)),
        ];
        let mut filled = text.to_owned();
        for (hole, value) in values {
            if filled.contains(hole) {
                filled = filled.replace(hole, &value?);
            }
        }
        Some(filled)
    }
}

/// The plan for these datasets, and the datasets whose address asks for something of a gemeente that is not known.
#[must_use]
pub fn plan(datasets: &[&Dataset], gemeente: &Gemeente, out: PathBuf) -> (FetchPlan, Vec<String>) {
    let mut sources = Vec::new();
    let mut lacking = Vec::new();
    for dataset in datasets {
        for fetch in dataset.fetch.iter().flat_map(|fetch| std::iter::once(fetch).chain(&fetch.also)) {
            match source(dataset, fetch, gemeente) {
                Some(source) => sources.push(source),
                None => lacking.push(dataset.id.to_string()),
            }
        }
    }
    lacking.dedup();
    (FetchPlan { sources, out, limits: FetchLimits::default(), user_agent: USER_AGENT.into() }, lacking)
}

fn source(dataset: &Dataset, fetch: &Fetch, gemeente: &Gemeente) -> Option<FetchSource> {
    Some(FetchSource {
        dataset: dataset.id.clone(),
        year: year(dataset, gemeente),
        role: fetch.role.clone(),
        url: gemeente.fill(&fetch.address)?,
        paging: paging(&fetch.paging, &dataset.format),
        expect: fetch.content_types.clone(),
        file_name: gemeente.fill(&fetch.file)?,
        bytes_max: fetch.bytes_max,
        headers: Vec::new(),
    })
}

/// The year of the codes in a file, when the definition leaves it to the index of raw files.
fn year(dataset: &Dataset, gemeente: &Gemeente) -> Option<u16> {
    let of_layer = match &dataset.layer {
        Layer::Areas(layer) => layer.year,
        Layer::Figures(layer) => layer.year,
        _ => return None,
    };
    if of_layer.is_some() { None } else { gemeente.year }
}

fn paging(paging: &DefinedPaging, format: &Format) -> Paging {
    match paging {
        DefinedPaging::None {} => Paging::None,
        DefinedPaging::Odata {} => Paging::ODataNextLink,
        DefinedPaging::Sru { page_size: size } => Paging::Sru { page_size: *size },
        DefinedPaging::Socrata { page_size: size } => Paging::Socrata { page_size: *size },
        DefinedPaging::Ogc {} => Paging::OgcNextLink,
        DefinedPaging::LinkHeader {} => Paging::LinkHeader,
        DefinedPaging::Offset { parameter, size_parameter, page_size: size } => Paging::Offset {
            offset_param: parameter.clone(),
            limit_param: size_parameter.clone(),
            page_size: *size,
            records: match format {
                Format::Json { path } => path.clone(),
                _ => String::new(),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_in_an_address_are_filled_or_the_dataset_is_passed_over() {
        let known = Gemeente {
            code: Some("GM0385".into()),
            name: Some("Edam-Volendam & co".into()),
            bbox: Some([5.0, 52.4, 5.1, 52.6]),
            year: Some(2025),
        };
        let check = |gemeente: &Gemeente, text: &str, expected: Option<&str>| {
            assert_eq!(gemeente.fill(text).as_deref(), expected, "{text}");
        };
        check(&known, "a?q={gemeente4}&n={naam}", Some("a?q=0385&n=Edam%2DVolendam%20%26%20co"));
        check(&known, "b?bbox={bbox}", Some("b?bbox=5.000000,52.400000,5.100000,52.600000"));
        check(&known, "c?lat={lat}&lon={lon}", Some("c?lat=52.500000&lon=5.050000"));
        check(&Gemeente::default(), "d", Some("d"));
        check(&Gemeente::default(), "{gemeente}.json", None);
        check(&Gemeente { bbox: None, ..known }, "{lat}", None);
    }

    #[test]
    fn every_definition_with_an_address_makes_a_plan() {
        let catalogue = crate::catalogue::Catalogue::load(None).unwrap();
        let datasets: Vec<&Dataset> = catalogue.iter().filter(|dataset| dataset.fetch.is_some()).collect();
        let known = Gemeente {
            code: Some("GM0385".into()),
            name: Some("Edam-Volendam".into()),
            bbox: Some([5.0, 52.4, 5.1, 52.6]),
            year: Some(2025),
        };
        let (plan, lacking) = plan(&datasets, &known, PathBuf::new());
        assert_eq!(lacking, Vec::<String>::new());
        assert!(plan.sources.len() >= datasets.len());
        assert!(
            plan.sources.iter().all(|source| !source.url.contains('{') && !source.file_name.contains('{'))
        );
    }
}
