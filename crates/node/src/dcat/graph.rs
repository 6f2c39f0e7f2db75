//! Statements, each once, those about one thing together.

use oxrdf::{Literal, NamedNode, Term, Triple};

use super::words::{DCAT, DCT, DUTCH, FOAF, PUBLIC, SKOS, Theme, XSD, licence};

/// A graph in the making.
#[derive(Default)]
pub(super) struct Graph {
    triples: Vec<Triple>,
}

impl Graph {
    /// A node of our own, below an address that was checked.
    pub(super) fn node(&self, address: &str) -> NamedNode {
        NamedNode::new_unchecked(address)
    }

    pub(super) fn add(&mut self, about: &NamedNode, vocabulary: &str, word: &str, value: impl Into<Term>) {
        let verb = NamedNode::new_unchecked(format!("{vocabulary}{word}"));
        self.triples.push(Triple::new(about.clone(), verb, value));
    }

    pub(super) fn typed(&mut self, about: &NamedNode, vocabulary: &str, class: &str) {
        let class = NamedNode::new_unchecked(format!("{vocabulary}{class}"));
        self.triples.push(Triple::new(about.clone(), oxrdf::vocab::rdf::TYPE, class));
    }

    /// A text without a language.
    pub(super) fn text(&mut self, about: &NamedNode, vocabulary: &str, word: &str, text: &str) {
        self.add(about, vocabulary, word, Literal::new_simple_literal(text));
    }

    /// A text in Dutch, in the terms of Dublin Core.
    pub(super) fn words(&mut self, about: &NamedNode, word: &str, text: &str) {
        self.add(about, DCT, word, Literal::new_language_tagged_literal_unchecked(text, "nl"));
    }

    /// Something on the web; false, and nothing added, when it has no address that is one.
    pub(super) fn resource(
        &mut self,
        about: &NamedNode,
        vocabulary: &str,
        word: &str,
        address: &str,
    ) -> bool {
        match NamedNode::new(address) {
            Ok(node) => {
                self.add(about, vocabulary, word, node);
                true
            }
            Err(_) => false,
        }
    }

    pub(super) fn day(&mut self, about: &NamedNode, vocabulary: &str, word: &str, day: &str) {
        let kind = NamedNode::new_unchecked(format!("{XSD}date"));
        self.add(about, vocabulary, word, Literal::new_typed_literal(day, kind));
    }

    pub(super) fn moment(&mut self, about: &NamedNode, word: &str, moment: &str) {
        let kind = NamedNode::new_unchecked(format!("{XSD}dateTime"));
        self.add(about, DCT, word, Literal::new_typed_literal(moment, kind));
    }

    pub(super) fn identifier(&mut self, about: &NamedNode, id: &str) {
        self.text(about, DCT, "identifier", id);
    }

    pub(super) fn keyword(&mut self, about: &NamedNode, word: &str) {
        self.add(about, DCAT, "keyword", Literal::new_language_tagged_literal_unchecked(word, "nl"));
    }

    /// An organisation with a name.
    pub(super) fn agent(&mut self, agent: &NamedNode, name: &str) {
        self.typed(agent, FOAF, "Agent");
        self.add(agent, FOAF, "name", Literal::new_language_tagged_literal_unchecked(name, "nl"));
    }

    pub(super) fn document(&mut self, address: &str) {
        if let Ok(page) = NamedNode::new(address) {
            self.typed(&page, FOAF, "Document");
        }
    }

    /// Something of a list of values, with its name.
    pub(super) fn concept(&mut self, address: &str, vocabulary: &str, class: &str, name: &str) {
        let node = self.node(address);
        self.typed(&node, vocabulary, class);
        if vocabulary == SKOS {
            self.add(&node, SKOS, "prefLabel", Literal::new_language_tagged_literal_unchecked(name, "nl"));
        } else {
            self.words(&node, "title", name);
        }
    }

    pub(super) fn theme(&mut self, about: &NamedNode, (address, name): Theme) {
        let node = self.node(address);
        self.add(about, DCAT, "theme", node);
        self.concept(address, SKOS, "Concept", name);
    }

    pub(super) fn licence(&mut self, about: &NamedNode, told: &str) {
        let page = self.node(licence(told));
        self.typed(&page, DCT, "LicenseDocument");
        self.add(about, DCT, "license", page);
    }

    pub(super) fn public(&mut self, about: &NamedNode) {
        let node = self.node(PUBLIC);
        self.typed(&node, DCT, "RightsStatement");
        self.add(about, DCT, "accessRights", node);
    }

    pub(super) fn dutch(&mut self, about: &NamedNode) {
        let node = self.node(DUTCH);
        self.typed(&node, DCT, "LinguisticSystem");
        self.add(about, DCT, "language", node);
    }

    /// The statements: those about one thing together, each once, always in one order.
    pub(super) fn finish(self) -> Vec<Triple> {
        let mut order: Vec<String> = Vec::new();
        let mut known = std::collections::HashMap::new();
        for triple in &self.triples {
            let subject = triple.subject.to_string();
            let next = order.len();
            known.entry(subject.clone()).or_insert_with(|| {
                order.push(subject);
                next
            });
        }
        let mut triples = self.triples;
        let key = |triple: &Triple| {
            let place = known.get(&triple.subject.to_string()).copied().unwrap_or_default();
            let is_type = triple.predicate == oxrdf::vocab::rdf::TYPE;
            (place, !is_type, triple.predicate.to_string(), triple.object.to_string())
        };
        triples.sort_by_cached_key(key);
        triples.dedup();
        triples
    }
}
