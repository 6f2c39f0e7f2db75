//! What may be appended: with a permit of the law, or by the log about itself under a citation. There is no third way.

use schouw_base::{CommandId, Digest, Hasher, OrganisationId};
use schouw_law::Permit;
use schouw_law::permit::{PermitKind, Terms};
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Header, to_microsecond};
use crate::seal::{EntryKey, Nonce, PLAIN_BYTES_MAX, Plain, SealError, open, seal};
use crate::system::{System, SystemError, VERSION};

/// The form in which warrant and body are put together.
const FORM: u8 = 1;
/// Bytes before the warrant: the form, and its length.
const PREFIX_BYTES: usize = 5;

/// On what an entry rests: what its permit said. It is sealed with the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warrant {
    /// Which question was answered with yes: `record`, `share` or `act`.
    pub may: String,
    /// The organisation that asked; in a copy that was received, the sender.
    pub organisation: OrganisationId,
    /// Who acted.
    pub actor: String,
    /// What for.
    pub purpose: String,
    /// The articles that carry it.
    pub articles: Vec<String>,
    /// What has to be done with it.
    pub duties: Vec<String>,
    /// Facts that rest on a paper.
    pub stated: Vec<String>,
    /// The question that was asked.
    pub question: Digest,
    /// The day whose law was applied.
    pub law_date: jiff::civil::Date,
}

