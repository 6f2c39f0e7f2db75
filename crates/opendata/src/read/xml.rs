//! XML pulled piece by piece, with limits, as the readers of XML formats share it.
//!
//! No entity of a document's own is expanded and no DOCTYPE with declarations is accepted. Names lose their prefix.
//! Tags that do not match are mended where an element of that name is open, and said.

use std::collections::HashMap;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{DEPTH_MAX, RECORD_BYTES_MAX, VALUE_BYTES_MAX};
use crate::read::nested::{Nested, VALUES_MAX};
use crate::read::text::{Decoded, Peeked, TextEncoding};
use crate::read::{LimitHit, Place, ReadError};
use crate::row::Cell;

/// Bytes at the beginning in which the encoding is declared.
const DECLARATION_BYTES: usize = 256;
/// Most troubles of one record that are said.
const TROUBLES_MAX: usize = 100;

/// A piece of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// an element begins
    Open(Tag),
    /// the element of this name ends
    Close(String),
    /// text, decoded
    Text(String),
    /// an entity that is not one of the five of XML itself
    Unknown(String),
    /// the document ends
    End,
}

/// The beginning of an element.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tag {
    /// name without prefix
    pub(crate) name: String,
    /// names without prefix, and values; namespaces and those of XML Schema left out
    attributes: Vec<(String, String)>,
    /// said to be nothing: `xsi:nil`
    nil: bool,
    /// it holds an attribute that cannot be read
    broken: bool,
}

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// its children, named; none when it could not be kept
    pub(crate) value: Option<Nested<'static>>,
    /// what is wrong with it: the column and why
    pub(crate) troubles: Vec<(String, String)>,
}

/// A document on its way.
pub(crate) struct Xml<R> {
    reader: Reader<Guard<Decoded<Peeked<R>>>>,
    buffer: Vec<u8>,
    /// pieces that come next: an element without content is opened and closed, a piece is put back
    waiting: Vec<Piece>,
    /// names of the elements that are open
    open: Vec<String>,
    /// number of the record that is read, for places
    pub(crate) record: u64,
}

impl<R: BufRead> Xml<R> {
    /// Begins a document, in the encoding that it declares.
    ///
    /// # Errors
    /// When it declares an encoding that is not known.
    pub(crate) fn new(input: R) -> Result<Self, ReadError> {
        let peeked = Peeked::new(input, DECLARATION_BYTES);
        let declared = declared_encoding(peeked.head()).map(|name| TextEncoding::named(&name)).transpose();
        let declared = declared.map_err(|error| not_xml(Place::default(), error.to_string()))?;
        // a declaration that could be read byte by byte is not in an encoding of two bytes, whatever it says
        let declared = declared.filter(|encoding| encoding.get().is_ascii_compatible());
        let guard = Guard { inner: Decoded::replacing(peeked, declared), left: 0 };
        let mut reader = Reader::from_reader(guard);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Ok(Self { reader, buffer: Vec::new(), waiting: Vec::new(), open: Vec::new(), record: 0 })
    }

    /// Where the document is read.
    pub(crate) fn place(&self) -> Place {
        Place { record: self.record, line: None, byte: Some(self.reader.buffer_position()) }
    }

