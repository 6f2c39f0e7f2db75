//! Writes a load the size of the country into a folder, from a seed: addresses, official notices and figures, with the
//! index of raw files that `schouw build` reads. The definitions stand in `bench/national/datasets`.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod addresses;
mod figures;
mod ground;
mod notices;
mod streets;
mod words;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use schouw_bench::points::SplitMix64;

/// The day on which the load says that it was retrieved.
const RETRIEVED: &str = "2026-11-23";

/// Writes a national load.
#[derive(Parser)]
struct Arguments {
    /// buurten of 2019: GeoJSON, or GeoJSON packed by gzip, with `buurtcode`, `wijkcode` and `gemeentecode`
    areas: PathBuf,
    /// folder to write to
    #[arg(long)]
    out: PathBuf,
    /// addresses
    #[arg(long, default_value_t = 10_000_000)]
    addresses: usize,
    /// official notices
    #[arg(long, default_value_t = 1_000_000)]
    notices: usize,
    /// figures, about: each area has every measure in as many months as it takes
    #[arg(long, default_value_t = 20_000_000)]
    figures: usize,
    /// seed of everything that is drawn
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    fs::create_dir_all(&arguments.out)?;
    let mut random = SplitMix64(arguments.seed);
    let ground = ground::read(&arguments.areas)?;
    let streets = streets::draw(&ground, arguments.addresses, &mut random)?;
    addresses::write(&arguments.out.join("adressen.csv"), &streets, arguments.addresses, &mut random)?;
    notices::write(&arguments.out.join("bekendmakingen.geojson"), &streets, arguments.notices, &mut random)?;
    let figures =
        figures::write(&arguments.out.join("cijfers.csv"), &ground, arguments.figures, &mut random)?;
    let gzip = arguments.areas.extension().is_some_and(|extension| extension == "gz");
    let areas = if gzip { "buurten.geojson.gz" } else { "buurten.geojson" };
    fs::copy(&arguments.areas, arguments.out.join(areas))?;
    let entry = |(path, dataset): (&str, &str)| {
        format!("\n[[file]]\npath = \"{path}\"\ndataset = \"{dataset}\"\nretrieved = \"{RETRIEVED}\"\n")
    };
    let files = [
        (areas, "cbs-buurten-2019"),
        ("adressen.csv", "last-adressen"),
        ("bekendmakingen.geojson", "last-bekendmakingen"),
        ("cijfers.csv", "last-cijfers"),
    ];
    let index: String = files.into_iter().map(entry).collect();
    fs::write(arguments.out.join("raw.toml"), format!("version = 1\n{index}"))?;
    println!(
        "{} addresses in {} streets, {} notices, {figures} figures",
        arguments.addresses,
        streets.len(),
        arguments.notices
    );
    Ok(())
}
