//! One source: a file, or all its pages, brought beside what is there. Nothing that is there is touched.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use reqwest::Url;
use schouw_base::{Digest, Hasher};

use super::download::{Download, Downloaded, disk};
use super::part::Whole;
use super::patience::Trouble;
use super::place::Place;
use super::plan::{CheckedSource, Paging};
use super::progress::FetchProgress;
use super::wire::{Ask, Tally, Wire};
use super::{address, paging};
use crate::raw_index::{RawFile, Retrieved};

/// A source that is being fetched.
pub(super) struct Fetching<'a> {
    pub(super) wire: &'a Wire<'a>,
    pub(super) source: &'a CheckedSource<'a>,
    /// place in the plan
    pub(super) number: usize,
    /// the raw folder
    pub(super) out: &'a Path,
    pub(super) place: &'a Place,
    /// the last good copy
    pub(super) have: &'a [RawFile],
    pub(super) progress: &'a dyn FetchProgress,
    pub(super) tally: &'a Tally,
}

/// What was brought, still under a name of its own.
pub(super) enum Brought {
    /// nothing: the copy that is there still stands, as of now
    Unchanged(Vec<RawFile>),
    /// a file
    File(PathBuf, RawFile),
    /// a folder of pages, to be renamed to the path
    Pages { from: PathBuf, to: String, files: Vec<RawFile> },
}

