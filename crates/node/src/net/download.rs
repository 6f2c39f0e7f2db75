//! One address to one file: asked, taken up where it broke off, tried again, checked.

use std::io;
use std::path::{Path, PathBuf};

use reqwest::header::{CONTENT_RANGE, ETAG, HeaderMap, LAST_MODIFIED, LINK};
use reqwest::{Response, StatusCode};

use super::part::{Part, Version, Whole};
use super::patience::{Patience, Trouble};
use super::progress::FetchProgress;
use super::wire::{Ask, Tally, Wire, of_client};
use super::{address, content};

/// Most times that a file is begun anew because what came did not fit what was there.
const ANEW_MAX: u32 = 3;
/// Progress from which a cut connection is tried again with fresh patience, in bytes.
const PROGRESS_BYTES: u64 = 64 << 10;

/// One download, with all that it needs.
pub(super) struct Download<'a> {
    pub(super) wire: &'a Wire<'a>,
    pub(super) ask: Ask<'a>,
    /// where the file is made
    pub(super) part: PathBuf,
    /// most bytes that it may have
    pub(super) bytes_max: u64,
    /// place of the source in the plan
    pub(super) number: usize,
    pub(super) progress: &'a dyn FetchProgress,
    pub(super) tally: &'a Tally,
}

/// What came.
#[derive(Debug)]
pub(super) enum Downloaded {
    /// the copy that is there still stands
    Unchanged,
    /// a file, and what the header `Link` said
    New(Whole, Option<String>),
}

impl Download<'_> {
    /// Brings the file, or says in plain words why not.
    pub(super) async fn run(&self) -> Result<Downloaded, Trouble> {
        let shown = address::shown(self.ask.url);
        let mut part = Part::open(self.part.clone(), &shown).await.map_err(|error| self.disk(&error))?;
        match self.until_done(&mut part).await {
            Ok(None) => {
                part.discard().map_err(|error| self.disk(&error))?;
                Ok(Downloaded::Unchanged)
            }
            Ok(Some(link)) => {
                let whole = part.finish().await.map_err(|error| self.disk(&error))?;
                Ok(Downloaded::New(whole, link.0))
            }
            Err(Trouble::Passing(why, after)) if part.resume().is_some() => {
                // what came is kept for a later run
                part.settle().await.map_err(|error| self.disk(&error))?;
                Err(Trouble::Passing(why, after))
            }
            Err(trouble) => {
                // also when the disk is full: then the room is needed for the rest
                let _ = part.discard();
                Err(trouble)
            }
        }
    }

    /// Tries until the part is whole (`Some`, with its links) or the copy that is there stands (`None`).
    async fn until_done(&self, part: &mut Part) -> Result<Option<Links>, Trouble> {
        let mut patience =
            Patience::new(self.wire.limits, self.wire.limits.jitter_seed.wrapping_add(self.number as u64));
        let mut anew = 0;
        loop {
            let before = part.bytes();
            match self.once(part).await {
                Ok(done) => return Ok(done),
                Err(Trouble::Anew(why)) => {
                    anew += 1;
                    if anew > ANEW_MAX {
                        return Err(Trouble::Lasting(format!(
                            "{why}, also when begun anew {ANEW_MAX} times"
                        )));
                    }
                    let version = Version { address: part.version().address.clone(), ..Version::default() };
                    part.begin(version).await.map_err(|error| self.disk(&error))?;
                }
                Err(Trouble::Passing(why, asked)) => {
                    if part.bytes() >= before + PROGRESS_BYTES {
                        patience.progress();
                    }
                    let wait = patience.wait(&why, asked).map_err(Trouble::passing)?;
                    self.progress.retrying(self.number, wait, &why);
                    tokio::time::sleep(wait).await;
                }
                Err(trouble) => return Err(trouble),
            }
        }
    }

    /// One request and its answer.
    async fn once(&self, part: &mut Part) -> Result<Option<Links>, Trouble> {
        let resume = part.resume();
        let resumed = resume.is_some();
        let mut response = self.wire.get(&self.ask, resume, self.tally).await?;
        match response.status() {
            StatusCode::NOT_MODIFIED if self.ask.have.is_some() && !resumed => return Ok(None),
            StatusCode::PARTIAL_CONTENT if resumed => {
                fits(&response, part)?;
                self.check(response.headers())?;
            }
            StatusCode::OK => {
                self.check(response.headers())?;
                self.begin(&response, part).await?;
            }
            StatusCode::RANGE_NOT_SATISFIABLE if resumed => {
                return Err(Trouble::Anew("the host has no such range".into()));
            }
            status => {
                return Err(Trouble::Lasting(format!("the host answers {status}, which was not asked")));
            }
        }
        let total = part.version().total;
        if total.is_some_and(|total| total > self.bytes_max) {
            return Err(self.too_large());
        }
        self.progress.started(self.number, total);
        self.progress.advanced(self.number, part.bytes());
        self.pour(&mut response, part).await?;
        if total.is_some_and(|total| part.bytes() < total) {
            return Err(Trouble::passing(format!("the answer ends after {} bytes", part.bytes())));
        }
        if total.is_some_and(|total| part.bytes() > total) {
            return Err(Trouble::Anew("more bytes came than the host said".into()));
        }
        if part.bytes() == 0 {
            return Err(Trouble::Lasting("the answer is empty".into()));
        }
        content::check_head(part.head(), &self.ask.source.plan.expect).map_err(Trouble::Lasting)?;
        Ok(Some(Links(joined_links(response.headers()))))
    }

    fn check(&self, headers: &HeaderMap) -> Result<(), Trouble> {
        content::check_type(headers, &self.ask.source.plan.expect).map_err(Trouble::Lasting)
    }

    /// Begins the file with the version that the answer is of.
    async fn begin(&self, response: &Response, part: &mut Part) -> Result<(), Trouble> {
        let headers = response.headers();
        let kept = |name| content::text(headers, name).map(String::from);
        let version = Version {
            address: part.version().address.clone(),
            etag: kept(ETAG),
            last_modified: kept(LAST_MODIFIED),
            total: response.content_length(),
            gzip: content::is_gzip(headers).map_err(Trouble::Lasting)?,
        };
        part.begin(version).await.map_err(|error| self.disk(&error))
    }

    /// Pours the body into the part.
    async fn pour(&self, response: &mut Response, part: &mut Part) -> Result<(), Trouble> {
        while let Some(bytes) = response.chunk().await.map_err(of_client)? {
            self.tally.bytes.set(self.tally.bytes.get() + bytes.len() as u64);
            if part.bytes() + bytes.len() as u64 > self.bytes_max {
                return Err(self.too_large());
            }
            part.push(&bytes).await.map_err(|error| self.disk(&error))?;
            self.progress.advanced(self.number, part.bytes());
        }
        Ok(())
    }

    fn too_large(&self) -> Trouble {
        Trouble::Lasting(format!(
            "the answer is larger than the limit of {} bytes",
            self.ask.source.plan.bytes_max
        ))
    }

    fn disk(&self, error: &io::Error) -> Trouble {
        disk(&self.part, error)
    }
}

