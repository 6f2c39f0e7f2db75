//! Reports gathered into problems: thirteen calls about one spot are one problem with thirteen reports.
//!
//! Reports belong together when they have the same theme, lie near each other and follow each other closely in time;
//! what is near to a member is near to the problem (single linkage, DBSCAN with one point as its least). So that a
//! street full of reports does not become one problem, no two reports of a problem may lie further apart than
//! [`Nearness::extent_metres`]: a chain that would grow beyond it breaks.
//!
//! Reports are taken in the order of time, and each joins what is there, the nearest problem first. A later report
//! therefore never changes who belonged together before it, except that it may tie two problems into one; the problem
//! then keeps the id of its oldest report. The outcome does not depend on the order of the input.

use std::cmp::Ordering;
use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use schouw_area::STEPS_PER_DEGREE;

/// Metres in a degree of latitude, on the sphere of the mean radius of the earth.
const METRES_PER_DEGREE: f64 = 111_195.0;
/// How much wider than the nearness a cell of the grid is, so that what is near lies at most one cell away although the
/// width of a degree differs a little within a cell.
const CELL_MARGIN: f64 = 1.001;
/// Most different places remembered in a cell, of one theme and within the time that ties reports. In a thicker crowd
/// the oldest place is forgotten; what lies there was tied when it came.
const PLACES_PER_CELL_MAX: usize = 128;
/// Smallest cosine of a latitude reckoned with, so that the poles do no harm.
const COSINE_MIN: f64 = 0.01;

/// One report of something in public space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPoint<'a> {
    /// id of the report at its source
    pub id: &'a str,
    /// what it is about; only reports of one theme are gathered
    pub theme: &'a str,
    /// when it was made
    pub at: Timestamp,
    /// longitude and latitude in steps of 1e-7 degree
    pub lon_lat_steps: (i32, i32),
    /// whether it still waits for an answer
    pub open: bool,
}

/// What counts as one problem.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearness {
    /// furthest a report may lie from another one of the same problem, in metres
    pub metres: f64,
    /// longest time between a report and the one it follows
    pub time: SignedDuration,
    /// furthest that any two reports of a problem may lie apart, in metres: the diagonal of the box round them
    pub extent_metres: f64,
}

impl Nearness {
    /// 50 m, 30 days, and at most 150 m across.
    pub const DEFAULT: Self =
        Self { metres: 50.0, time: SignedDuration::from_hours(30 * 24), extent_metres: 150.0 };
}

impl Default for Nearness {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Reports that are about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<'a> {
    /// id of the oldest report; of several at one moment the smallest id
    pub id: &'a str,
    /// the theme of all its reports
    pub theme: &'a str,
    /// moment of the oldest report
    pub first: Timestamp,
    /// moment of the newest report
    pub last: Timestamp,
    /// where the reports stand in the input, in the order of time; never empty
    pub members: Vec<usize>,
    /// longitude and latitude in steps of 1e-7 degree of the report nearest to the middle (median) of them all
    pub lon_lat_steps: (i32, i32),
    /// whether any report still waits for an answer
    pub open: bool,
}

impl Problem<'_> {
    /// How many reports there are about it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.members.len()
    }
}

/// Gathers reports into problems, in the order of their oldest report (and then of its id).
#[must_use]
pub fn problems<'a>(reports: &[ReportPoint<'a>], nearness: &Nearness) -> Vec<Problem<'a>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_unstable_by(|&a, &b| by_time(&reports[a], &reports[b]).then(a.cmp(&b)));
    let mut gathering = Gathering::new(reports, &order, *nearness);
    for &index in &order {
        gathering.take(index);
    }
    gathering.finish(&order)
}

/// By time, then by id; the rest only so that the order of the input never matters.
fn by_time(a: &ReportPoint<'_>, b: &ReportPoint<'_>) -> Ordering {
    (a.at, a.id, a.theme, a.lon_lat_steps, a.open).cmp(&(b.at, b.id, b.theme, b.lon_lat_steps, b.open))
}

/// A cell of the grid of one theme: theme, row, column.
type Cell = (u32, i32, i32);

