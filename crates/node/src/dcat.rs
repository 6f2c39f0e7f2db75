//! The catalogue of the open data in a snapshot, in the terms of DCAT-AP-NL 3.0: what there is, from whom, how old, and
//! where to get it.
//!
//! The files of a snapshot are not offered: what may not be shown stands in them. The service that leaves it out is, and
//! so is the place at the publisher where the raw file came from.
//!
//! The service stands there as the access address of each distribution and not as a `dcat:DataService`: the shapes of
//! DCAT-AP 3.0.1 refer to two shapes of that class which they do not have, and a validator stops at every catalogue with
//! one.

mod dataset;
mod graph;
mod words;

use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, NamedNode};
use oxttl::TurtleSerializer;

use crate::features::Features;
use crate::snapshot::Manifest;
use graph::Graph;
use words::{DCAT, DCT, FOAF, VCARD};

/// Who answers for this server: named in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// name of the organisation
    pub name: String,
    /// its page
    pub url: String,
    /// the mail address of a desk, never of a person
    pub email: String,
}

impl Default for Holder {
    /// A name that says that none was configured.
    fn default() -> Self {
        Self {
            name: "Organisatie die Schouw gebruikt".into(),
            url: "https://example.org/".into(),
            email: "schouw@example.org".into(),
        }
    }
}

/// In which form a catalogue is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `text/turtle`
    Turtle,
    /// `application/ld+json`
    JsonLd,
}

/// Where everything is, without a slash at the end.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    /// of the catalogue itself
    pub catalogue: &'a str,
    /// of the OGC API Features
    pub features: &'a str,
    /// of the REST API
    pub rest: &'a str,
}

/// Writes the catalogue of a snapshot.
///
/// # Errors
/// When one of the addresses is none.
pub fn write(
    manifest: &Manifest,
    features: &Features,
    holder: &Holder,
    at: Addresses<'_>,
    syntax: Syntax,
) -> Result<Vec<u8>, NotAnAddress> {
    for address in [at.catalogue, at.features, at.rest] {
        NamedNode::new(address).map_err(|_| NotAnAddress(address.into()))?;
    }
    let mut graph = Graph::default();
    let catalogue = graph.node(at.catalogue);
    let holder = desk(&mut graph, holder, at);
    head(&mut graph, &catalogue, manifest, &holder);
    for entry in &manifest.dataset {
        let about = dataset::About { manifest, features, at, holder: &holder };
        let dataset = about.write(&mut graph, entry);
        graph.add(&catalogue, DCAT, "dataset", dataset);
    }
    Ok(serialised(graph, syntax))
}

/// An address that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address for a catalogue; set `public_url`")]
pub struct NotAnAddress(String);

/// Who answers for the catalogue, and how to reach them.
struct Desk {
    agent: NamedNode,
    contact: NamedNode,
}

fn desk(graph: &mut Graph, holder: &Holder, at: Addresses<'_>) -> Desk {
    let agent = graph.node(&format!("{}#houder", at.catalogue));
    graph.agent(&agent, &holder.name);
    let contact = graph.node(&format!("{}#contact", at.catalogue));
    graph.typed(&contact, VCARD, "Kind");
    graph.typed(&contact, VCARD, "Organization");
    graph.text(&contact, VCARD, "fn", &holder.name);
    graph.resource(&contact, VCARD, "hasEmail", &format!("mailto:{}", holder.email));
    if graph.resource(&agent, FOAF, "homepage", &holder.url) {
        graph.document(&holder.url);
        graph.resource(&contact, VCARD, "hasURL", &holder.url);
    }
    Desk { agent, contact }
}

fn head(graph: &mut Graph, catalogue: &NamedNode, manifest: &Manifest, holder: &Desk) {
    graph.typed(catalogue, DCAT, "Catalog");
    graph.words(catalogue, "title", "Open data in Schouw");
    graph.words(
        catalogue,
        "description",
        "De open bronnen waarmee Schouw een boa antwoordt: wat is hier, wie treedt op, wat geldt er nu, wat speelt er.",
    );
    graph.add(catalogue, DCT, "publisher", holder.agent.clone());
    graph.add(catalogue, DCT, "creator", holder.agent.clone());
    graph.add(catalogue, DCAT, "contactPoint", holder.contact.clone());
    graph.licence(catalogue, "CC0-1.0");
    graph.dutch(catalogue);
    graph.identifier(catalogue, catalogue.as_str());
    let made = manifest.created.to_string();
    graph.moment(catalogue, "modified", &made);
}

/// The bytes of a graph. Writing to memory does not fail, and the prefixes are addresses.
fn serialised(graph: Graph, syntax: Syntax) -> Vec<u8> {
    let triples = graph.finish();
    let prefixes = [
        ("dcat", DCAT),
        ("dct", DCT),
        ("foaf", FOAF),
        ("vcard", VCARD),
        ("skos", words::SKOS),
        ("xsd", words::XSD),
    ];
    let written = match syntax {
        Syntax::Turtle => {
            let named = |mut to: TurtleSerializer| {
                for (name, address) in prefixes {
                    to = to.with_prefix(name, address)?;
                }
                Ok::<_, oxrdf::IriParseError>(to)
            };
            named(TurtleSerializer::new()).ok().and_then(|to| {
                let mut to = to.for_writer(Vec::new());
                triples.iter().try_for_each(|triple| to.serialize_triple(triple)).ok()?;
                to.finish().ok()
            })
        }
        Syntax::JsonLd => {
            let named = |mut to: JsonLdSerializer| {
                for (name, address) in prefixes {
                    to = to.with_prefix(name, address)?;
                }
                Ok::<_, oxrdf::IriParseError>(to)
            };
            named(JsonLdSerializer::new()).ok().and_then(|to| {
                let mut to = to.for_writer(Vec::new());
                let quads = triples.iter().map(|triple| triple.as_ref().in_graph(GraphNameRef::DefaultGraph));
                quads.into_iter().try_for_each(|quad| to.serialize_quad(quad)).ok()?;
                to.finish().ok()
            })
        }
    };
    debug_assert!(written.is_some(), "a graph in memory is always written");
    written.unwrap_or_default()
}
