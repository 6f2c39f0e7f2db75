//! `schouw here`.

use std::io::{BufRead, BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use jiff::Timestamp;
use schouw_area::RdTransform;
use schouw_base::Clock as _;
use schouw_node::clock::SystemClock;
use schouw_node::here::{AskError, Desk, Where};
use schouw_opendata::finding::quoted;
use schouw_picture::answer::Answer;
use schouw_picture::moment::parse_moment;
use serde::{Deserialize, Serialize};

use crate::args::HereArgs;
use crate::exit::{DEFINITION, Failure, REFUSED, WORLD};
use crate::{say, terminal};

/// Longest line of questions, in bytes.
const LINE_BYTES_MAX: u64 = 64 << 10;

pub fn run(args: &HereArgs) -> Result<ExitCode, Failure> {
    let now = SystemClock.now();
    let at = match &args.at {
        Some(text) => parse_moment(text, now).map_err(|error| Failure::new(REFUSED, error.to_string()))?,
        None => now,
    };
    let rd = match &args.rd_grid {
        Some(path) => {
            let grid = schouw_node::grid::read(path)
                .map_err(|why| Failure::new(DEFINITION, format!("{}: {why}", path.display())))?;
            RdTransform::Grid(grid.into())
        }
        None => RdTransform::Formula,
    };
    let desk = Desk::open(&args.snapshot, args.suppressed.as_deref(), rd)?;
    if let Some(path) = &args.jsonl {
        return lines(&desk, path, at, now, args.radius);
    }
    let answer = desk.here(&place(args)?, at, now, args.radius)?;
    if args.json {
        terminal::out(
            &serde_json::to_string(&answer).map_err(|error| Failure::new(WORLD, error.to_string()))?,
        );
    } else {
        terminal::out(&say::answer(&answer, desk.snapshot().picture().sources()));
    }
    Ok(ExitCode::SUCCESS)
}

fn place(args: &HereArgs) -> Result<Where, Failure> {
    let given = [
        args.spot.clone().map(Where::Degrees),
        args.rd.clone().map(Where::Rd),
        args.address.clone().map(Where::Address),
        args.area.clone().map(Where::Area),
    ];
    let place = given.into_iter().flatten().next();
    place.ok_or_else(|| Failure::new(REFUSED, "say where: LAT,LON, --rd X,Y, --address TEXT or --area CODE"))
}

/// A question on a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: Option<serde_json::Value>,
    lat: Option<f64>,
    lon: Option<f64>,
    area: Option<String>,
    address: Option<String>,
    at: Option<String>,
    radius: Option<u32>,
}

/// Answers every line in order; exit 2 when any was refused.
fn lines(desk: &Desk, path: &Path, at: Timestamp, now: Timestamp, radius: u32) -> Result<ExitCode, Failure> {
    let world = |error: std::io::Error| Failure::new(WORLD, format!("{}: {error}", path.display()));
    let mut input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(std::fs::File::open(path).map_err(world)?))
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut refused = false;
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let read = input.by_ref().take(LINE_BYTES_MAX + 1).read_until(b'\n', &mut line).map_err(world)?;
        if read == 0 {
            break;
        }
        number += 1;
        if line.len() as u64 > LINE_BYTES_MAX && !line.ends_with(b"\n") {
            return Err(Failure::new(REFUSED, format!("line {number} has more than {LINE_BYTES_MAX} bytes")));
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let said = match answer_line(desk, &line, at, now, radius) {
            Ok(said) => said,
            Err((id, why)) => {
                refused = true;
                serde_json::json!({"id": id, "error": {"line": number, "why": why}}).to_string()
            }
        };
        // a reader that goes away is no error
        if out.write_all(said.as_bytes()).and_then(|()| out.write_all(b"\n")).is_err() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let _ = out.flush();
    Ok(if refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
}

/// An answer on a line, with the id of its question.
#[derive(Serialize)]
struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    #[serde(flatten)]
    answer: &'a Answer,
}

type Refusal = (Option<serde_json::Value>, String);

fn answer_line(
    desk: &Desk,
    line: &[u8],
    at: Timestamp,
    now: Timestamp,
    radius: u32,
) -> Result<String, Refusal> {
    let asked: Line = serde_json::from_slice(line).map_err(|error| (None, error.to_string()))?;
    let id = asked.id.clone();
    let refuse = |why: String| (id.clone(), why);
    let place = match (&asked.lat, &asked.lon, &asked.area, &asked.address) {
        (Some(lat), Some(lon), None, None) => Where::Degrees(format!("{},{}", quoted(*lat), quoted(*lon))),
        (None, None, Some(area), None) => Where::Area(area.clone()),
        (None, None, None, Some(address)) => Where::Address(address.clone()),
        _ => return Err(refuse("give lat and lon, or area, or address".into())),
    };
    let at = match &asked.at {
        Some(text) => parse_moment(text, now).map_err(|error| refuse(error.to_string()))?,
        None => at,
    };
    let answer = desk
        .here(&place, at, now, asked.radius.unwrap_or(radius))
        .map_err(|error: AskError| refuse(error.to_string()))?;
    let said = serde_json::to_string(&Said { id: asked.id.as_ref(), answer: &answer });
    said.map_err(|error| refuse(error.to_string()))
}