    /// The name of the element around the one that was opened last.
    pub(crate) fn parent(&self) -> Option<&str> {
        self.open.iter().rev().nth(1).map(String::as_str)
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The next piece.
    ///
    /// # Errors
    /// When the document cannot be read further.
    pub(crate) fn next(&mut self) -> Result<Piece, ReadError> {
        let piece = match self.waiting.pop() {
            Some(piece) => piece,
            None => self.pull()?,
        };
        match &piece {
            Piece::Open(tag) => {
                if self.open.len() >= DEPTH_MAX {
                    let hit = LimitHit { what: "nesting", limit: DEPTH_MAX as u64, unit: "levels" };
                    return Err(ReadError::OverLimit { at: self.place(), hit });
                }
                self.open.push(tag.name.clone());
            }
            Piece::Close(name) => {
                if let Some(at) = self.open.iter().rposition(|open| open == name) {
                    self.open.truncate(at);
                }
            }
            Piece::End if !self.open.is_empty() => return Err(ReadError::CutOff { at: self.place() }),
            _ => {}
        }
        Ok(piece)
    }

    fn pull(&mut self) -> Result<Piece, ReadError> {
        loop {
            self.buffer.clear();
            self.buffer.shrink_to(RECORD_BYTES_MAX / 64);
            self.reader.get_mut().left = VALUE_BYTES_MAX;
            let event = self.reader.read_event_into(&mut self.buffer);
            let at = Place { record: self.record, line: None, byte: Some(self.reader.buffer_position()) };
            let event = event.map_err(|error| stopped(error, at))?;
            return Ok(match event {
                Event::Start(start) => Piece::Open(tag(&start)),
                Event::Empty(start) => {
                    let tag = tag(&start);
                    self.waiting.push(Piece::Close(tag.name.clone()));
                    Piece::Open(tag)
                }
                Event::End(end) => Piece::Close(end.local_name().as_ref().to_owned()),
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(letter)) => Piece::Text(letter.into()),
                    Ok(None) => match resolve_xml_entity(&entity) {
                        Some(text) => Piece::Text(text.into()),
                        None => Piece::Unknown(entity.to_string()),
                    },
                    Err(_) => Piece::Unknown(entity.to_string()),
                },
                Event::DocType(declared) if declared.contains('[') => {
                    let why =
                        "it declares entities in a DOCTYPE, which is refused; ask for the file without it";
                    return Err(not_xml(at, why));
                }
                Event::Eof => Piece::End,
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// The element that was just opened, with all that is in it. `transparent` elements give their children to
    /// their parent.
    ///
    /// An element of its own name in it, or the end of an element around it, ends it: its end was left out.
    pub(crate) fn element(&mut self, tag: Tag, transparent: &[&str]) -> Result<Element, ReadError> {
        let outer = self.open.len().saturating_sub(1);
        let begin = self.reader.buffer_position();
        let own_name = tag.name.clone();
        let mut building = Building { transparent, nodes: vec![Node::of(tag)], ..Building::default() };
        loop {
            let piece = self.next()?;
            match piece {
                Piece::Open(tag) if tag.name == own_name => {
                    self.open.pop();
                    building.trouble(String::new(), format!("the end of `{own_name}` is missing"));
                    building.close_to(0);
                    self.open.truncate(outer);
                    self.waiting.push(Piece::Open(tag));
                }
                Piece::Open(tag) => building.open(tag),
                Piece::Text(text) => building.text(&text),
                Piece::Unknown(name) => building.unknown(&name),
                // the elements around were truncated by `next`: put the end back for whoever reads those
                Piece::Close(name) if self.open.len() < outer => {
                    building.trouble(String::new(), format!("the end of `{own_name}` is missing"));
                    building.close_to(0);
                    self.open.push(name.clone());
                    self.waiting.push(Piece::Close(name));
                }
                Piece::Close(name) => building.close(&name, self.open.len() - outer),
                Piece::End => return Err(ReadError::CutOff { at: self.place() }),
            }
            if let Some(value) = building.done.take() {
                return Ok(Element { value: Some(value), troubles: building.troubles });
            }
            if self.reader.buffer_position() - begin > RECORD_BYTES_MAX as u64 || building.values > VALUES_MAX
            {
                return self.pass_over(outer, building.troubles);
            }
        }
    }

    /// Passes over the rest of an element that is too large.
    fn pass_over(&mut self, outer: usize, mut troubles: Vec<(String, String)>) -> Result<Element, ReadError> {
        while self.open.len() > outer {
            self.next()?;
        }
        troubles.push((
            String::new(),
            "the record is larger than 64 MiB or holds too many values; left out".into(),
        ));
        Ok(Element { value: None, troubles })
    }
}

/// An element that is not closed yet.
#[derive(Debug, Default)]
struct Node {
    tag: Tag,
    children: Vec<(String, Nested<'static>)>,
    text: String,
}

impl Node {
    fn of(tag: Tag) -> Self {
        Self { tag, ..Self::default() }
    }
}

#[derive(Default)]
struct Building<'t> {
    transparent: &'t [&'t str],
    nodes: Vec<Node>,
    values: usize,
    troubles: Vec<(String, String)>,
    done: Option<Nested<'static>>,
}

impl Building<'_> {
    fn trouble(&mut self, column: String, why: String) {
        if self.troubles.len() < TROUBLES_MAX {
            self.troubles.push((column, why));
        }
    }

    fn column(&self) -> String {
        self.nodes.last().map_or_else(String::new, |node| node.tag.name.clone())
    }

    fn open(&mut self, tag: Tag) {
        self.values += 1 + tag.attributes.len();
        if tag.broken {
            self.trouble(tag.name.clone(), "an attribute cannot be read; left out".into());
        }
        self.nodes.push(Node::of(tag));
    }

    fn text(&mut self, text: &str) {
        if text.contains('\u{fffd}') {
            self.trouble(
                self.column(),
                "a letter is not in the encoding of the file; it became `\u{fffd}`".into(),
            );
        }
        if let Some(node) = self.nodes.last_mut() {
            node.text.push_str(text);
        }
    }

    fn unknown(&mut self, name: &str) {
        let short: String = name.chars().take(40).collect();
        self.trouble(
            self.column(),
            format!("the entity `&{short};` is not defined and not expanded; left as it stands"),
        );
        self.text(&format!("&{name};"));
    }

    /// An end tag, after which `left` elements remain open, this whole included.
    fn close(&mut self, name: &str, left: usize) {
        if left + 1 != self.nodes.len() {
            let why =
                if left >= self.nodes.len() { "closes nothing that is open" } else { "leaves others open" };
            self.trouble(String::new(), format!("the end of `{name}` {why}"));
        }
        self.close_to(left);
    }

    fn close_to(&mut self, left: usize) {
        while self.nodes.len() > left {
            let Some(node) = self.nodes.pop() else { return };
            let name = node.tag.name.clone();
            let value = finished(node);
            match (self.nodes.last_mut(), value) {
                (None, value) => self.done = Some(value),
                (Some(parent), Nested::Named(children)) if self.transparent.contains(&name.as_str()) => {
                    // children of a transparent element were grouped; the parent groups them again
                    let named = children.into_iter().filter(|(name, _)| !name.is_empty());
                    parent.children.extend(named.map(|(name, value)| (name.into_owned(), value)));
                }
                (Some(_), _) if self.transparent.contains(&name.as_str()) => {}
                (Some(parent), value) => parent.children.push((name, value)),
            }
        }
    }
}

/// What an element comes to: nothing, text, or named values in which a name that repeats is a list.
fn finished(node: Node) -> Nested<'static> {
    let Node { tag, children, text } = node;
    let text = text.trim();
    if tag.nil {
        return Nested::One(Cell::Null);
    }
    if children.is_empty() && tag.attributes.is_empty() {
        return Nested::One(Cell::Text(text.to_owned().into()));
    }
    let mut named: Vec<(String, Vec<Nested<'static>>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let own = (!text.is_empty() || children.is_empty()).then(|| (String::new(), text.to_owned()));
    let plain = own
        .into_iter()
        .chain(tag.attributes)
        .map(|(name, text)| (name, Nested::One(Cell::Text(text.into()))));
    for (name, value) in plain.chain(children) {
        match index.get(&name).and_then(|at| named.get_mut(*at)) {
            Some((_, values)) => values.push(value),
            None => {
                index.insert(name.clone(), named.len());
                named.push((name, vec![value]));
            }
        }
    }
    let single = |mut values: Vec<Nested<'static>>| match (values.len(), values.pop()) {
        (1, Some(value)) => value,
        (_, Some(last)) => {
            values.push(last);
            Nested::Many(values)
        }
        (_, None) => Nested::Many(values),
    };
    Nested::Named(named.into_iter().map(|(name, values)| (name.into(), single(values))).collect())
}

