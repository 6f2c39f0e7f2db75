//! How long it takes to find the area of a point, on one thread; writes the input and the answers for the peers.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod densify;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use schouw_area::{Cover, Shape};
use schouw_bench::{input, points, rounds};

/// Times point → area on a file of areas.
#[derive(Parser)]
struct Arguments {
    /// areas: GeoJSON, or GeoJSON packed by gzip
    areas: PathBuf,
    /// vertices per area to densify to, on average; as they are when left out
    #[arg(long)]
    vertices: Option<usize>,
    /// points to ask for, uniform in longitude and latitude within the union of the areas
    #[arg(long, default_value_t = 1_000_000)]
    points: usize,
    /// seed of the points
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// folder in which to write `areas.csv`, `points.f64` and `answers.u32` for the peers
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut polygons = input::read(&arguments.areas)?;
    if let Some(vertices) = arguments.vertices {
        polygons = densify::to(&polygons, vertices);
    }
    let mut shapes = Vec::with_capacity(polygons.len());
    let mut repaired = 0;
    for polygon in &polygons {
        let (shape, repairs) = Shape::from_geometry(&polygon.clone().into())?;
        repaired += usize::from(!repairs.is_empty());
        shapes.push(shape);
    }
    let (bytes, built) = rounds::once(|| Cover::build(&shapes.iter().collect::<Vec<_>>()));
    let bytes = bytes?;
    let cover = Cover::open(&bytes)?;
    let points = points::inside(&cover, &shapes, arguments.points, arguments.seed)?;
    let mut answers = Vec::new();
    let nanoseconds = rounds::median_per_point(&points, &mut answers, |point| {
        cover.lookup(*point).unwrap_or(schouw_area::NOBODY)
    });
    let vertices: usize = shapes.iter().map(Shape::vertices).sum();
    println!(
        "{{\"areas\": {}, \"vertices_per_area\": {:.1}, \"repaired\": {repaired}, \"build_ms\": {:.0}, \
         \"index_mib\": {:.1}, \"points\": {}, \"ns_per_point\": {nanoseconds:.1}}}",
        shapes.len(),
        vertices as f64 / shapes.len().max(1) as f64,
        built.as_secs_f64() * 1e3,
        bytes.len() as f64 / f64::from(1 << 20),
        points.len(),
    );
    if let Some(folder) = arguments.out {
        fs::create_dir_all(&folder)?;
        input::write_areas(&folder.join("areas.csv"), &shapes)?;
        points::write(&folder.join("points.f64"), &points)?;
        fs::write(
            folder.join("answers.u32"),
            answers.iter().flat_map(|a| a.to_le_bytes()).collect::<Vec<u8>>(),
        )?;
    }
    Ok(())
}
