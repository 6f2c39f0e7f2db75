//! What a definition cannot mean although every key in it can be read: each fault with its key.

use std::collections::HashSet;

use schouw_area::Crs;

use super::{Dataset, Fetch, FiguresLayer, Format, Geometry, Layer, MeasureWords, PersonalData, shape};
use crate::read::text::TextEncoding;

/// Years in which a division of the Netherlands can be.
pub(crate) const DIVISION_YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

impl Dataset {
    /// All that is wrong with a definition that could be read.
    pub(super) fn faults(&self, file: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let id = self.id.as_str();
        if file.strip_suffix(".toml").is_some_and(|stem| stem != id) && id != shape::STAND_IN_ID {
            faults.push(format!("id `{id}` is not the name of the file"));
        }
        self.allow_faults(&mut faults);
        faults.extend(self.only.iter().filter(|(_, texts)| texts.is_empty()).map(|(column, _)| {
            format!("only: `{column}` has no texts, so that no record would be used; take it out")
        }));
        geometry_faults("geometry", &self.geometry, &mut faults);
        format_faults("format", &self.format, &mut faults);
        if let Some(join) = &self.join {
            geometry_faults("join.geometry", &join.geometry, &mut faults);
            format_faults("join.format", &join.format, &mut faults);
            if matches!(join.format, Format::Npr {}) {
                faults.push("join.format: the parking tables cannot be a second file".into());
            }
        }
        self.fetch.iter().for_each(|fetch| fetch_faults("fetch", fetch, &mut faults));
        match &self.layer {
            Layer::Areas(layer) => year_faults(layer.year, &mut faults),
            Layer::Figures(layer) => {
                year_faults(layer.year, &mut faults);
                figures_faults(layer, &mut faults);
            }
            _ => {}
        }
        faults
    }

    fn allow_faults(&self, faults: &mut Vec<String>) {
        match &self.allow {
            None if self.personal_data != PersonalData::None || self.layer.shows_free_text() => faults.push(
                "allow: this dataset can hold names or free text; list the columns that may be used"
                    .to_owned(),
            ),
            None => {}
            Some(allow) => faults.extend(
                self.columns_used()
                    .iter()
                    .filter(|column| !allow.contains(column))
                    .map(|column| format!("allow: column `{column}` is used and not in the list")),
            ),
        }
    }
}

fn geometry_faults(key: &str, geometry: &Geometry, faults: &mut Vec<String>) {
    if let Some(Err(why)) = geometry.crs.as_deref().map(Crs::from_name) {
        faults.push(format!("{key}.crs: {why}"));
    }
    if let Some(from) = &geometry.from {
        let ways = [from.x.is_some() || from.y.is_some(), from.text.is_some(), from.wkt.is_some()];
        if ways.iter().filter(|way| **way).count() != 1 || from.x.is_some() != from.y.is_some() {
            faults.push(format!("{key}.from: give `x` and `y`, or `text`, or `wkt`"));
        }
    }
}

fn format_faults(key: &str, format: &Format, faults: &mut Vec<String>) {
    let encoding = match format {
        Format::Csv { encoding, .. } | Format::Shapefile { encoding } => encoding.as_deref(),
        _ => None,
    };
    if let Some(Err(why)) = encoding.map(TextEncoding::named) {
        faults.push(format!("{key}.encoding: {why}"));
    }
    if let Format::Csv { delimiter: Some(sign), .. } = format
        && (!sign.is_ascii() || matches!(sign, '"' | '\n' | '\r'))
    {
        faults.push(format!("{key}.delimiter: `{}` cannot stand between values", sign.escape_default()));
    }
}

fn fetch_faults(key: &str, fetch: &Fetch, faults: &mut Vec<String>) {
    if !fetch.address.is_empty() && !fetch.address.starts_with("https://") {
        faults.push(format!("{key}.address: `{}` must begin with https://", fetch.address));
    }
    fetch.also.iter().for_each(|also| fetch_faults("fetch.also", also, faults));
}

fn year_faults(year: Option<u16>, faults: &mut Vec<String>) {
    if let Some(year) = year
        && !DIVISION_YEARS.contains(&year)
    {
        faults.push(format!(
            "layer.year: {year} is no year of a division; {}-{} is",
            DIVISION_YEARS.start(),
            DIVISION_YEARS.end()
        ));
    }
}

fn figures_faults(layer: &FiguresLayer, faults: &mut Vec<String>) {
    let ways = [layer.area.is_some(), layer.area_name.is_some(), layer.area_is.is_some()];
    if ways.iter().filter(|way| **way).count() != 1 {
        faults.push("layer: give exactly one of `area`, `area_name`, `area_is`".into());
    }
    if layer.figures.is_empty() == layer.long.is_none() {
        faults.push("layer: give either `[[layer.figure]]` tables or `[layer.long]`".into());
    }
    let timeless = layer.figures.iter().filter(|figure| figure.period.is_none()).count();
    if layer.period.is_none() && (timeless > 0 || layer.long.is_some()) {
        faults.push("layer.period: say of which period the figures are, or say it for each figure".into());
    }
    faults.extend(layer.measures.iter().filter_map(MeasureWords::fault));
    let mut known = HashSet::new();
    for measure in layer.measures.iter().filter(|measure| !measure.id.is_empty()) {
        if !known.insert(measure.id.as_str()) {
            faults.push(format!("layer.measure: `{}` is there twice", measure.id));
        }
        if measure.per == 0 {
            faults.push(format!("layer.measure: `{}` is per 0; say per how many", measure.id));
        }
    }
    // an id that is missing is told already
    if layer.measures.iter().any(|measure| measure.id.is_empty()) {
        return;
    }
    let unknown = layer.figures.iter().map(|figure| figure.measure.as_str());
    faults.extend(
        unknown
            .filter(|measure| !measure.is_empty() && !known.contains(measure))
            .map(|measure| format!("layer.figure: measure `{measure}` has no [[layer.measure]]")),
    );
}
