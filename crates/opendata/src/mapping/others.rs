//! Records that are reports, places or addresses.

use schouw_picture::layers::{Address, Extent, Place as PlaceRow, Report};

use crate::dataset::{AddressesLayer, PlacesLayer, ReportsLayer};
use crate::finding::{FindingKind, Remark};
use crate::guard;
use crate::row::RowSink as _;

use super::extent::Place;
use super::{Mapper, Record, cells};

impl Mapper<'_> {
    pub(super) fn map_report(&mut self, layer: &ReportsLayer, record: &Record<'_>) -> Option<()> {
        let id = self.need(record, "id", &layer.id)?;
        let theme = self.need(record, "theme", &layer.theme)?;
        let text = self.need(record, "at", &layer.at)?;
        let column = layer.at.columns().join(", ");
        let Some(at) = cells::moment(&text) else {
            self.bad(
                record,
                &column,
                &text,
                FindingKind::BadValue,
                "this is not a moment; the report is left out",
            );
            return None;
        };
        // a day of grace: the retrieval is known to the day
        if at.as_second() > cells::end_of_day(self.file.retrieved) {
            self.bad(
                record,
                &column,
                &text,
                FindingKind::ImplausibleValue,
                "this moment lies after the file was retrieved; left out",
            );
            return None;
        }
        self.look_at_free_text(layer, record);
        let place = self.one_point(record, "a report")?;
        if !self.is_new(record, &layer.id, &id) {
            return None;
        }
        let status = record.eval_or_empty(layer.status.as_ref());
        let open = !layer.closed.contains(&status);
        self.layers.reports.push(Report { source: self.source, id, theme, at, open, status, place });
        Some(())
    }

    /// Free text of a report is never kept. That it held something of a person is told to the publisher.
    fn look_at_free_text(&mut self, layer: &ReportsLayer, record: &Record<'_>) {
        let text = record.eval_or_empty(layer.text.as_ref());
        let mut kinds: Vec<&str> = guard::inspect(&text).iter().map(|hit| hit.kind.word()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if !kinds.is_empty() {
            let why = format!("the free text holds {}; it was not kept", kinds.join(", "));
            self.remark(Remark::on_record(record.row.number, FindingKind::ShieldedText, why));
        }
    }

    pub(super) fn map_place(&mut self, layer: &PlacesLayer, record: &Record<'_>) -> Option<()> {
        let kind = self.need(record, "what", &layer.what)?;
        let extent = match self.extent(record) {
            Place::Found(extent) => extent,
            Place::Unusable => return None,
            Place::Silent => {
                let why = "the record says no place; left out";
                self.remark(Remark::on_record(record.row.number, FindingKind::MissingValue, why));
                return None;
            }
        };
        let id = layer.id.as_ref().and_then(|expr| record.eval(expr));
        if let (Some(id), Some(expr)) = (&id, &layer.id)
            && !self.is_new(record, expr, id)
        {
            return None;
        }
        let facts = layer.facts.iter().filter_map(|(label, expr)| Some((label.clone(), record.eval(expr)?)));
        let place = PlaceRow {
            source: self.source,
            id: id.unwrap_or_else(|| format!("{}#{}", self.file.name, record.row.number)),
            kind,
            name: record.eval_or_empty(layer.name.as_ref()),
            facts: facts.collect(),
            date: record.eval_or_empty(layer.date.as_ref()),
            extent,
        };
        self.layers.places.push(place);
        Some(())
    }

    pub(super) fn map_address(&mut self, layer: &AddressesLayer, record: &Record<'_>) -> Option<()> {
        let street = self.need(record, "street", &layer.street)?;
        let town = self.need(record, "town", &layer.town)?;
        let text = self.need(record, "number", &layer.number)?;
        let Ok(number) = text.parse::<u32>() else {
            let column = layer.number.columns().join(", ");
            self.bad(
                record,
                &column,
                &text,
                FindingKind::BadValue,
                "a house number is a whole number; left out",
            );
            return None;
        };
        let (lon, lat) = self.one_point(record, "an address")?;
        let letter = record.eval_or_empty(layer.letter.as_ref());
        let addition = record.eval_or_empty(layer.addition.as_ref());
        let suffix = match (letter.is_empty(), addition.is_empty()) {
            (true, true) => String::new(),
            (false, true) => letter,
            (true, false) => format!("-{addition}"),
            (false, false) => format!("{letter}-{addition}"),
        };
        let postcode_text = record.eval_or_empty(layer.postcode.as_ref());
        let postcode = schouw_picture::address::postcode_number(&postcode_text);
        if postcode == 0 && !postcode_text.is_empty() {
            let column =
                layer.postcode.iter().flat_map(crate::dataset::Expr::columns).collect::<Vec<_>>().join(", ");
            self.bad(
                record,
                &column,
                &postcode_text,
                FindingKind::BadValue,
                "a postal code is four digits and two letters; kept without",
            );
        }
        let usage = record.eval_or_empty(layer.usage.as_ref());
        let dwelling =
            layer.dwelling.is_empty() || layer.dwelling.iter().any(|word| usage.contains(word.as_str()));
        let words = &mut self.layers.addresses.words;
        let (street, town, suffix) = (words.number(&street), words.number(&town), words.number(&suffix));
        let address =
            Address { postcode, street, town, number, suffix, lon, lat, source: self.source, dwelling };
        self.layers.addresses.rows.push(address);
        Some(())
    }

    /// The one point of a record that must have one; a finding when it has none.
    fn one_point(&mut self, record: &Record<'_>, what: &str) -> Option<(i32, i32)> {
        match self.extent(record) {
            Place::Found(Extent::Points(points)) => points.first().copied(),
            Place::Found(Extent::Shape(shape)) => Some(shape.label_point().steps()),
            Place::Unusable => None,
            _ => {
                let why = format!("{what} needs a place; left out");
                self.remark(Remark::on_record(record.row.number, FindingKind::MissingValue, why));
                None
            }
        }
    }
}
