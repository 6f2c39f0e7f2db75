//! A register of teams through the readers of open data: CSV and GeoJSON.

use std::ops::ControlFlow;

use jiff::civil::Date;
use schouw_area::Shape;
use schouw_campaign::finding::{FINDINGS_MAX, Finding};
use schouw_campaign::register::{RawTeam, Reading, Spot, TEAMS_MAX, read as judge};
use schouw_opendata::finding::Remark;
use schouw_opendata::read::csv::CsvOptions;
use schouw_opendata::read::geojson::GeojsonOptions;
use schouw_opendata::read::{csv, geojson};
use schouw_opendata::row::{Cell, Row, RowSink};

/// Records that are read of one file: more than a register holds, so that doubles are seen.
const RECORDS_MAX: usize = 2 * TEAMS_MAX;

/// Reads a register, GeoJSON when it begins as JSON, else CSV.
pub fn read(bytes: &[u8], version: Option<Date>) -> Result<Reading, String> {
    let mut rows = Rows::default();
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let is_json = start.starts_with(b"{") || start.starts_with(b"[");
    let done = if is_json {
        geojson::read(bytes, &GeojsonOptions::default(), &mut rows)
    } else {
        csv::read(bytes, &CsvOptions::default(), &mut rows)
    };
    let count = done.map_err(|error| error.to_string())?;
    // degrees are what a register needs; another system would put every team in the sea
    if let Some(crs) = count.facts.crs.filter(|crs| !crs.contains("CRS84") && !crs.contains("4326")) {
        return Err(format!("its coordinates are in `{crs}`: save it as GeoJSON in degrees (WGS84)"));
    }
    let mut reading = judge(&rows.teams, version);
    let room = FINDINGS_MAX.saturating_sub(reading.findings.len());
    reading.findings.extend(rows.findings.into_iter().take(room));
    reading.left_out += rows.lost;
    reading.findings.sort_by_key(|finding| finding.record);
    Ok(reading)
}

#[derive(Default)]
struct Rows {
    teams: Vec<RawTeam>,
    findings: Vec<Finding>,
    lost: u64,
}

impl RowSink for Rows {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        if self.teams.len() >= RECORDS_MAX {
            let message = format!("meer dan {RECORDS_MAX} regels: de rest is niet gelezen");
            self.findings.push(Finding::on(row.number, "", message));
            return ControlFlow::Break(());
        }
        let named = row.columns.iter().zip(row.cells);
        let cells =
            named.filter_map(|(name, cell)| Some((name.trim().to_lowercase(), text(cell)?))).collect();
        let mut team = RawTeam { record: row.number, cells, ..RawTeam::default() };
        if let Some(geometry) = row.geometry {
            self.placed(&mut team, geometry);
        }
        self.teams.push(team);
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        // a record that the reader left out is no team
        self.lost += u64::from(remark.column.is_empty() && remark.why.contains("left out"));
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding::on(remark.record, &remark.column, remark.why));
        }
    }
}

impl Rows {
    fn placed(&mut self, team: &mut RawTeam, geometry: &geo_types::Geometry<f64>) {
        if let geo_types::Geometry::Point(point) = geometry {
            team.cells.entry("lat".into()).or_insert_with(|| point.y().to_string());
            team.cells.entry("lon".into()).or_insert_with(|| point.x().to_string());
            return;
        }
        match Shape::from_geometry(geometry) {
            Ok((shape, repairs)) => {
                let spot = shape.label_point();
                if !spot.near_the_netherlands() {
                    let message = "het gebied ligt niet in Nederland: staan lat en lon verwisseld? Het gebied is niet overgenomen";
                    self.findings.push(Finding::on(team.record, "geometry", message));
                    return;
                }
                if !repairs.is_empty() {
                    let message = format!("het gebied is op {} plekken hersteld: kijk het na", repairs.len());
                    self.findings.push(Finding::on(team.record, "geometry", message));
                }
                team.spot = Some(Spot::from(spot));
                let ring = |ring: &geo_types::LineString<f64>| ring.coords().map(|c| [c.x, c.y]).collect();
                let polygon = |p: &geo_types::Polygon<f64>| {
                    std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect()
                };
                team.area = shape.to_degrees().iter().map(polygon).collect();
            }
            Err(error) => {
                let message = format!("het gebied is niet te gebruiken en niet overgenomen: {error}");
                self.findings.push(Finding::on(team.record, "geometry", message));
            }
        }
    }
}

fn text(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Null => None,
        Cell::Bool(yes) => Some(yes.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Text(text) => Some(text.to_string()),
        Cell::List(cells) => Some(cells.iter().filter_map(text).collect::<Vec<_>>().join(";")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, teams: usize, said: &[&str]) {
        let reading = read(file.as_bytes(), "2026-01-01".parse().ok()).unwrap();
        assert_eq!(reading.register.len(), teams, "{:?}", reading.findings);
        let all = reading.findings.iter().map(|one| one.message.clone()).collect::<Vec<_>>().join("\n");
        said.iter().for_each(|part| assert!(all.contains(part), "{part}: {all}"));
        assert!(!said.is_empty() || reading.findings.is_empty(), "{all}");
    }

    #[test]
    fn a_register_is_read_from_csv_and_geojson() {
        check("id;naam;eenheid;gemeenten;lat;lon\nA;Basisteam A;Midden;\"GM1;GM2\";52.5;5.1\n", 1, &[]);
        check(
            "id,naam,gemeenten\nA,Basisteam A,GM1\nA,Basisteam A2,GM1\nB,te,veel,waarden\n",
            1,
            &["twee keer", "left out"],
        );
        let square = |coordinates: &str| {
            format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"id\":\"A\",\"naam\":\"Basisteam A\",\"gemeenten\":[\"GM1\",\"GM2\"]}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{coordinates}]}}}}]}}"
            )
        };
        let good = square("[[5.0,52.0],[5.2,52.0],[5.2,52.2],[5.0,52.2],[5.0,52.0]]");
        check(&good, 1, &[]);
        let reading = read(good.as_bytes(), "2026-01-01".parse().ok()).unwrap();
        let team = reading.register.teams.values().next().unwrap();
        assert!(team.spot.is_some() && team.area.len() == 1 && team.municipalities.len() == 2, "{team:?}");
        check(&square("[[52.0,5.0],[52.0,5.2],[52.2,5.2],[52.2,5.0],[52.0,5.0]]"), 1, &["verwisseld"]);
    }

    #[test]
    fn another_coordinate_system_is_refused() {
        let file = "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::28992\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":\"A\",\"naam\":\"A\"},\"geometry\":null}]}";
        assert!(read(file.as_bytes(), "2026-01-01".parse().ok()).unwrap_err().contains("degrees"));
    }
}