impl Fetching<'_> {
    /// Brings the source within its time, or says why not.
    pub(super) async fn run(&self) -> Result<Brought, String> {
        let Some(_place) = self.wire.hosts.place(&address::host(&self.source.url)).await else {
            return Err("the fetch is ending".into());
        };
        let limit = self.wire.limits.source_time_max;
        let bring = async {
            let folder = self.place.folder(self.out);
            tokio::fs::create_dir_all(&folder).await.map_err(|error| disk(&folder, &error))?;
            if self.source.plan.paging == Paging::None { self.file().await } else { self.pages().await }
        };
        match tokio::time::timeout(limit, bring).await {
            Ok(Ok(brought)) => Ok(brought),
            Ok(Err(
                Trouble::Passing(why, _) | Trouble::Anew(why) | Trouble::Lasting(why) | Trouble::Disk(why),
            )) => Err(why),
            Err(_) => Err(format!("it takes longer than {} s", limit.as_secs_f64())),
        }
    }

    fn download<'s>(
        &'s self,
        url: &'s Url,
        have: Option<&'s RawFile>,
        part: PathBuf,
        bytes_max: u64,
    ) -> Download<'s> {
        Download {
            wire: self.wire,
            ask: Ask { source: self.source, url, have },
            part,
            bytes_max,
            number: self.number,
            progress: self.progress,
            tally: self.tally,
        }
    }

    async fn file(&self) -> Result<Brought, Trouble> {
        let url = &self.source.url;
        let have = self.confirmable(url).await;
        let part = self.place.part(self.out);
        match self.download(url, have, part, self.source.plan.bytes_max).run().await? {
            Downloaded::Unchanged => {
                Ok(Brought::Unchanged(have.map(|file| self.confirmed(file)).into_iter().collect()))
            }
            Downloaded::New(whole, _) => {
                let path = self.place.single(&whole.digest, whole.version.gzip);
                let entry = self.entry(&whole, path);
                Ok(Brought::File(whole.path, entry))
            }
        }
    }

    async fn pages(&self) -> Result<Brought, Trouble> {
        let folder = self.place.gathering(self.out);
        let at_disk = |error: io::Error| disk(&folder, &error);
        // pages of a broken run may be of another moment than these: a set is of one run
        remove_folder(&folder).map_err(at_disk)?;
        tokio::fs::create_dir(&folder).await.map_err(at_disk)?;
        let mut files = self.all_pages(&folder).await?;
        let mut hasher = Hasher::default();
        for file in &files {
            hasher.update(file.digest.as_ref().map_or(&[], |digest| digest.as_bytes().as_slice()));
        }
        let to = self.place.pages(&hasher.finish());
        for file in &mut files {
            file.path = format!("{to}/{}", file.path);
        }
        Ok(Brought::Pages { from: folder, to, files })
    }

    /// Gathers the pages in a folder; the paths of the entries are names in it.
    async fn all_pages(&self, folder: &Path) -> Result<Vec<RawFile>, Trouble> {
        let paging = &self.source.plan.paging;
        let mut url = paging::first(paging, &self.source.url);
        let (mut files, mut seen, mut left) = (Vec::new(), HashSet::new(), self.source.plan.bytes_max);
        for number in 1..=self.wire.limits.pages_max {
            let on_page = |trouble| on_page(number, trouble);
            if !seen.insert(url.clone()) {
                return Err(on_page(Trouble::Lasting(
                    "its address has been before: the pages go round".into(),
                )));
            }
            let (file, link) = self.page(folder, number, &url, left).await.map_err(on_page)?;
            left = left.saturating_sub(file.bytes.unwrap_or(0));
            let path = folder.join(&file.path);
            files.push(file);
            self.progress.page(self.number, number);
            match self.next(path, number, &url, link).await.map_err(on_page)? {
                Some(next) => url = next,
                None => return Ok(files),
            }
        }
        Err(Trouble::Lasting(format!("more than {} pages", self.wire.limits.pages_max)))
    }

    /// Brings one page, or takes it from the copy that is there when the host says that it still stands.
    async fn page(
        &self,
        folder: &Path,
        number: u32,
        url: &Url,
        left: u64,
    ) -> Result<(RawFile, Option<String>), Trouble> {
        // that a page is unchanged does not say where the next one is when the header of the answer says so
        let have = match self.source.plan.paging {
            Paging::LinkHeader => None,
            _ => self.confirmable(url).await,
        };
        let part = folder.join(".page.part");
        match (self.download(url, have, part, left).run().await?, have) {
            (Downloaded::New(whole, link), _) => {
                let name = self.place.page_name(number, whole.version.gzip);
                let to = folder.join(&name);
                tokio::fs::rename(&whole.path, &to).await.map_err(|error| disk(&to, &error))?;
                Ok((self.entry(&whole, name), link))
            }
            (Downloaded::Unchanged, Some(have)) => {
                let name = self.place.page_name(number, have.path.ends_with(".gz"));
                let (from, to) = (self.out.join(&have.path), folder.join(&name));
                // a second name for the same bytes; a copy where the file system has no such thing
                if tokio::fs::hard_link(&from, &to).await.is_err() {
                    tokio::fs::copy(&from, &to).await.map_err(|error| disk(&to, &error))?;
                }
                Ok((RawFile { path: name, ..self.confirmed(have) }, None))
            }
            (Downloaded::Unchanged, None) => Err(Trouble::Lasting("unchanged, but there is no copy".into())),
        }
    }

    /// Reads from a page where the next one is, on a thread where reading may take its time.
    async fn next(
        &self,
        path: PathBuf,
        number: u32,
        url: &Url,
        link: Option<String>,
    ) -> Result<Option<Url>, Trouble> {
        let (paging, url) = (self.source.plan.paging.clone(), url.clone());
        let read = tokio::task::spawn_blocking(move || {
            let gzip = path.extension().is_some_and(|extension| extension == "gz");
            let page = paging::Page { path: &path, gzip, number, url: &url, link: link.as_deref() };
            paging::next(&paging, &page)
        });
        let next = read.await.map_err(|error| Trouble::Lasting(error.to_string()))?;
        next.map_err(Trouble::Lasting)
    }

    /// The copy of this address, when the host can be asked whether it still stands and it is as it was.
    async fn confirmable(&self, url: &Url) -> Option<&RawFile> {
        let shown = address::shown(url);
        let file = self.have.iter().find(|file| file.address.as_deref() == Some(shown.as_str()))?;
        file.etag.as_ref().or(file.last_modified.as_ref())?;
        let path = self.out.join(&file.path);
        let digest = tokio::task::spawn_blocking(move || digest_of(&path)).await.ok()?.ok()?;
        (file.digest == Some(digest)).then_some(file)
    }

    fn confirmed(&self, file: &RawFile) -> RawFile {
        RawFile {
            role: self.source.plan.role.clone(),
            confirmed: Some(self.wire.clock.now()),
            ..file.clone()
        }
    }

    fn entry(&self, whole: &Whole, path: String) -> RawFile {
        let source = self.source.plan;
        RawFile {
            path,
            dataset: source.dataset.clone(),
            year: source.year,
            role: source.role.clone(),
            retrieved: Retrieved::Moment(self.wire.clock.now()),
            confirmed: None,
            address: Some(whole.version.address.clone()),
            digest: Some(whole.digest),
            bytes: Some(whole.bytes),
            etag: whole.version.etag.clone(),
            last_modified: whole.version.last_modified.clone(),
        }
    }
}

fn on_page(number: u32, trouble: Trouble) -> Trouble {
    let on = |why: String| format!("page {number}: {why}");
    match trouble {
        Trouble::Passing(why, after) => Trouble::Passing(on(why), after),
        Trouble::Anew(why) => Trouble::Anew(on(why)),
        Trouble::Lasting(why) => Trouble::Lasting(on(why)),
        Trouble::Disk(why) => Trouble::Disk(why),
    }
}

/// The digest of a file on disk.
pub(super) fn digest_of(path: &Path) -> io::Result<Digest> {
    let mut hasher = Hasher::default();
    let mut file = std::fs::File::open(path)?;
    let mut buffer = vec![0; 256 << 10];
    loop {
        match io::Read::read(&mut file, &mut buffer)? {
            0 => return Ok(hasher.finish()),
            read => hasher.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// Removes a folder and all in it; that it is not there is as well.
pub(super) fn remove_folder(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
