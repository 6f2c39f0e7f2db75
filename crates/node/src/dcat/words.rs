//! The words of the vocabularies, and the lists of values that DCAT-AP-NL takes.

use schouw_picture::layers::{Cadence, LayerKind};

pub(super) const DCAT: &str = "http://www.w3.org/ns/dcat#";
pub(super) const DCT: &str = "http://purl.org/dc/terms/";
pub(super) const FOAF: &str = "http://xmlns.com/foaf/0.1/";
pub(super) const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
pub(super) const WKT: &str = "http://www.opengis.net/ont/geosparql#wktLiteral";
pub(super) const OGC_API_FEATURES: &str = "http://www.opengis.net/def/interface/ogcapi-features";
pub(super) const GEOJSON_FILE: &str = "http://publications.europa.eu/resource/authority/file-type/GEOJSON";
pub(super) const JSON_FILE: &str = "http://publications.europa.eu/resource/authority/file-type/JSON";
pub(super) const GEOJSON_MEDIA: &str = "http://www.iana.org/assignments/media-types/application/geo+json";
pub(super) const JSON_MEDIA: &str = "http://www.iana.org/assignments/media-types/application/json";
pub(super) const PUBLIC: &str = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
pub(super) const DUTCH: &str = "http://publications.europa.eu/resource/authority/language/NLD";

/// A theme of the European list, with its Dutch name.
pub(super) type Theme = (&'static str, &'static str);

pub(super) const GOVERNMENT: Theme =
    ("http://publications.europa.eu/resource/authority/data-theme/GOVE", "Overheid en publieke sector");

/// The theme of a dataset by the layer that it fills.
pub(super) fn theme(layer: LayerKind) -> Theme {
    match layer {
        LayerKind::Areas | LayerKind::Places | LayerKind::Addresses => {
            ("http://publications.europa.eu/resource/authority/data-theme/REGI", "Regio's en steden")
        }
        LayerKind::Figures => {
            ("http://publications.europa.eu/resource/authority/data-theme/SOCI", "Bevolking en samenleving")
        }
        LayerKind::Rules => (
            "http://publications.europa.eu/resource/authority/data-theme/JUST",
            "Justitie, rechtsstelsel en openbare veiligheid",
        ),
        LayerKind::Contacts | LayerKind::Notices | LayerKind::Reports => GOVERNMENT,
    }
}

/// The word by which a dataset is found, by the layer that it fills.
pub(super) fn keyword(layer: LayerKind) -> &'static str {
    match layer {
        LayerKind::Areas => "gebiedsindeling",
        LayerKind::Figures => "kerncijfers",
        LayerKind::Rules => "regels",
        LayerKind::Contacts => "contact",
        LayerKind::Notices => "bekendmakingen",
        LayerKind::Reports => "meldingen openbare ruimte",
        LayerKind::Places => "plekken",
        LayerKind::Addresses => "adressen",
    }
}

/// How often it is renewed, as the European list has it.
pub(super) fn frequency(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Once => "http://publications.europa.eu/resource/authority/frequency/NEVER",
        Cadence::Year => "http://publications.europa.eu/resource/authority/frequency/ANNUAL",
        Cadence::Quarter => "http://publications.europa.eu/resource/authority/frequency/QUARTERLY",
        Cadence::Month => "http://publications.europa.eu/resource/authority/frequency/MONTHLY",
        Cadence::Week => "http://publications.europa.eu/resource/authority/frequency/WEEKLY",
        Cadence::Day => "http://publications.europa.eu/resource/authority/frequency/DAILY",
        Cadence::Live => "http://publications.europa.eu/resource/authority/frequency/UPDATE_CONT",
    }
}

/// The page of a licence as Dutch catalogues name it; one that is not told, or not known here, is unknown and not open.
pub(super) fn licence(told: &str) -> &'static str {
    match told {
        "CC0-1.0" | "CC0" => "http://creativecommons.org/publicdomain/zero/1.0/deed.nl",
        "CC-BY-4.0" => "http://creativecommons.org/licenses/by/4.0/deed.nl",
        "CC-BY-SA-4.0" => "http://creativecommons.org/licenses/by-sa/4.0/deed.nl",
        "CC-BY-3.0" => "http://creativecommons.org/licenses/by/3.0/nl/",
        "ODbL-1.0" => "https://opendatacommons.org/licenses/odbl/1-0/",
        "EUPL-1.2" => "https://eupl.eu/1.2/nl/",
        "MIT" => "https://opensource.org/license/mit",
        "publiek domein" => "http://creativecommons.org/publicdomain/mark/1.0/deed.nl",
        _ => "http://standaarden.overheid.nl/owms/terms/licentieonbekend",
    }
}
