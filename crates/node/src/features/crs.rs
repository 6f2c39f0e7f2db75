//! The coordinate systems in which features are given, and their names on the web.

/// A coordinate system in which features are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crs {
    /// degrees, longitude first; what GeoJSON has and what a client gets that does not ask
    #[default]
    Crs84,
    /// EPSG:4326, degrees, latitude first
    Wgs84,
    /// EPSG:4258 (ETRS89), degrees, latitude first; taken as equal to WGS84
    Etrs89,
    /// EPSG:28992 (RD New), metres, x first
    Rd,
}

impl Crs {
    /// All of them, the one of GeoJSON first.
    pub const ALL: [Self; 4] = [Self::Crs84, Self::Rd, Self::Etrs89, Self::Wgs84];
    /// The one in which features are stored.
    pub const STORED: Self = Self::Crs84;

    /// The name on the web.
    #[must_use]
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Wgs84 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Etrs89 => "http://www.opengis.net/def/crs/EPSG/0/4258",
            Self::Rd => "http://www.opengis.net/def/crs/EPSG/0/28992",
        }
    }

    /// The coordinate system with this name on the web.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|crs| crs.uri() == uri)
    }
}