fn tag(start: &BytesStart<'_>) -> Tag {
    let mut tag = Tag { name: start.local_name().as_ref().to_owned(), ..Tag::default() };
    for attribute in start.attributes().with_checks(false) {
        let Ok(attribute) = attribute else {
            tag.broken = true;
            continue;
        };
        let key = attribute.key.as_ref();
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
            tag.broken = true;
            continue;
        };
        match key.split_once(':') {
            Some((_, "nil")) => tag.nil = matches!(value.as_ref(), "true" | "1"),
            Some(("xmlns" | "xsi" | "xml", _)) => {}
            Some((_, name)) => tag.attributes.push((name.to_owned(), value.into_owned())),
            None if key == "xmlns" => {}
            None => tag.attributes.push((key.to_owned(), value.into_owned())),
        }
    }
    tag
}

/// The encoding in the XML declaration, where it is readable byte by byte.
fn declared_encoding(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    let declaration = text.strip_prefix("<?xml")?.split_once("?>")?.0;
    let (_, rest) = declaration.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(name, _)| name.to_owned())
}

fn not_xml(at: Place, why: impl Into<String>) -> ReadError {
    ReadError::NotTheFormat { format: "XML", at, why: why.into() }
}

/// What an error of the library means to a reader.
fn stopped(error: quick_xml::Error, at: Place) -> ReadError {
    match error {
        quick_xml::Error::Io(error) => {
            let error = Arc::try_unwrap(error)
                .unwrap_or_else(|shared| io::Error::new(shared.kind(), shared.to_string()));
            ReadError::from_io(error, at)
        }
        // every fault of its syntax is a tag, text or comment that does not end
        quick_xml::Error::Syntax(_) => ReadError::CutOff { at },
        other => not_xml(at, other.to_string()),
    }
}

/// Stops a single piece from growing beyond what a value may take.
struct Guard<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let buffer = self.inner.fill_buf()?;
        if self.left == 0 && !buffer.is_empty() {
            return Err(
                LimitHit { what: "a text or tag", limit: VALUE_BYTES_MAX as u64, unit: "bytes" }.into()
            );
        }
        Ok(buffer.get(..self.left).unwrap_or(buffer))
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}
