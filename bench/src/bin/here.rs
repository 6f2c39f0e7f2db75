//! How long "what is here" takes, complete and written as JSON, in process and on one thread: rows of a table.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use jiff::Timestamp;
use schouw_area::{Level, Position, RdTransform, Year};
use schouw_bench::points::SplitMix64;
use schouw_bench::rounds;
use schouw_node::snapshot::{INDEX, Snapshot};
use schouw_picture::Picture;
use schouw_picture::here::{Ask, RADIUS_M, Spot, Suppressed};
use schouw_picture::pack::Container;

/// The box in which points are drawn: west, south, east, north, in degrees.
const BOX: [f64; 4] = [3.2, 50.7, 7.3, 53.6];
/// Draws for each point wanted, before giving up.
const DRAWS_PER_POINT: usize = 1_000;
/// Words of 32 bits of an address in the index, and where its longitude stands; latitude comes next.
const ADDRESS_WORDS: usize = 8;
const ADDRESS_LON: usize = 5;
/// The question is asked for this moment: a Friday evening, when rules hold.
const AT: &str = "2026-11-27T20:40:00Z";

/// Times `here` on a snapshot.
#[derive(Parser)]
struct Arguments {
    /// folder of the snapshot
    snapshot: PathBuf,
    /// points of each kind
    #[arg(long, default_value_t = 10_000)]
    points: usize,
    /// seed of the points
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// what the rows of the table begin with
    #[arg(long, default_value = "snapshot")]
    name: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let snapshot = Snapshot::open(&arguments.snapshot)?;
    let picture = snapshot.picture();
    let mut random = SplitMix64(arguments.seed);
    println!("| snapshot | points | median µs | p95 µs | p99 µs | JSON bytes, mean |");
    println!("|---|---|---|---|---|---|");
    let uniform = uniform(picture, arguments.points, &mut random)?;
    measure(picture, &arguments.name, "anywhere in the areas", &uniform)?;
    let crowded = crowded(&arguments.snapshot, arguments.points, &mut random)?;
    measure(picture, &arguments.name, "at addresses, places and notices", &crowded)
}

fn measure(picture: &Picture<'_>, name: &str, kind: &str, points: &[Position]) -> Result<(), Box<dyn Error>> {
    let at: Timestamp = AT.parse()?;
    let suppressed = Suppressed::default();
    let mut json = Vec::new();
    let mut bytes = 0;
    let mut failed = None;
    let took = rounds::each(points, |point| {
        let ask = Ask { spot: Spot::At(*point), at, now: at, radius_m: RADIUS_M };
        json.clear();
        let answer = picture.here(&ask, &RdTransform::Formula, &suppressed);
        let written = answer.map_err(|why| why.to_string());
        let written = written
            .and_then(|answer| serde_json::to_writer(&mut json, &answer).map_err(|why| why.to_string()));
        failed = failed.take().or(written.err());
        bytes += json.len();
    });
    if let Some(why) = failed {
        return Err(why.into());
    }
    let [median, p95, p99] = [0.5, 0.95, 0.99].map(|share| rounds::quantile(&took, share));
    let asked = points.len() + points.len() / 10;
    println!(
        "| {name} | {} {kind} | {median:.0} | {p95:.0} | {p99:.0} | {} |",
        points.len(),
        bytes / asked.max(1)
    );
    Ok(())
}

/// Points uniform in longitude and latitude within the buurten, or else the gemeenten, of the newest division.
fn uniform(
    picture: &Picture<'_>,
    count: usize,
    random: &mut SplitMix64,
) -> Result<Vec<Position>, Box<dyn Error>> {
    let divisions = picture.divisions().filter(|(level, ..)| matches!(level, Level::Buurt | Level::Gemeente));
    let (level, year, _): (Level, Year, u32) = divisions
        .max_by_key(|(level, year, count)| (*level == Level::Buurt, *count, *year))
        .ok_or("no division")?;
    let [west, south, east, north] = BOX;
    let mut points = Vec::with_capacity(count);
    for _ in 0..count * DRAWS_PER_POINT {
        if points.len() == count {
            break;
        }
        let position =
            Position::new(south + random.unit() * (north - south), west + random.unit() * (east - west))?;
        if !picture.areas_at(level, year, position).is_empty() {
            points.push(position);
        }
    }
    if points.len() == count { Ok(points) } else { Err("the areas fill too little of the box".into()) }
}

/// Points where something stands: drawn by turns from the addresses and from the points of all things.
fn crowded(folder: &Path, count: usize, random: &mut SplitMix64) -> Result<Vec<Position>, Box<dyn Error>> {
    let bytes = fs::read(folder.join(INDEX))?;
    // 8-aligned, as the arrays in it are
    let words: Vec<u64> =
        bytes.chunks_exact(8).filter_map(|w| Some(u64::from_le_bytes(w.try_into().ok()?))).collect();
    drop(bytes);
    let container = Container::open(bytemuck::cast_slice(&words))?;
    let addresses: &[[i32; ADDRESS_WORDS]] = container.array("addr.rows")?;
    let things: &[[i32; 2]] = container.array("points.place")?;
    let mut points = Vec::with_capacity(count);
    for turn in 0..count {
        let drawn =
            |length: usize, random: &mut SplitMix64| (random.next_u64() % length.max(1) as u64) as usize;
        let address =
            addresses.get(drawn(addresses.len(), random)).map(|row| (row[ADDRESS_LON], row[ADDRESS_LON + 1]));
        let thing = things.get(drawn(things.len(), random)).map(|[lon, lat]| (*lon, *lat));
        let place = if turn % 2 == 0 { address.or(thing) } else { thing.or(address) };
        let (lon, lat) = place.ok_or("nothing in this snapshot has a point")?;
        points.push(Position::from_steps(lon, lat)?);
    }
    Ok(points)
}