/// What the header `Link` of an answer said.
struct Links(Option<String>);

/// All headers `Link` as one: a host may send several.
fn joined_links(headers: &HeaderMap) -> Option<String> {
    let links: Vec<&str> = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).collect();
    (!links.is_empty()).then(|| links.join(", "))
}

/// Whether a partial answer goes on exactly where the part ends, in the same version.
fn fits(response: &Response, part: &Part) -> Result<(), Trouble> {
    let headers = response.headers();
    let range = content::text(headers, CONTENT_RANGE).and_then(content_range);
    let Some((start, end, total)) = range else {
        return Err(Trouble::Anew("the host does not say which range it sends".into()));
    };
    let version = part.version();
    let same_size = total.is_none() || version.total.is_none() || total == version.total;
    let etag = content::text(headers, ETAG);
    let same_mark = etag.is_none() || version.etag.is_none() || etag == version.etag.as_deref();
    let inside = start <= end && total.is_none_or(|total| end < total);
    if start != part.bytes() || !same_size || !same_mark || !inside {
        return Err(Trouble::Anew("the range that the host sends does not fit what is there".into()));
    }
    Ok(())
}

/// Reads `bytes 100-199/1000`; the total may be `*`.
fn content_range(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = range.trim().split_once('-')?;
    let total = if total.trim() == "*" { None } else { Some(total.trim().parse().ok()?) };
    Some((start.parse().ok()?, end.parse().ok()?, total))
}

/// What our own disk said, in words that help.
pub(super) fn disk(path: &Path, error: &io::Error) -> Trouble {
    let path = path.display();
    Trouble::Disk(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            format!("the disk is full while writing `{path}` ({error}): make room and fetch again")
        }
        _ => format!("cannot write `{path}`: {error}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_range_says_from_where_to_where() {
        for (text, expected) in [
            ("bytes 100-199/1000", Some((100, 199, Some(1_000)))),
            ("bytes 0-0/*", Some((0, 0, None))),
            ("bytes */1000", None),
            ("items 0-1/2", None),
            ("bytes 1-2", None),
            ("", None),
        ] {
            assert_eq!(content_range(text), expected, "{text}");
        }
    }
}
