//! What a figure measures: the words of a measure in a definition.

use schouw_picture::figures::{Measure, MeasureGroup, MeasureKind, Similar};
use serde::Deserialize;

/// What a figure measures. The same id in several datasets is the same measure; the first definition holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureWords {
    /// id of the measure
    pub id: String,
    /// what people read
    pub label: String,
    /// unit: `aantal`, `%`, `km`
    pub unit: String,
    /// what kind of number: `count`, `stock`, `rate`, `mean`
    pub number: MeasureKind,
    /// theme code
    #[serde(default)]
    pub theme: String,
    /// measure that a rate is made with
    #[serde(default)]
    pub denominator: String,
    /// the rate is per so many
    #[serde(default = "per")]
    pub per: u32,
    /// counts below this are not shown
    #[serde(default)]
    pub small_below: u32,
    /// the source leaves a zero out, so that an absent number may be a zero
    #[serde(default)]
    pub zero_dropped: bool,
    /// never beside offences nor used to choose similar areas
    #[serde(default)]
    pub apart: bool,
    /// decimals worth showing
    #[serde(default)]
    pub decimals: u8,
    /// lower comes first on a page
    #[serde(default = "order")]
    pub order: u16,
    /// what it is about
    #[serde(default)]
    pub group: MeasureGroup,
    /// whether it helps to find areas that are alike: `value` or `per-km2`
    #[serde(default)]
    pub similar: Similar,
    /// sentence for the page of an area, with `{}` for the number
    #[serde(default)]
    pub story: String,
}

impl MeasureWords {
    /// The measure.
    #[must_use]
    pub fn measure(&self) -> Measure {
        let Self { id, label, unit, number, theme, denominator, story, .. } = self.clone();
        Measure {
            id,
            label,
            unit,
            theme,
            kind: number,
            denominator,
            per: self.per,
            small_below: self.small_below,
            zero_dropped: self.zero_dropped,
            apart: self.apart,
            decimals: self.decimals,
            order: self.order,
            group: self.group,
            similar: self.similar,
            story,
        }
    }

    /// What is wrong with it.
    pub(super) fn fault(&self) -> Option<String> {
        let id = &self.id;
        if self.apart && self.similar != Similar::No {
            return Some(format!(
                "layer.measure `{id}`: what stands apart is never used to choose areas that look alike; leave `similar` out"
            ));
        }
        let holes = self.story.matches("{}").count();
        (!self.story.is_empty() && holes != 1)
            .then(|| format!("layer.measure `{id}`: `story` has one `{{}}` for the number, got `{holes}`"))
    }
}

/// A rate is per thousand, unless said otherwise.
fn per() -> u32 {
    1000
}

/// In the middle of the page, unless said otherwise.
fn order() -> u16 {
    100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(more: &str, fault: Option<&str>) {
        let text = format!("id = \"maat\"\nlabel = \"Maat\"\nunit = \"aantal\"\nnumber = \"stock\"\n{more}");
        let words: MeasureWords = toml::from_str(&text).unwrap();
        let found = words.fault();
        let fits = |fault: &str| found.as_ref().is_some_and(|found| found.contains(fault));
        assert!(fault.map_or(found.is_none(), fits), "{more}: {found:?}");
    }

    #[test]
    fn what_stands_apart_never_helps_to_choose_areas() {
        check("similar = \"per-km2\"\ngroup = \"bebouwing\"\nstory = \"Er staan {} woningen.\"", None);
        check("apart = true", None);
        check("apart = true\nsimilar = \"value\"", Some("never used to choose areas"));
        check("story = \"Er staan woningen.\"", Some("one `{}`"));
        check("story = \"{} en {}\"", Some("one `{}`"));
    }
}
