//! The number of the next record from an SRU answer (searchRetrieve 1.2 and 2.0).

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Longest text of an element that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 1_024;
/// Deepest nesting.
const DEPTH_MAX: usize = 256;

/// What an answer says about its pages.
#[derive(Default)]
struct Answer {
    total: Option<u64>,
    next: Option<u64>,
    records: u64,
    refused: Option<String>,
    is_sru: bool,
}

/// The number of the first record of the next page; `start` is that of this page, from 1.
pub(super) fn next(page: impl BufRead, start: u64) -> Result<Option<u64>, String> {
    let answer = read(page)?;
    if let Some(message) = answer.refused {
        return Err(format!("the service refuses: `{message}`"));
    }
    if !answer.is_sru {
        return Err("the page is not an SRU answer".into());
    }
    // some services leave the next position out, or name one beyond the last record
    let counted = start.saturating_add(answer.records);
    let next = answer.next.unwrap_or(counted);
    match answer.total {
        Some(total) if next > total => Ok(None),
        None if answer.next.is_none() => Ok(None),
        _ if answer.records == 0 => {
            Err(format!("the page has no records, though there should be some from {start} on"))
        }
        _ if next <= start => Err(format!("the next record is {next}: it does not go forward from {start}")),
        _ => Ok(Some(next)),
    }
}

fn read(page: impl BufRead) -> Result<Answer, String> {
    let unreadable =
        |error: &dyn std::fmt::Display| format!("the page is not the XML that was expected: {error}");
    let mut reader = Reader::from_reader(page);
    reader.config_mut().expand_empty_elements = true;
    let (mut answer, mut path, mut text, mut buffer) =
        (Answer::default(), Vec::new(), String::new(), Vec::new());
    loop {
        match reader.read_event_into(&mut buffer).map_err(|error| unreadable(&error))? {
            Event::Start(start) => {
                if path.len() >= DEPTH_MAX {
                    return Err(unreadable(&"it is nested too deep"));
                }
                text.clear();
                path.push(kind(start.local_name().as_ref()));
                answer.opened(&path);
            }
            Event::Text(more) if text.len() + more.len() <= TEXT_BYTES_MAX => text.push_str(&more),
            Event::End(_) => {
                answer.closed(&path, text.trim());
                path.pop();
                text.clear();
            }
            Event::Eof if path.is_empty() => return Ok(answer),
            Event::Eof => return Err(unreadable(&"it breaks off")),
            _ => {}
        }
        buffer.clear();
    }
}

/// The elements that matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Response,
    Total,
    Next,
    Records,
    Record,
    Diagnostic,
    Message,
    Other,
}

fn kind(name: impl AsRef<[u8]>) -> Kind {
    match name.as_ref() {
        b"searchRetrieveResponse" => Kind::Response,
        b"numberOfRecords" => Kind::Total,
        b"nextRecordPosition" => Kind::Next,
        b"records" => Kind::Records,
        b"record" => Kind::Record,
        b"diagnostic" => Kind::Diagnostic,
        b"message" => Kind::Message,
        _ => Kind::Other,
    }
}

impl Answer {
    /// Only what stands in its own place counts: a record may hold elements of the same names.
    fn opened(&mut self, path: &[Kind]) {
        match path {
            [Kind::Response] => self.is_sru = true,
            [Kind::Response, Kind::Records, Kind::Record] => self.records += 1,
            [Kind::Response, _, Kind::Diagnostic] => {
                self.refused.get_or_insert_with(|| "no reason given".into());
            }
            _ => {}
        }
    }

    fn closed(&mut self, path: &[Kind], text: &str) {
        match path {
            [Kind::Response, Kind::Total] => self.total = text.parse().ok(),
            [Kind::Response, Kind::Next] => self.next = text.parse().ok(),
            [Kind::Response, _, Kind::Diagnostic, Kind::Message] => {
                self.refused = Some(text.chars().take(200).collect());
            }
            _ => {}
        }
    }
}
