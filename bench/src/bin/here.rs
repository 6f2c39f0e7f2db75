//! How long "what is here" takes, complete and written as JSON, in process and on one thread: rows of a table.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Parser;
use jiff::Timestamp;
use schouw_area::{Level, PlaceIndex, Position, RdTransform, Year};
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
/// How far the nearest address may be, in metres: as an answer looks for the name of the street.
const NEAREST_M: f64 = 60.0;
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
    /// time the index of addresses alone in place of the whole answer
    #[arg(long)]
    addresses: bool,
    /// write the answers to this file, one a line, to compare them with those of another program or snapshot
    #[arg(long)]
    answers: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let snapshot = Snapshot::open(&arguments.snapshot)?;
    let picture = snapshot.picture();
    let mut random = SplitMix64(arguments.seed);
    let words = index_words(&arguments.snapshot)?;
    let container = Container::open(bytemuck::cast_slice(&words))?;
    if arguments.addresses {
        let points = crowded(&container, arguments.points, &mut random)?;
        return measure_addresses(&container, &arguments.name, &points);
    }
    println!("| snapshot | points | median µs | p95 µs | p99 µs | JSON bytes, mean |");
    println!("|---|---|---|---|---|---|");
    let uniform = uniform(picture, arguments.points, &mut random)?;
    measure(picture, &arguments.name, "anywhere in the areas", &uniform)?;
    let crowded = crowded(&container, arguments.points, &mut random)?;
    measure(picture, &arguments.name, "at addresses, places and notices", &crowded)?;
    let Some(path) = &arguments.answers else { return Ok(()) };
    let mut out = BufWriter::new(fs::File::create(path)?);
    let mut json = Vec::new();
    for point in uniform.iter().chain(&crowded) {
        answer(picture, *point, &mut json)?;
        out.write_all(&json)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// The addresses round each point, and the nearest of them: what a spatial index of all addresses costs by itself.
fn measure_addresses(
    container: &Container<'_>,
    name: &str,
    points: &[Position],
) -> Result<(), Box<dyn Error>> {
    let index = PlaceIndex::open(container.section("addr.place")?)?;
    println!("| snapshot | addresses | question | median µs | p95 µs | p99 µs | found, mean |");
    println!("|---|---|---|---|---|---|---|");
    let asked = (points.len() + points.len() / 10).max(1);
    let row = |question: &str, ask: &dyn Fn(Position) -> usize| {
        let mut found = 0;
        let took = rounds::each(points, |point| found += ask(*point));
        let [median, p95, p99] = [0.5, 0.95, 0.99].map(|share| rounds::quantile(&took, share));
        println!(
            "| {name} | {} | {question} | {median:.1} | {p95:.1} | {p99:.1} | {:.1} |",
            index.len(),
            found as f64 / asked as f64
        );
    };
    row("all within 250 m", &|point| index.within(point, f64::from(RADIUS_M)).len());
    row("the nearest within 60 m", &|point| usize::from(index.nearest(point, NEAREST_M).is_some()));
    Ok(())
}

/// The index of a snapshot, aligned to 8 bytes as the arrays in it are.
fn index_words(folder: &Path) -> Result<Vec<u64>, Box<dyn Error>> {
    let mut file = fs::File::open(folder.join(INDEX))?;
    let mut words = vec![0_u64; usize::try_from(file.metadata()?.len())? / size_of::<u64>()];
    file.read_exact(bytemuck::cast_slice_mut(&mut words))?;
    Ok(words)
}

/// Asks what is at a point and writes the answer as JSON into `json`, which is emptied first.
fn answer(picture: &Picture<'_>, point: Position, json: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    let at: Timestamp = AT.parse()?;
    let ask = Ask { spot: Spot::At(point), at, now: at, radius_m: RADIUS_M };
    json.clear();
    let answer = picture.here(&ask, &RdTransform::Formula, &Suppressed::default())?;
    Ok(serde_json::to_writer(json, &answer)?)
}

fn measure(picture: &Picture<'_>, name: &str, kind: &str, points: &[Position]) -> Result<(), Box<dyn Error>> {
    let mut json = Vec::new();
    let mut bytes = 0;
    let mut failed = None;
    let took = rounds::each(points, |point| {
        let written = answer(picture, *point, &mut json);
        failed = failed.take().or(written.err());
        bytes += json.len();
    });
    if let Some(why) = failed {
        return Err(why);
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
fn crowded(
    container: &Container<'_>,
    count: usize,
    random: &mut SplitMix64,
) -> Result<Vec<Position>, Box<dyn Error>> {
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
