//! GeoJSON (RFC 7946), also one feature after the other (RFC 8142), a bare array of features, or a bare geometry.
//!
//! A feature that is wrong spoils itself and nothing else; one feature at most is in memory. Properties become
//! columns in order of first appearance, nested ones with a dot; arrays become lists, arrays of objects a list in each
//! of their columns; whole numbers beyond 2^53 stay text. The member `id` of a feature is the column `id`, or `feature.id` where the properties have an `id` too.

mod geometry;
mod part;
mod properties;
mod split;

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;

use geo_types::Geometry;

use self::geometry::Parts;
use self::part::Part;
use self::properties::Properties;
use self::split::{Broken, Fault, Items, Stream, text};
use super::nested::{Layout, Nested};
use super::ring::Repairs;
use super::text::{Decoded, TextEncoding};
use super::{Counted, Place, ReadCount, ReadError, SetCount};
use crate::finding::{FindingKind, Remark};
use crate::row::RowSink;

/// How the format is named in an error.
const FORMAT: &str = "GeoJSON";
/// Members of a feature or geometry; at the top of a file the rest is passed over unread.
const KNOWN: [&[u8]; 6] =
    [b"\"type\"", b"\"id\"", b"\"geometry\"", b"\"properties\"", b"\"coordinates\"", b"\"geometries\""];

/// How a GeoJSON file is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GeojsonOptions {
    /// encoding, where no byte order mark says it; UTF-8 when absent, as the standard demands
    pub encoding: Option<TextEncoding>,
}

/// Reads GeoJSON; each feature becomes a row, its geometry in the file's own coordinates and order.
///
/// A feature whose geometry is broken is handed over without it, with a remark. The member `crs`, which RFC 7946
/// abolished and files still have, comes back in the facts.
///
/// # Errors
/// When the input cannot be read, ends too early, is over a limit, or has brackets that do not match.
pub fn read(
    input: impl BufRead,
    options: &GeojsonOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let decoded = Decoded::new(input, options.encoding);
    let mut out = Counted::new(sink);
    out.count.facts.encoding = Some(decoded.encoding());
    let stream = Stream::new(decoded);
    let mut reader =
        Reader { stream, out, layout: Layout::default(), record: 0, crs: None, part: Part::default() };
    let result = reader.documents();
    let at = Place { record: reader.record + 1, line: None, byte: Some(reader.stream.byte()) };
    let mut count = reader.out.count;
    count.facts.crs = reader.crs;
    if !count.stopped {
        count.facts.set = reader.part.total.map(|total| SetCount { total, here: reader.record });
        count.facts.more = reader.part.more;
    }
    match result {
        Ok(()) => Ok(count),
        Err(Fault::Io(error)) => Err(ReadError::from_io(error, at)),
        Err(Fault::Broken(broken)) => Err(ReadError::NotTheFormat { format: FORMAT, at, why: broken.why() }),
    }
}

struct Reader<'s, R> {
    stream: Stream<R>,
    out: Counted<'s>,
    layout: Layout,
    /// number of the last record
    record: u64,
    crs: Option<String>,
    part: Part,
}

/// Where the members of a feature are.
#[derive(Default)]
struct Feature<'a> {
    geometry: Option<&'a [u8]>,
    properties: Option<&'a [u8]>,
    id: Option<&'a [u8]>,
    parts: Parts<'a>,
}

impl<'a> Feature<'a> {
    fn add(&mut self, key: &[u8], value: &'a [u8]) {
        match key {
            b"\"type\"" => self.parts.kind = Some(value),
            b"\"id\"" => self.id = Some(value),
            b"\"geometry\"" => self.geometry = Some(value),
            b"\"properties\"" => self.properties = Some(value),
            b"\"coordinates\"" => self.parts.coordinates = Some(value),
            b"\"geometries\"" => self.parts.geometries = Some(value),
            _ => {}
        }
    }

    /// Why this is neither a feature nor a geometry, if so.
    fn fault(&self) -> Option<String> {
        let kind = self.parts.kind.and_then(text);
        match kind.as_deref() {
            Some("Feature") => None,
            Some(kind) if geometry::is_kind(kind) => None,
            None if self.geometry.is_some() || self.properties.is_some() => None,
            None => Some("it is neither a feature nor a geometry".into()),
            Some(kind) => {
                let kind: String = kind.chars().take(40).collect();
                Some(format!("its type is `{kind}`; a feature or a geometry was expected"))
            }
        }
    }

    fn geometry(&self, repairs: &mut Repairs) -> Result<Option<Geometry<f64>>, Cow<'static, str>> {
        let bare = self.parts.kind.and_then(text).is_some_and(|kind| geometry::is_kind(&kind));
        match self.geometry {
            Some(value) => geometry::geometry(value, repairs),
            None if bare => geometry::of_parts(self.parts, repairs, &mut 0, 0),
            None => Ok(None),
        }
    }
}

