//! How long a vector tile takes: drawn anew, and from memory; in process and on one thread; rows of a table.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use schouw_area::{TILE_ZOOM_MAX, TileId, tile_point};
use schouw_bench::points::SplitMix64;
use schouw_bench::rounds;
use schouw_node::snapshot::manifest;
use schouw_node::tiles::Tiles;
use schouw_picture::here::Suppressed;
use schouw_picture::tiles::LayerAbout;

/// Units of a tile, in bits.
const TILE_BITS: u32 = 12;
/// Draws for each tile wanted, before giving up.
const DRAWS_PER_TILE: usize = 200;
/// Times that each tile is asked for from memory.
const KEPT_ROUNDS: usize = 20;
/// Steps of a degree.
const STEPS: f64 = 1e7;

/// Times the tiles of a layer of a snapshot.
#[derive(Parser)]
struct Arguments {
    /// folder of the snapshot
    snapshot: PathBuf,
    /// the layer
    #[arg(long, default_value = "buurten-2019")]
    layer: String,
    /// zooms: first and last
    #[arg(long, num_args = 2, default_values_t = [8_u32, 14])]
    zooms: Vec<u32>,
    /// tiles of each zoom; fewer when the layer has not so many with something in them
    #[arg(long, default_value_t = 300)]
    tiles: usize,
    /// seed of the tiles
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// file in which to write `zoom column row` of each tile, for the peers
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let digest = manifest(&arguments.snapshot)?.digest.to_string();
    let tiles = Tiles::open(&arguments.snapshot, &digest, &Suppressed::default())?;
    let (number, about) = tiles.layer(&arguments.layer).ok_or("there is no such layer")?;
    let mut random = SplitMix64(arguments.seed);
    let (first, last) = (arguments.zooms.first().ok_or("no zoom")?, arguments.zooms.last().ok_or("no zoom")?);
    println!("| zoom | tiles | drawn: median µs | p99 µs | from memory: median µs | bytes, mean | largest |");
    println!("|---|---|---|---|---|---|---|");
    let mut list = String::new();
    for z in *first..=*last {
        let chosen = choose(&tiles, number, about, z, arguments.tiles, &mut random)?;
        chosen.iter().for_each(|tile| {
            // writing to a string cannot fail
            let _ = writeln!(list, "{} {} {}", tile.z(), tile.x(), tile.y());
        });
        row(&tiles, number, z, &chosen)?;
    }
    if let Some(out) = arguments.out {
        fs::write(out, list)?;
    }
    Ok(())
}

/// Tiles of a zoom in which something shows, each once, drawn at random within the box of the layer.
fn choose(
    tiles: &Tiles,
    layer: usize,
    about: &LayerAbout,
    z: u32,
    count: usize,
    random: &mut SplitMix64,
) -> Result<Vec<TileId>, Box<dyn Error>> {
    let [west, south, east, north] = about.bounds.map(|degrees| (degrees * STEPS) as i32);
    let at =
        |lon, lat| tile_point(lon, lat).map(|v| (v >> (u32::from(TILE_ZOOM_MAX) - z + TILE_BITS)) as u32);
    let ([x0, y0], [x1, y1]) = (at(west, north), at(east, south));
    let mut chosen: Vec<TileId> = Vec::new();
    for _ in 0..count * DRAWS_PER_TILE {
        if chosen.len() == count {
            break;
        }
        let mut between = |low: u32, high: u32| low + (random.next_u64() % u64::from(high - low + 1)) as u32;
        let tile = TileId::new(z, between(x0, x1), between(y0, y1))?;
        if !chosen.contains(&tile) && !tiles.draw(layer, tile)?.bytes.is_empty() {
            chosen.push(tile);
        }
    }
    Ok(chosen)
}

fn row(tiles: &Tiles, layer: usize, z: u32, chosen: &[TileId]) -> Result<(), Box<dyn Error>> {
    let mut failed = None;
    let mut sizes: Vec<usize> = Vec::new();
    let drawn = rounds::each(chosen, |tile| match tiles.draw(layer, *tile) {
        Ok(held) => sizes.push(held.bytes.len()),
        Err(fault) => failed = Some(fault),
    });
    if let Some(fault) = failed {
        return Err(fault.into());
    }
    for tile in chosen {
        tiles.tile(layer, *tile)?;
    }
    let kept = rounds::each(&chosen.repeat(KEPT_ROUNDS), |tile| {
        std::hint::black_box(tiles.kept(layer, *tile));
    });
    let mean = sizes.iter().sum::<usize>() / sizes.len().max(1);
    println!(
        "| {z} | {} | {:.0} | {:.0} | {:.2} | {mean} | {} |",
        chosen.len(),
        rounds::quantile(&drawn, 0.5),
        rounds::quantile(&drawn, 0.99),
        rounds::quantile(&kept, 0.5),
        sizes.iter().max().unwrap_or(&0)
    );
    Ok(())
}
