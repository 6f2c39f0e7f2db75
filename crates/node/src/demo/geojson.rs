//! GeoJSON (RFC 7946) as municipalities publish it.

use serde_json::{Value, json};

use super::ground::{Metres, Rect, Steps, degrees};

/// A collection of features.
pub fn collection(features: Vec<Value>) -> Value {
    json!({ "type": "FeatureCollection", "features": features })
}

/// A feature.
pub fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// A point.
pub fn point(spot: Metres) -> Value {
    json!({ "type": "Point", "coordinates": position(spot.steps()) })
}

/// A polygon of one ring, closed.
pub fn polygon(ring: &[Steps]) -> Value {
    json!({ "type": "Polygon", "coordinates": [coordinates(ring)] })
}

/// A multipolygon without holes.
pub fn multi_polygon(rings: &[Vec<Steps>]) -> Value {
    let polygons: Vec<Value> = rings.iter().map(|ring| json!([coordinates(ring)])).collect();
    json!({ "type": "MultiPolygon", "coordinates": polygons })
}

/// A rectangle as a ring, closed.
pub fn ring_of(rect: Rect) -> Vec<Steps> {
    let mut ring: Vec<Steps> = rect.corners().iter().map(|corner| corner.steps()).collect();
    ring.extend(ring.first().copied());
    ring
}

/// A ring as well-known text (OGC 06-103).
pub fn wkt(ring: &[Steps]) -> String {
    let pairs = ring.iter().map(|steps| {
        let (lon, lat) = degrees(*steps);
        format!("{lon:.7} {lat:.7}")
    });
    format!("POLYGON (({}))", pairs.collect::<Vec<_>>().join(", "))
}

fn coordinates(ring: &[Steps]) -> Value {
    ring.iter().map(|steps| position(*steps)).collect()
}

fn position(steps: Steps) -> Value {
    let (lon, lat) = degrees(steps);
    json!([lon, lat])
}