impl<R: BufRead> Reader<'_, R> {
    /// Reads document after document; mostly there is one.
    fn documents(&mut self) -> Result<(), Fault> {
        let Some(mut next) = self.stream.peek()? else {
            return Err(Broken::Expected("an object (the input is empty)").into());
        };
        loop {
            let before = self.record;
            let flow = match next {
                b'{' => self.document(),
                b'[' => self.features(),
                _ => Err(Broken::Expected("an object").into()),
            };
            match flow {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(()),
                // one feature a line: the next line is good again
                Err(Fault::Broken(broken)) if before > 0 && self.record <= before + 1 => {
                    self.record = before + 1;
                    let why = format!("{}; the rest of the line is left out", broken.why());
                    self.out.remark(Remark::on_record(self.record, FindingKind::MalformedRecord, why));
                    self.stream.skip_line()?;
                }
                Err(fault) => return Err(fault),
            }
            match self.stream.peek()? {
                Some(byte) => next = byte,
                None => return Ok(()),
            }
        }
    }

    /// Reads one object at the top: a collection, a feature or a geometry.
    fn document(&mut self) -> Result<ControlFlow<()>, Fault> {
        self.stream.pass(b'{')?;
        // of pages one after the other only the last can point onward
        self.part.more = None;
        let (mut key, mut kept, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut collection = false;
        let mut more = !self.stream.pass(b'}')?;
        while more {
            self.stream.key(&mut key)?;
            if key == b"\"features\"" && self.stream.peek()? == Some(b'[') {
                collection = true;
                if self.features()?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            } else if key == b"\"crs\"" {
                let mut value = Vec::new();
                self.stream.value(Some(&mut value))?;
                self.crs = crs(&value);
            } else if part::MEMBERS.contains(&key.as_slice()) {
                let mut value = Vec::new();
                self.stream.value(Some(&mut value))?;
                self.part.add(&key, &value);
            } else if KNOWN.contains(&key.as_slice()) {
                // of a member that comes twice the last counts
                places.retain(|(known, _)| *known != key);
                let from = kept.len();
                self.stream.value(Some(&mut kept))?;
                places.push((key.clone(), from..kept.len()));
            } else {
                self.stream.value(None)?;
            }
            more = self.stream.more(b'}')?;
        }
        let mut feature = Feature::default();
        for (key, place) in places {
            feature.add(&key, kept.get(place).unwrap_or_default());
        }
        let kind = feature.parts.kind.and_then(text);
        if collection || kind.as_deref() == Some("FeatureCollection") {
            self.part.add(b"\"properties\"", feature.properties.unwrap_or_default());
            return Ok(ControlFlow::Continue(()));
        }
        if self.record == 0 && feature.fault().is_some() {
            // the first thing is something else altogether: TopoJSON, an error message
            return Err(Broken::Expected("a FeatureCollection, a Feature or a geometry").into());
        }
        Ok(self.feature(feature))
    }

    /// Reads an array of features.
    fn features(&mut self) -> Result<ControlFlow<()>, Fault> {
        self.stream.pass(b'[')?;
        let mut more = !self.stream.pass(b']')?;
        let mut bytes = Vec::new();
        while more {
            bytes.clear();
            self.stream.value(Some(&mut bytes))?;
            if self.element(&bytes).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            more = self.stream.more(b']')?;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Takes one element of an array of features.
    fn element(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        let mut feature = Feature::default();
        for item in Items::of_object(bytes) {
            match item {
                Ok((key, value)) => feature.add(key, value),
                Err(broken) => {
                    self.record += 1;
                    let why = format!("{}; the feature is left out", broken.why());
                    self.out.remark(Remark::on_record(self.record, FindingKind::MalformedRecord, why));
                    return ControlFlow::Continue(());
                }
            }
        }
        self.feature(feature)
    }

    /// Hands over one feature.
    fn feature(&mut self, feature: Feature<'_>) -> ControlFlow<()> {
        self.record += 1;
        if let Some(why) = feature.fault() {
            let why = format!("{why}; it is left out");
            self.out.remark(Remark::on_record(self.record, FindingKind::MalformedRecord, why));
            return ControlFlow::Continue(());
        }
        let mut repairs = Repairs::default();
        let geometry = feature.geometry(&mut repairs).unwrap_or_else(|why| {
            let why = format!("{why}; the geometry is left out, and the record too where it needs one");
            self.out.remark(Remark::on_record(self.record, FindingKind::BadGeometry, why));
            None
        });
        if let Some(remark) = repairs.remark(self.record)
            && geometry.is_some()
        {
            self.out.remark(remark);
        }
        let mut properties = Properties::new(self.record);
        let mut members = properties.members(feature.properties.unwrap_or_default());
        if let Some(id) = feature.id {
            let taken = members.iter().any(|(name, _)| name == "id");
            let name = if taken { "feature.id" } else { "id" };
            members.push((name.into(), properties.member(name, id)));
        }
        properties.into_remarks().into_iter().for_each(|remark| self.out.remark(remark));
        self.layout.hand_over(self.record, Nested::Named(members), geometry.as_ref(), &mut self.out)
    }
}

/// The name of a coordinate system in the member `crs` of the 2008 specification.
fn crs(value: &[u8]) -> Option<String> {
    let properties =
        Items::of_object(value).filter_map(Result::ok).find(|(key, _)| *key == b"\"properties\"")?.1;
    let (key, name) = Items::of_object(properties)
        .filter_map(Result::ok)
        .find(|(key, _)| matches!(*key, b"\"name\"" | b"\"code\"" | b"\"href\""))?;
    match (key, text(name)) {
        (b"\"code\"", _) => Some(format!("EPSG:{}", String::from_utf8_lossy(name).trim_matches('"'))),
        (_, name) => name.map(Cow::into_owned),
    }
}

#[cfg(test)]
mod tests;
