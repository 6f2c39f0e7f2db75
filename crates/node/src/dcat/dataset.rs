//! A dataset in the catalogue, and where to get it.

use jiff::Timestamp;
use oxrdf::{Literal, NamedNode};
use schouw_area::{Bounds, STEPS_PER_DEGREE};
use schouw_picture::layers::LayerKind;
use schouw_picture::moment::amsterdam;

use super::graph::Graph;
use super::words::{
    DCAT, DCT, FOAF, GEOJSON_FILE, GEOJSON_MEDIA, JSON_FILE, JSON_MEDIA, OGC_API_FEATURES, WKT, frequency,
    keyword, theme,
};
use super::{Addresses, Desk};
use crate::features::{Collection, Features};
use crate::snapshot::{DatasetEntry, Manifest};

/// Most raw files of a dataset that are named.
const RAW_FILES_MAX: usize = 10;

/// What is told of a dataset besides its own entry.
pub(super) struct About<'a> {
    pub manifest: &'a Manifest,
    pub features: &'a Features,
    pub at: Addresses<'a>,
    pub holder: &'a Desk,
}

impl About<'_> {
    pub(super) fn write(&self, graph: &mut Graph, entry: &DatasetEntry) -> NamedNode {
        let id = entry.identifier.as_str();
        let dataset = graph.node(&format!("{}#dataset-{id}", self.at.catalogue));
        graph.typed(&dataset, DCAT, "Dataset");
        graph.words(&dataset, "title", &entry.title);
        graph.words(&dataset, "description", &entry.description);
        graph.identifier(&dataset, dataset.as_str());
        let publisher = graph.node(&format!("{}#uitgever-{}", self.at.catalogue, slug(&entry.publisher)));
        graph.agent(&publisher, &entry.publisher);
        graph.add(&dataset, DCT, "publisher", publisher.clone());
        graph.add(&dataset, DCT, "creator", publisher);
        graph.add(&dataset, DCAT, "contactPoint", self.holder.contact.clone());
        graph.public(&dataset);
        graph.licence(&dataset, &entry.license);
        graph.dutch(&dataset);
        graph.theme(&dataset, theme(entry.layer));
        graph.keyword(&dataset, keyword(entry.layer));
        graph.day(&dataset, DCT, "modified", &entry.modified.to_string());
        let often = frequency(entry.cadence);
        graph.resource(&dataset, DCT, "accrualPeriodicity", often);
        let often = graph.node(often);
        graph.typed(&often, DCT, "Frequency");
        if graph.resource(&dataset, DCAT, "landingPage", &entry.landing_page) {
            graph.resource(&dataset, FOAF, "page", &entry.landing_page);
            graph.document(&entry.landing_page);
        }
        let collection = self.features.collection(id);
        if let Some(collection) = collection {
            self.extent(graph, &dataset, collection);
        }
        self.distributions(graph, &dataset, entry, collection.is_some());
        dataset
    }

    fn extent(&self, graph: &mut Graph, dataset: &NamedNode, collection: &Collection) {
        if let Some(bounds) = collection.bounds {
            let place = graph.node(&format!("{}-plek", dataset.as_str()));
            graph.typed(&place, DCT, "Location");
            let kind = NamedNode::new_unchecked(WKT);
            graph.add(&place, DCAT, "bbox", Literal::new_typed_literal(wkt(bounds), kind));
            graph.add(dataset, DCT, "spatial", place);
        }
        let (from, until) = collection.times;
        if from.is_none() && until.is_none() {
            return;
        }
        let period = graph.node(&format!("{}-periode", dataset.as_str()));
        graph.typed(&period, DCT, "PeriodOfTime");
        for (word, second) in [("startDate", from), ("endDate", until)] {
            let instant = second.and_then(|second| Timestamp::from_second(second).ok());
            if let Some(instant) = instant {
                let day = instant.to_zoned_datetime(amsterdam().clone()).date();
                graph.day(&period, DCAT, word, &day.to_string());
            }
        }
        graph.add(dataset, DCT, "temporal", period);
    }

    /// The service or the API that gives it, and the raw files at the publisher.
    fn distributions(&self, graph: &mut Graph, dataset: &NamedNode, entry: &DatasetEntry, features: bool) {
        let id = entry.identifier.as_str();
        let own = graph.node(&format!("{}-schouw", dataset.as_str()));
        graph.typed(&own, DCAT, "Distribution");
        if features {
            graph.words(&own, "title", "Als OGC API Features");
            let items = format!("{}/collections/{id}/items", self.at.features);
            graph.resource(&own, DCAT, "accessURL", &items);
            graph.resource(&own, DCT, "conformsTo", OGC_API_FEATURES);
            graph.concept(OGC_API_FEATURES, DCT, "Standard", "OGC API Features, deel 1");
            let api = format!("{}/api", self.at.features);
            graph.resource(&own, FOAF, "page", &api);
            graph.document(&api);
            file_type(graph, &own, GEOJSON_FILE, GEOJSON_MEDIA);
        } else {
            graph.words(&own, "title", "Als JSON, in de API van Schouw");
            let resource = if entry.layer == LayerKind::Figures { "cijfers" } else { "bronnen" };
            graph.resource(&own, DCAT, "accessURL", &format!("{}/{resource}", self.at.rest));
            file_type(graph, &own, JSON_FILE, JSON_MEDIA);
        }
        self.complete(graph, dataset, &own, entry);
        let raw = self.manifest.raw.iter().filter(|raw| raw.dataset == entry.identifier);
        let addresses = raw.filter_map(|raw| raw.address.as_deref());
        let mut number = 0;
        for address in addresses.filter(|address| is_on_the_web(address)).take(RAW_FILES_MAX) {
            number += 1;
            let file = graph.node(&format!("{}-bron-{number}", dataset.as_str()));
            graph.typed(&file, DCAT, "Distribution");
            graph.words(&file, "title", "Bij de uitgever, zoals opgehaald");
            graph.resource(&file, DCAT, "accessURL", address);
            graph.resource(&file, DCAT, "downloadURL", address);
            self.complete(graph, dataset, &file, entry);
        }
    }

    fn complete(&self, graph: &mut Graph, dataset: &NamedNode, one: &NamedNode, entry: &DatasetEntry) {
        graph.licence(one, &entry.license);
        graph.dutch(one);
        graph.day(one, DCT, "modified", &entry.modified.to_string());
        graph.add(dataset, DCAT, "distribution", one.clone());
    }
}

fn file_type(graph: &mut Graph, one: &NamedNode, file: &str, media: &str) {
    graph.resource(one, DCT, "format", file);
    graph.resource(one, DCAT, "mediaType", media);
    let (file, media) = (graph.node(file), graph.node(media));
    graph.typed(&file, DCT, "MediaTypeOrExtent");
    graph.typed(&media, DCT, "MediaType");
}

fn is_on_the_web(address: &str) -> bool {
    (address.starts_with("https://") || address.starts_with("http://")) && NamedNode::new(address).is_ok()
}

/// A name as a part of an address: lower case letters and digits with hyphens.
fn slug(name: &str) -> String {
    let plain = schouw_picture::address::normal(name);
    let fits = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    fits.collect::<Vec<_>>().join("-")
}

fn wkt(bounds: Bounds) -> String {
    let degrees = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
    let (west, south) = (degrees(bounds.west), degrees(bounds.south));
    let (east, north) = (degrees(bounds.east), degrees(bounds.north));
    format!("POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))")
}
