//! Where a division of the land is not one: areas that overlap, and stretches that none covers.

use schouw_area::{Cover, Level, Shape};
use schouw_picture::layers::{AreaSet, Layers};

use crate::finding::FindingKind;
use crate::findings::Findings;

use super::finding;

/// Adds a finding for every overlap and gap of the divisions. Areas that an organisation brings may overlap.
pub(super) fn check(layers: &Layers, findings: &mut Findings) {
    for set in layers.area_sets.iter().filter(|set| set.level != Level::Gebied) {
        let shapes: Vec<&Shape> = set.areas.iter().map(|area| &area.shape).collect();
        let Ok(bytes) = Cover::build(&shapes) else { continue };
        let Ok(cover) = Cover::open(&bytes) else { continue };
        check_set(layers, set, &cover, findings);
    }
}

fn check_set(layers: &Layers, set: &AreaSet, cover: &Cover<'_>, findings: &mut Findings) {
    let code = |number: u32| set.areas.get(number as usize).map_or("", |area| area.code.as_str());
    let division = cover.division();
    for overlap in division.overlaps {
        let [first, second] = overlap.areas;
        let codes = format!("{} {}", code(first), code(second));
        let why = format!(
            "these two of {} {} overlap by {:.0} m² near {}; a place in both counts as the first",
            set.level, set.year, overlap.square_metres, overlap.at
        );
        findings.extend(finding(layers, set.source, "code", &codes, FindingKind::AreasOverlap, why));
    }
    for gap in division.gaps {
        let codes: Vec<&str> = gap.neighbours.iter().map(|&number| code(number)).collect();
        let why = format!(
            "no {} of {} covers {:.0} m² near {}; a place there is in none",
            set.level, set.year, gap.square_metres, gap.at
        );
        findings.extend(finding(layers, set.source, "code", &codes.join(" "), FindingKind::AreasGap, why));
    }
}
