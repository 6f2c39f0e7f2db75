//! Areas in and out.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::Path;

use geo_types::{Geometry, LineString, MultiPolygon, Polygon};
use geojson::JsonObject;
use schouw_area::Shape;

/// The polygons of a GeoJSON file, in its order.
///
/// # Errors
/// When the file cannot be read or is no GeoJSON.
pub fn read(path: &Path) -> Result<Vec<MultiPolygon<f64>>, Box<dyn Error>> {
    Ok(read_features(path)?.into_iter().map(|(_, polygons)| polygons).collect())
}

/// The properties and the surface of an area.
pub type Feature = (JsonObject, MultiPolygon<f64>);

/// The polygons of a GeoJSON file with their properties, in its order.
///
/// # Errors
/// When the file cannot be read or is no GeoJSON.
pub fn read_features(path: &Path) -> Result<Vec<Feature>, Box<dyn Error>> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        (&file).read_to_string(&mut text)?;
    }
    let collection: geojson::FeatureCollection = text.parse::<geojson::GeoJson>()?.try_into()?;
    let mut features = Vec::new();
    for feature in collection.features {
        let properties = feature.properties.unwrap_or_default();
        match feature.geometry.map(Geometry::try_from).transpose()? {
            Some(Geometry::MultiPolygon(polygons)) => features.push((properties, polygons)),
            Some(Geometry::Polygon(polygon)) => features.push((properties, polygon.into())),
            _ => {}
        }
    }
    Ok(features)
}

/// Writes one line for each area: its number and its shape as WKB in hexadecimal.
pub fn write_areas(path: &Path, shapes: &[Shape]) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (number, shape) in shapes.iter().enumerate() {
        let mut line = String::new();
        for byte in wkb(&shape.to_degrees()) {
            // writing to a string cannot fail
            let _ = write!(line, "{byte:02X}");
        }
        writeln!(out, "{number},{line}")?;
    }
    out.flush()
}

/// Well-known binary, little-endian (OGC 06-103r4, 8.2).
fn wkb(polygons: &MultiPolygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let head = |bytes: &mut Vec<u8>, kind: u32, count: usize| {
        bytes.push(1);
        bytes.extend(kind.to_le_bytes());
        bytes.extend((count as u32).to_le_bytes());
    };
    let ring = |bytes: &mut Vec<u8>, ring: &LineString<f64>| {
        bytes.extend((ring.0.len() as u32).to_le_bytes());
        for coord in ring.coords() {
            bytes.extend(coord.x.to_le_bytes());
            bytes.extend(coord.y.to_le_bytes());
        }
    };
    head(&mut bytes, 6, polygons.0.len());
    for polygon in polygons {
        let polygon: &Polygon<f64> = polygon;
        head(&mut bytes, 3, 1 + polygon.interiors().len());
        ring(&mut bytes, polygon.exterior());
        polygon.interiors().iter().for_each(|hole| ring(&mut bytes, hole));
    }
    bytes
}
