//! How a definition says in which format a dataset comes and where its coordinates are.

use serde::Deserialize;

use super::expr::Expr;

/// The format of the files. Those without keys of their own are empty tables and no bare names: only so an unknown key
/// in them is refused.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Format {
    /// GeoJSON (RFC 7946), also one feature a line
    Geojson {},
    /// texts with a delimiter, StatLine's included
    Csv {
        /// delimiter; found out from the header when absent
        delimiter: Option<char>,
        /// lines before the header that are passed over
        #[serde(default)]
        skip_rows: usize,
        /// lines that make up the header
        #[serde(default = "one")]
        header_rows: usize,
        /// lines between header and data that are passed over: units and the like
        #[serde(default)]
        skip_after_header: usize,
        /// a line whose first value starts with this ends the data
        #[serde(default)]
        footer: Option<String>,
        /// character set, when it is not UTF-8: `windows-1252`
        encoding: Option<String>,
        /// the sign before decimals
        #[serde(default)]
        decimal: Decimal,
    },
    /// a zip with .shp and .dbf
    Shapefile {
        /// character set of the .dbf, when its .cpg does not say
        encoding: Option<String>,
    },
    /// GeoPackage (OGC 12-128)
    Geopackage {
        /// table; the only one when absent
        table: Option<String>,
    },
    /// JSON: records at a path
    Json {
        /// path to the array of records, keys joined by dots; the root when empty
        #[serde(default)]
        path: String,
    },
    /// CBS StatLine OData, version 3 and 4
    Odata {},
    /// SRU searchRetrieve answers: official notices, CVDR
    Sru {},
    /// Open311 GeoReport v2, JSON or XML
    Open311 {},
    /// the parking tables of NPR/RDW, joined
    Npr {},
}

/// One header row, unless said otherwise.
fn one() -> usize {
    1
}

/// The sign before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decimal {
    /// 1.5
    #[default]
    Point,
    /// 1,5
    Comma,
}

/// Where the coordinates are and in which system.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geometry {
    /// coordinate system: `EPSG:4326` (the default), `EPSG:28992`, `EPSG:3857`
    #[serde(default)]
    pub crs: Option<String>,
    /// order of the coordinates in the file: `lon lat` (the default, x before y) or `lat lon`
    #[serde(default)]
    pub order: Order,
    /// columns that hold a point, when the format has no geometry of its own
    #[serde(default)]
    pub from: Option<PointFrom>,
}

/// Order of two coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Order {
    /// x before y
    #[default]
    #[serde(rename = "lon lat")]
    LonLat,
    /// y before x
    #[serde(rename = "lat lon")]
    LatLon,
}

/// Columns that hold a place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointFrom {
    /// column with the x or longitude
    pub x: Option<String>,
    /// column with the y or latitude
    pub y: Option<String>,
    /// column with both as text, one or many: `52.5 5.07`, in the order that `order` says
    pub text: Option<String>,
    /// column with well-known text (OGC 06-103)
    pub wkt: Option<String>,
}

impl Geometry {
    /// The columns it reads.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let from = self.from.as_ref();
        let columns = from.map(|from| [&from.x, &from.y, &from.text, &from.wkt]);
        columns.into_iter().flatten().flatten().cloned().collect()
    }
}

/// A second file, whose records are joined to those of the first: zones to rules, say.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// role of the second file in the index of raw files
    pub role: String,
    /// column of the first file
    pub on: String,
    /// column of the second file that has the same value
    pub key: Expr,
    /// format of the second file
    pub format: Format,
    /// where the coordinates of the second file are
    #[serde(default)]
    pub geometry: Geometry,
}

impl Format {
    /// Whether every record has the same columns, so that a column that is not in the first is in none.
    #[must_use]
    pub fn has_fixed_columns(&self) -> bool {
        matches!(self, Self::Csv { .. } | Self::Shapefile { .. } | Self::Geopackage { .. })
    }

    /// The sign before decimals.
    #[must_use]
    pub fn decimal(&self) -> Decimal {
        match self {
            Self::Csv { decimal, .. } => *decimal,
            _ => Decimal::Point,
        }
    }
}