struct Gathering<'r, 'a> {
    reports: &'r [ReportPoint<'a>],
    nearness: Nearness,
    /// degrees from the south to the north of a cell
    row_degrees: f64,
    themes: HashMap<&'a str, u32>,
    /// the newest report at each place, by cell; older ones at the same place belong to the same problem or are too old
    cells: HashMap<Cell, Vec<u32>>,
    /// union-find: a report that stands for its problem is its own parent
    parent: Vec<u32>,
    /// the box round a problem, at the report that stands for it
    boxes: Vec<Extent>,
    /// place of each report in the order of time
    rank: Vec<u32>,
    /// metres to near reports, and to their problems; kept to spare allocations
    near: Vec<(f64, u32)>,
    problems: Vec<(f64, u32)>,
}

/// West, south, east and north in steps.
#[derive(Debug, Clone, Copy)]
struct Extent {
    west: i32,
    south: i32,
    east: i32,
    north: i32,
}

impl<'r, 'a> Gathering<'r, 'a> {
    fn new(reports: &'r [ReportPoint<'a>], order: &[usize], nearness: Nearness) -> Self {
        let mut rank = vec![0; reports.len()];
        for (place, &index) in (0..).zip(order) {
            rank[index] = place;
        }
        let boxes = reports.iter().map(|report| {
            let (lon, lat) = report.lon_lat_steps;
            Extent { west: lon, south: lat, east: lon, north: lat }
        });
        Self {
            reports,
            nearness,
            row_degrees: nearness.metres.max(1.0) * CELL_MARGIN / METRES_PER_DEGREE,
            themes: HashMap::new(),
            cells: HashMap::new(),
            // an index fits: four billion reports do not fit in memory
            parent: (0..reports.len() as u32).collect(),
            boxes: boxes.collect(),
            rank,
            near: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Takes the next report in the order of time and ties it to what it is near to.
    fn take(&mut self, index: usize) {
        let report = self.reports[index];
        let count = self.themes.len() as u32;
        let theme = *self.themes.entry(report.theme).or_insert(count);
        self.find_near(theme, &report);
        let mut problems = std::mem::take(&mut self.problems);
        problems.clear();
        for at in 0..self.near.len() {
            let (metres, other) = self.near[at];
            let root = self.root(other);
            match problems.iter_mut().find(|problem| problem.1 == root) {
                Some(problem) => problem.0 = problem.0.min(metres),
                None => problems.push((metres, root)),
            }
        }
        // the nearest problem first; of two as near the one whose first report is older
        problems.sort_unstable_by(|a, b| {
            a.0.total_cmp(&b.0).then(self.rank[a.1 as usize].cmp(&self.rank[b.1 as usize]))
        });
        for &(_, other) in &problems {
            self.tie(index as u32, other);
        }
        self.problems = problems;
        self.put(theme, &report, index as u32);
    }

    /// Collects the reports of the theme that are near in place and time.
    fn find_near(&mut self, theme: u32, report: &ReportPoint<'_>) {
        self.near.clear();
        let oldest = report.at.saturating_sub(self.nearness.time).unwrap_or(Timestamp::MIN);
        let row = self.row(report.lon_lat_steps.1);
        for row in row - 1..=row + 1 {
            let column = self.column(row, report.lon_lat_steps.0);
            for column in column - 1..=column + 1 {
                let Some(cell) = self.cells.get_mut(&(theme, row, column)) else { continue };
                cell.retain(|&other| self.reports[other as usize].at >= oldest);
                for &other in cell.iter() {
                    let metres =
                        metres_between(report.lon_lat_steps, self.reports[other as usize].lon_lat_steps);
                    if metres <= self.nearness.metres {
                        self.near.push((metres, other));
                    }
                }
            }
        }
    }

    fn put(&mut self, theme: u32, report: &ReportPoint<'_>, index: u32) {
        let (lon, lat) = report.lon_lat_steps;
        let row = self.row(lat);
        let cell = self.cells.entry((theme, row, self.column(row, lon))).or_default();
        let places = |other: &u32| self.reports[*other as usize].lon_lat_steps;
        let oldest = |(_, other): &(usize, &u32)| self.rank[**other as usize];
        let taken = match cell.iter().position(|other| places(other) == report.lon_lat_steps) {
            None if cell.len() >= PLACES_PER_CELL_MAX => {
                cell.iter().enumerate().min_by_key(oldest).map(|(at, _)| at)
            }
            same => same,
        };
        match taken.and_then(|at| cell.get_mut(at)) {
            Some(entry) => *entry = index,
            None => cell.push(index),
        }
    }

    fn row(&self, lat: i32) -> i32 {
        (f64::from(lat) / STEPS_PER_DEGREE / self.row_degrees).floor() as i32
    }

    fn column(&self, row: i32, lon: i32) -> i32 {
        let cosine = (f64::from(row) * self.row_degrees).to_radians().cos().max(COSINE_MIN);
        (f64::from(lon) / STEPS_PER_DEGREE * cosine / self.row_degrees).floor() as i32
    }

    fn root(&mut self, mut index: u32) -> u32 {
        while self.parent[index as usize] != index {
            // halve the path on the way
            let above = self.parent[self.parent[index as usize] as usize];
            self.parent[index as usize] = above;
            index = above;
        }
        index
    }

    /// Makes one problem of two, unless it would be too large.
    fn tie(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let both = self.boxes[a as usize].with(self.boxes[b as usize]);
        if both.diagonal_metres() <= self.nearness.extent_metres {
            // the older problem goes on, so that its oldest report stands for it
            let (old, new) = if self.rank[a as usize] < self.rank[b as usize] { (a, b) } else { (b, a) };
            self.parent[new as usize] = old;
            self.boxes[old as usize] = both;
        }
    }

    fn finish(mut self, order: &[usize]) -> Vec<Problem<'a>> {
        let mut place = vec![usize::MAX; self.reports.len()];
        let mut problems: Vec<Problem<'a>> = Vec::new();
        for &index in order {
            let root = self.root(index as u32) as usize;
            let report = self.reports[index];
            if place[root] == usize::MAX {
                place[root] = problems.len();
                problems.push(Problem {
                    id: report.id,
                    theme: report.theme,
                    first: report.at,
                    last: report.at,
                    members: Vec::new(),
                    lon_lat_steps: report.lon_lat_steps,
                    open: false,
                });
            }
            let problem = &mut problems[place[root]];
            problem.members.push(index);
            problem.last = report.at;
            problem.open |= report.open;
        }
        for problem in &mut problems {
            problem.lon_lat_steps = middle(self.reports, &problem.members);
        }
        problems
    }
}

