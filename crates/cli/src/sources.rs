//! `schouw sources`.

use std::process::ExitCode;

use schouw_node::catalogue::Catalogue;
use schouw_opendata::Dataset;
use schouw_opendata::dataset::PersonalData;

use crate::args::SourcesArgs;
use crate::exit::Failure;
use crate::terminal;

pub fn run(args: &SourcesArgs) -> Result<ExitCode, Failure> {
    let catalogue = Catalogue::load(args.datasets.as_deref())?;
    if args.json {
        let rows = catalogue.iter().map(|dataset| {
            serde_json::json!({
                "id": dataset.id,
                "title": dataset.title,
                "publisher": dataset.publisher,
                "licence": dataset.licence,
                "cadence": dataset.cadence,
                "personal_data": personal(dataset.personal_data),
                "address": dataset.fetch.as_ref().map(|fetch| &fetch.address),
                "tried_live": dataset.fetch.as_ref().is_some_and(|fetch| fetch.tried_live),
                "tells": dataset.tells,
            })
        });
        terminal::out(&serde_json::Value::Array(rows.collect()).to_string());
        return Ok(ExitCode::SUCCESS);
    }
    for dataset in catalogue.iter() {
        terminal::out(&words(dataset));
    }
    Ok(ExitCode::SUCCESS)
}

fn words(dataset: &Dataset) -> String {
    let cadence = serde_json::to_value(dataset.cadence).ok().and_then(|c| c.as_str().map(str::to_owned));
    let fetch = match &dataset.fetch {
        Some(fetch) if fetch.tried_live => "fetched, tried live",
        Some(_) => "fetched, never tried live",
        None => "supplied by hand",
    };
    format!(
        "{}\n    {}\n    {}, {}; {}; personal data: {}; {fetch}\n    tells {}",
        dataset.id,
        dataset.title,
        dataset.publisher,
        dataset.licence,
        cadence.unwrap_or_default(),
        personal(dataset.personal_data),
        dataset.tells
    )
}

fn personal(data: PersonalData) -> &'static str {
    match data {
        PersonalData::None => "none",
        PersonalData::Possible => "possible",
        PersonalData::Present => "present",
    }
}
