//! Rows in the making: each row's properties as JSON, its geometry, its box, its times and its id, in columns.

use schouw_area::{Bounds, Year};
use schouw_picture::layers::SourceNumber;
use schouw_picture::pack::{ContainerBuilder, PackError};
use serde::Serialize;

use super::meta::{Run, RunShape};
use super::row_text;
use super::time::Span;
use crate::format::column::{Column, Datasets};

/// The box of a row without a place: it meets no other.
const NO_BOX: [i32; 4] = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];

/// The rows of one kind.
pub(super) struct SetBuilder<'d> {
    datasets: &'d Datasets,
    year: Option<Year>,
    text: Vec<u8>,
    text_at: Vec<u64>,
    geometry: Vec<i32>,
    geometry_at: Vec<u64>,
    boxes: Vec<[i32; 4]>,
    spans: Vec<Span>,
    ids: Vec<u8>,
    ids_at: Vec<u64>,
    whole: Vec<u8>,
    whole_at: Vec<u64>,
    runs: Vec<Run>,
}

impl<'d> SetBuilder<'d> {
    /// None yet; of a division of this year, or of things that have none.
    pub(super) fn new(datasets: &'d Datasets, year: Option<Year>) -> Self {
        Self {
            datasets,
            year,
            text: Vec::new(),
            text_at: vec![0],
            geometry: Vec::new(),
            geometry_at: vec![0],
            boxes: Vec::new(),
            spans: Vec::new(),
            ids: Vec::new(),
            ids_at: vec![0],
            whole: Vec::new(),
            whole_at: vec![0],
            runs: Vec::new(),
        }
    }

    /// Where the geometry of the next row goes, before [`Self::row`].
    pub(super) fn geometry(&mut self) -> &mut Vec<i32> {
        &mut self.geometry
    }

    /// Keeps the next row as it is too, before [`Self::row`].
    pub(super) fn whole(&mut self, row: &impl Serialize) -> Result<(), PackError> {
        let blob = postcard::to_stdvec(row).map_err(|_| PackError::Damaged("whole".into()))?;
        self.whole.extend(blob);
        self.whole_at.push(self.whole.len() as u64);
        Ok(())
    }

    /// Adds a row. Rows come in order of dataset and id.
    pub(super) fn row<T>(
        &mut self,
        source: SourceNumber,
        id: &str,
        columns: &[Column<T>],
        row: &T,
        bounds: Option<Bounds>,
        span: Span,
    ) -> Result<(), PackError> {
        let number = u32::try_from(self.boxes.len()).map_err(|_| PackError::TooMuch)?;
        let dataset = (self.datasets.name(source), self.year);
        row_text::write(&mut self.text, dataset, id, columns, self.datasets, row);
        self.text_at.push(self.text.len() as u64);
        let surface = self.geometry_at.last().and_then(|at| self.geometry.get(usize::try_from(*at).ok()?));
        let shape = match surface {
            None => RunShape::Nothing,
            Some(&super::geometry::POINTS) => RunShape::Points,
            Some(_) => RunShape::Surfaces,
        };
        self.geometry_at.push(self.geometry.len() as u64);
        self.boxes.push(bounds.map_or(NO_BOX, |b| [b.west, b.south, b.east, b.north]));
        self.spans.push(span);
        self.ids.extend(id.as_bytes());
        self.ids_at.push(self.ids.len() as u64);
        match self.runs.last_mut().filter(|run| run.source == source) {
            Some(run) => {
                run.end = number + 1;
                run.bounds = run.bounds.map_or(bounds, |known| Some(bounds.map_or(known, |b| known.and(b))));
                run.span = [run.span[0].min(span[0]), run.span[1].max(span[1])];
                run.shape = both(run.shape, shape);
            }
            None => self.runs.push(Run { source, start: number, end: number + 1, bounds, span, shape }),
        }
        Ok(())
    }

    /// Adds the sections of this set, whose number goes before their names, and tells its runs.
    pub(super) fn finish(self, out: &mut ContainerBuilder, set: usize) -> Vec<Run> {
        out.add(&format!("{set}.text.at"), bytemuck::cast_slice(&self.text_at).to_vec());
        out.add(&format!("{set}.text"), self.text);
        out.add(&format!("{set}.geo.at"), bytemuck::cast_slice(&self.geometry_at).to_vec());
        out.add(&format!("{set}.geo"), bytemuck::cast_slice(&self.geometry).to_vec());
        out.add(&format!("{set}.box"), bytemuck::cast_slice(&self.boxes).to_vec());
        out.add(&format!("{set}.span"), bytemuck::cast_slice(&self.spans).to_vec());
        out.add(&format!("{set}.id.at"), bytemuck::cast_slice(&self.ids_at).to_vec());
        out.add(&format!("{set}.id"), self.ids);
        if !self.whole.is_empty() {
            out.add(&format!("{set}.whole.at"), bytemuck::cast_slice(&self.whole_at).to_vec());
            out.add(&format!("{set}.whole"), self.whole);
        }
        self.runs
    }
}

fn both(a: RunShape, b: RunShape) -> RunShape {
    match (a, b) {
        (a, b) if a == b => a,
        (RunShape::Nothing, other) | (other, RunShape::Nothing) => other,
        _ => RunShape::Both,
    }
}