impl Extent {
    fn with(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    fn diagonal_metres(self) -> f64 {
        metres_between((self.west, self.south), (self.east, self.north))
    }
}

/// The place of the member nearest to the median longitude and latitude, the oldest of those as near.
fn middle(reports: &[ReportPoint<'_>], members: &[usize]) -> (i32, i32) {
    let median = |part: fn((i32, i32)) -> i32| {
        let mut values: Vec<i32> = members.iter().map(|&index| part(reports[index].lon_lat_steps)).collect();
        let at = (values.len() - 1) / 2;
        *values.select_nth_unstable(at).1
    };
    let median = (median(|place| place.0), median(|place| place.1));
    let places = members.iter().map(|&index| reports[index].lon_lat_steps);
    places.min_by(|a, b| metres_between(*a, median).total_cmp(&metres_between(*b, median))).unwrap_or(median)
}

/// Metres between two places near each other (longitude, latitude in steps): flat, at their mean latitude.
fn metres_between(a: (i32, i32), b: (i32, i32)) -> f64 {
    let degrees = |a: i32, b: i32| (f64::from(a) - f64::from(b)) / STEPS_PER_DEGREE;
    let latitude = (f64::from(a.1) + f64::from(b.1)) / 2.0 / STEPS_PER_DEGREE;
    let north = degrees(a.1, b.1);
    let east = degrees(a.0, b.0) * latitude.to_radians().cos();
    METRES_PER_DEGREE * north.hypot(east)
}

#[cfg(test)]
mod tests;
