//! A walk through XML: open, close, and the text of an element without what is only about it.

use jiff::civil::Date;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::TextFault;

/// How deep elements may be nested.
const DEPTH_MAX: usize = 200;

/// Elements about the text, which are no part of it.
const ABOUT: [&str; 4] = ["meta-data", "redactie", "noot", "bwb-wijzigingen"];

/// An element that opens.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        self.attribute(name)?.parse().ok()
    }
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Piece {
    Open(Tag),
    Close(String),
    Text(String),
}

pub(super) struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// An empty element closes after it opened.
    closing: Option<String>,
}

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { reader: Reader::from_str(text), depth: 0, closing: None }
    }

    /// The next piece; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Piece>, TextFault> {
        loop {
            let Some(piece) = self.raw()? else { return Ok(None) };
            match piece {
                Piece::Open(tag) if ABOUT.contains(&tag.name.as_str()) => self.skip(&tag.name)?,
                piece => return Ok(Some(piece)),
            }
        }
    }

    /// The text up to the end of the element that was just opened, white space as one space.
    pub fn text_of(&mut self, name: &str) -> Result<String, TextFault> {
        let mut text = String::new();
        let mut depth = 1;
        while let Some(piece) = self.next()? {
            match piece {
                Piece::Text(more) => text.push_str(&more),
                Piece::Open(tag) if tag.name == name => depth += 1,
                Piece::Close(closed) if closed == name => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn skip(&mut self, name: &str) -> Result<(), TextFault> {
        let mut depth = 1;
        while depth > 0 {
            match self.raw()? {
                Some(Piece::Open(tag)) if tag.name == name => depth += 1,
                Some(Piece::Close(closed)) if closed == name => depth -= 1,
                None => return Err(TextFault::NotXml(format!("`{name}` has no end"))),
                _ => {}
            }
        }
        Ok(())
    }

    fn raw(&mut self) -> Result<Option<Piece>, TextFault> {
        if let Some(name) = self.closing.take() {
            return Ok(Some(Piece::Close(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|error| TextFault::NotXml(error.to_string()))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH_MAX {
                        return Err(TextFault::NotXml(format!("is nested deeper than {DEPTH_MAX}")));
                    }
                    Piece::Open(tag(&start))
                }
                Event::Empty(start) => {
                    let tag = tag(&start);
                    self.closing = Some(tag.name.clone());
                    Piece::Open(tag)
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close(end.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(letter)) => Piece::Text(letter.into()),
                    _ => match resolve_xml_entity(&entity) {
                        Some(text) => Piece::Text(text.into()),
                        None => return Err(TextFault::NotXml(format!("`&{};` is not known", &*entity))),
                    },
                },
                Event::DocType(declared) if declared.contains('[') => {
                    return Err(TextFault::NotXml(
                        "it declares entities in a DOCTYPE, which is refused".to_owned(),
                    ));
                }
                Event::Eof if self.depth > 0 => return Err(TextFault::NotXml("is cut off".to_owned())),
                Event::Eof => return Ok(None),
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }
}

fn tag(start: &BytesStart<'_>) -> Tag {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) {
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
    }
    Tag { name: start.local_name().as_ref().to_owned(), attributes }
}
