//! From definitions to a plan for fetching.

use std::num::NonZeroU32;
use std::path::PathBuf;

use schouw_opendata::Dataset;
use schouw_opendata::dataset::{Fetch, Format, Paging as DefinedPaging};

use crate::net::{FetchLimits, FetchPlan, FetchSource, Paging};

/// How the program names itself to publishers.
const USER_AGENT: &str = concat!("schouw/", env!("CARGO_PKG_VERSION"), " (+https://schouw.example)");

/// The gemeente that addresses may ask for.
#[derive(Debug, Clone, Default)]
pub struct Gemeente {
    /// code: `GM0385`
    pub code: Option<String>,
    /// name, as the publisher writes it
    pub name: Option<String>,
}

/// The plan for these datasets, and the datasets whose address asks for a gemeente that is not given.
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
    let mut url = fetch.address.clone();
    let code = gemeente.code.as_deref();
    let values = [
        ("{gemeente}", code),
        ("{gemeente4}", code.and_then(|code| code.strip_prefix("GM"))),
        ("{naam}", gemeente.name.as_deref()),
    ];
    for (hole, value) in values {
        if url.contains(hole) {
            url = url.replace(hole, value?);
        }
    }
    let page_size = |size: u32| NonZeroU32::new(size).unwrap_or(NonZeroU32::MIN);
    Some(FetchSource {
        dataset: dataset.id.clone(),
        year: None,
        role: fetch.role.clone(),
        url,
        paging: match &fetch.paging {
            DefinedPaging::None => Paging::None,
            DefinedPaging::Odata => Paging::ODataNextLink,
            DefinedPaging::Sru { page_size: size } => Paging::Sru { page_size: page_size(*size) },
            DefinedPaging::Socrata { page_size: size } => Paging::Socrata { page_size: page_size(*size) },
            DefinedPaging::Ogc => Paging::OgcNextLink,
            DefinedPaging::LinkHeader => Paging::LinkHeader,
            DefinedPaging::Offset { parameter, size_parameter, page_size: size } => Paging::Offset {
                offset_param: parameter.clone(),
                limit_param: size_parameter.clone(),
                page_size: page_size(*size),
                records: match &dataset.format {
                    Format::Json { path } => path.clone(),
                    _ => String::new(),
                },
            },
        },
        expect: fetch.content_types.clone(),
        file_name: fetch.file.clone(),
        bytes_max: fetch.bytes_max,
        headers: Vec::new(),
    })
}
