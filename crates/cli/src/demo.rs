//! `schouw demo`: Markerwaard, generated, built and served; or three telling spots of it.

use std::process::ExitCode;
use std::sync::Arc;

use jiff::civil::Date;
use schouw_area::RdTransform;
use schouw_base::Clock;
use schouw_node::clock::{ShiftedClock, SystemClock};
use schouw_node::demo;
use schouw_node::here::{Desk, Where};
use schouw_picture::here::RADIUS_M;
use schouw_picture::moment::{amsterdam, parse_moment};

use crate::args::DemoArgs;
use crate::exit::{Failure, REFUSED, WORLD};
use crate::{build, journal, say, serve, terminal};

pub fn run(args: &DemoArgs) -> Result<ExitCode, Failure> {
    let mut now = SystemClock.now();
    let today: Date = match &args.today {
        Some(text) => text
            .parse()
            .map_err(|_| Failure::new(REFUSED, format!("`{text}` is not a date; write 2026-11-23")))?,
        None => now.to_zoned_datetime(amsterdam().clone()).date(),
    };
    if args.today.is_some() {
        // it is noon in Markerwaard
        now = parse_moment(&format!("{today}T12:00"), now)
            .map_err(|error| Failure::new(REFUSED, error.to_string()))?;
    }
    let world = |error: std::io::Error| Failure::new(WORLD, error.to_string());
    // removed again when the demo ends, unless a folder is given
    let temporary = if args.data.is_none() { Some(tempfile::tempdir().map_err(world)?) } else { None };
    let folder = match (&args.data, &temporary) {
        (Some(folder), _) => folder.clone(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => return Err(Failure::new(WORLD, "no folder to work in")),
    };
    terminal::note("Markerwaard wordt gemaakt: een verzonnen gemeente in een polder die er niet is.");
    let (snapshot, report) = demo::make(&folder, args.seed, today, &SystemClock)?;
    terminal::note(&build::words(&report, "Markerwaard"));
    if !args.once {
        let clock: Arc<dyn Clock> =
            if args.today.is_some() { Arc::new(ShiftedClock::from(now)) } else { Arc::new(SystemClock) };
        let logs = journal::connected(&folder.join("journal"), args.postgres.as_deref())?;
        return serve::demo(args.listen.clone(), &folder, logs, snapshot, clock);
    }
    let desk = Desk::open(&snapshot, None, RdTransform::Formula)?;
    for spot in demo::spots(today) {
        let at = parse_moment(&spot.at, now).map_err(|error| Failure::new(REFUSED, error.to_string()))?;
        let answer = desk.here(&Where::Degrees(format!("{},{}", spot.lat, spot.lon)), at, now, RADIUS_M)?;
        terminal::out(&format!("\n{}\n{}: {}\n{}\n", "═".repeat(96), spot.name, spot.why, "═".repeat(96)));
        terminal::out(&say::answer(&answer, desk.snapshot().picture().sources()));
    }
    if let Some(folder) = &args.data {
        terminal::note(&format!(
            "\nVraag verder: schouw here LAT,LON --snapshot {}/snapshot",
            folder.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}