/// Why a permit does not carry this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// given for something else
    #[error(transparent)]
    WrongCommand(#[from] schouw_law::permit::WrongCommand),
    /// given to another organisation
    #[error("this permit was given to `{permit}`, the entry is for the log of `{header}`")]
    WrongOrganisation {
        /// of the permit
        permit: String,
        /// of the header
        header: String,
    },
    /// not a permit to share
    #[error("what goes to another organisation needs a permit to share, this is one to {0}")]
    NotToShare(&'static str),
    /// both logs are the same
    #[error("`{0}` does not share with itself")]
    WithItself(OrganisationId),
    /// kept for the log itself
    #[error("entries of kind `{0}` are made by the log itself")]
    SystemKind(String),
    /// larger than an entry may be
    #[error(transparent)]
    TooLarge(#[from] SealError),
    /// no system entry
    #[error(transparent)]
    System(#[from] SystemError),
}

/// An entry to be: not numbered, not sealed. Only this module makes one:
///
/// ```compile_fail
/// fn forge(header: schouw_journal::Header) -> schouw_journal::Draft {
///     schouw_journal::Draft { header, body: schouw_journal::draft::Body::System(Vec::new()) }
/// }
/// ```
#[derive(Debug)]
pub struct Draft {
    header: Header,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Sealed { plain: Vec<u8> },
    System { open: Vec<u8> },
}

/// The digest of a command: what a permit is asked for. Over id, organisation, kind, version and body; not over the
/// time, which the log may have to hold back.
#[must_use]
pub fn command_digest(header: &Header, body: &[u8]) -> Digest {
    let mut hasher = Hasher::default();
    add_command(&mut hasher, header, body);
    hasher.finish()
}

/// The digest of a command that gives one entry of our own and one copy in the log of another.
#[must_use]
pub fn shared_digest(own: &Header, own_body: &[u8], copy: &Header, copy_body: &[u8]) -> Digest {
    let mut hasher = Hasher::default();
    add_command(&mut hasher, own, own_body);
    add_command(&mut hasher, copy, copy_body);
    hasher.finish()
}

fn add_command(hasher: &mut Hasher, header: &Header, body: &[u8]) {
    // without the time, which are the last eight bytes
    let bytes = header.to_bytes();
    hasher.update(bytes.split_last_chunk::<8>().map_or(bytes.as_slice(), |(head, _)| head));
    hasher.update(Digest::of(body).as_bytes());
}

impl Draft {
    /// An entry that the law permits. The permit is used up.
    ///
    /// # Errors
    /// When the permit is for another command or organisation, the kind is one of the log itself, or the body too large.
    pub fn permitted(permit: Permit, header: Header, body: &[u8]) -> Result<Self, DraftError> {
        let terms = permit.spend(&command_digest(&header, body))?;
        owned_by(&terms, &header.organisation)?;
        Self::sealed(&warrant(&terms, header.organisation.clone()), header, body)
    }

    /// What goes to another organisation: the entry in our own log, and the copy for theirs, under one permit to share.
    /// Both say the same warrant.
    ///
    /// # Errors
    /// As [`Self::permitted`]; when it is no permit to share, or both logs are the same.
    pub fn shared(
        permit: Permit,
        own: (Header, &[u8]),
        copy: (Header, &[u8]),
    ) -> Result<(Self, Self), DraftError> {
        if permit.terms().kind != PermitKind::Share {
            return Err(DraftError::NotToShare(word(permit.terms().kind)));
        }
        if own.0.organisation == copy.0.organisation {
            return Err(DraftError::WithItself(own.0.organisation));
        }
        let terms = permit.spend(&shared_digest(&own.0, own.1, &copy.0, copy.1))?;
        owned_by(&terms, &own.0.organisation)?;
        let warrant = warrant(&terms, own.0.organisation.clone());
        Ok((Self::sealed(&warrant, own.0, own.1)?, Self::sealed(&warrant, copy.0, copy.1)?))
    }

    /// An entry of the log about itself.
    ///
    /// # Errors
    /// When it has no citation or names too much.
    pub fn system(
        id: CommandId,
        organisation: OrganisationId,
        time: jiff::Timestamp,
        system: &System,
    ) -> Result<Self, DraftError> {
        let header =
            Header { id, organisation, kind: system.kind()?, version: VERSION, time: to_microsecond(time) };
        Ok(Self { header, body: Body::System { open: system.to_bytes()? } })
    }

    fn sealed(warrant: &Warrant, mut header: Header, body: &[u8]) -> Result<Self, DraftError> {
        if header.kind.is_system() {
            return Err(DraftError::SystemKind(header.kind.to_string()));
        }
        header.time = to_microsecond(header.time);
        let warrant =
            serde_json::to_vec(warrant).map_err(|error| SystemError::Unreadable(error.to_string()))?;
        let length = u32::try_from(warrant.len()).unwrap_or(u32::MAX);
        let size = PREFIX_BYTES + warrant.len() + body.len();
        if size > PLAIN_BYTES_MAX {
            return Err(SealError::TooLarge(body.len()).into());
        }
        let mut plain = Vec::with_capacity(size);
        plain.push(FORM);
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(&warrant);
        plain.extend_from_slice(body);
        Ok(Self { header, body: Body::Sealed { plain } })
    }

    /// Its header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Does it need a key?
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        matches!(self.body, Body::Sealed { .. })
    }

    /// Does it say the same as the body of an entry that was opened?
    #[must_use]
    pub fn says_the_same(&self, entry: &Header, opened: &Plain) -> bool {
        let same = |ours: &[u8]| body_of(ours).is_some() && body_of(ours) == body_of(opened.bytes());
        match &self.body {
            Body::Sealed { plain } => self.header.kind == entry.kind && same(plain),
            Body::System { .. } => false,
        }
    }

    /// Is it the same system entry?
    #[must_use]
    pub fn is_the_same_system(&self, entry: &Entry) -> bool {
        match &self.body {
            Body::System { open } => self.header.kind == entry.header.kind && *open == entry.content,
            Body::Sealed { .. } => false,
        }
    }

    /// Moves its time up to this one when it lies before it: the time of a log never runs back.
    pub(crate) fn not_before(&mut self, time: jiff::Timestamp) {
        self.header.time = self.header.time.max(time);
    }

    /// Seals it with its key, or leaves a system entry open, as the entry with this number.
    ///
    /// # Errors
    /// When it is sealed and no key is given, or it is too large.
    pub(crate) fn into_entry(
        self,
        sequence: u64,
        key: Option<&(EntryKey, Nonce)>,
    ) -> Result<Entry, SealError> {
        let content = match self.body {
            Body::System { open } => open,
            Body::Sealed { plain } => {
                let (key, nonce) = key.ok_or(SealError::Unopened)?;
                seal(key, *nonce, &self.header, plain)?
            }
        };
        Ok(Entry::new(sequence, self.header, content))
    }
}

fn owned_by(terms: &Terms, organisation: &OrganisationId) -> Result<(), DraftError> {
    if terms.asker.organisation == organisation.as_str() {
        return Ok(());
    }
    Err(DraftError::WrongOrganisation {
        permit: terms.asker.organisation.clone(),
        header: organisation.to_string(),
    })
}

fn word(kind: PermitKind) -> &'static str {
    use schouw_law::codes::Code as _;
    kind.word()
}

fn warrant(terms: &Terms, organisation: OrganisationId) -> Warrant {
    Warrant {
        may: word(terms.kind).to_owned(),
        organisation,
        actor: terms.asker.actor.clone(),
        purpose: terms.purpose.to_owned(),
        articles: terms.articles.clone(),
        duties: terms.duties.iter().map(|duty| (*duty).to_owned()).collect(),
        stated: terms.stated.clone(),
        question: terms.question,
        law_date: terms.law_date,
    }
}

/// Warrant and body of what was sealed; none when it has another form.
fn parts(plain: &[u8]) -> Option<(&[u8], &[u8])> {
    let (prefix, rest) = plain.split_first_chunk::<PREFIX_BYTES>()?;
    let [FORM, length @ ..] = *prefix else { return None };
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(length)).ok()?)
}

fn body_of(plain: &[u8]) -> Option<&[u8]> {
    parts(plain).map(|(_, body)| body)
}

/// Opens an entry: its warrant and its body.
///
/// # Errors
/// When key and entry do not belong together, or it has a form that this program does not know.
pub fn open_entry(key: &EntryKey, entry: &Entry) -> Result<(Warrant, Vec<u8>), SealError> {
    let plain = open(key, &entry.header, &entry.content)?;
    let (warrant, body) = parts(plain.bytes()).ok_or(SealError::Unopened)?;
    Ok((serde_json::from_slice(warrant).map_err(|_| SealError::Unopened)?, body.to_vec()))
}
