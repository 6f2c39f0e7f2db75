//! Photos: decoded and written anew, so that nothing is in the file but the picture; sealed with a key of their own.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use jiff::Timestamp;
use schouw_base::{Actor, CommandId, OrganisationId};
use schouw_journal::{Draft, Header, command_digest};
use schouw_law::given::Asker;
use schouw_signal::{Content, Hat, Theme};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::SignalError;
use super::{About, Signals, ask_law};
use crate::journal::{Body as Opened, JournalError};

/// Most bytes of a photo as it is sent.
pub const PHOTO_BYTES_MAX: usize = 12 << 20;
/// Most pixels along one side of what is sent.
const SIDE_MAX: u32 = 12_000;
/// Most bytes of what is sent once it is decoded: 50 megapixels in three colours.
const DECODED_BYTES_MAX: u64 = 150_000_000;
/// Most pixels along one side of what is kept.
const KEPT_SIDE: u32 = 2_048;
/// Quality of what is kept, of 100.
const QUALITY: u8 = 82;
/// The kind of its entry in the log.
const KIND: &str = "photo.put";

/// Why a photo is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// too many bytes
    #[error("een foto heeft hoogstens {PHOTO_BYTES_MAX} bytes")]
    TooLarge,
    /// another kind of file
    #[error("dit is geen JPEG, PNG of WebP")]
    Kind,
    /// broken, or with too many pixels
    #[error(
        "deze foto is niet te lezen, of heeft meer dan 50 megapixels of {SIDE_MAX} pixels langs een zijde"
    )]
    Unreadable,
}

/// What stands in the log about a photo.
#[derive(Debug, Serialize, Deserialize)]
struct PhotoBody {
    v: u16,
    photo: CommandId,
    blob: Uuid,
    user: Uuid,
}

/// A photo decoded and written anew as JPEG, upright, at most 2,048 pixels wide and high, without anything else that was
/// in the file.
///
/// # Errors
/// When it is not a photo that is taken.
pub fn cleaned(bytes: &[u8]) -> Result<Vec<u8>, PhotoError> {
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(PhotoError::TooLarge);
    }
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PhotoError::Kind)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(PhotoError::Kind);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PhotoError::Unreadable)?;
    // the limit above is that of the decoder; the picture itself is not in it
    if decoder.total_bytes() > DECODED_BYTES_MAX {
        return Err(PhotoError::Unreadable);
    }
    let upright = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| PhotoError::Unreadable)?;
    if let Some(upright) = upright {
        image.apply_orientation(upright);
    }
    if image.width() > KEPT_SIDE || image.height() > KEPT_SIDE {
        image = image.thumbnail(KEPT_SIDE, KEPT_SIDE);
    }
    let mut kept = Vec::new();
    JpegEncoder::new_with_quality(&mut kept, QUALITY)
        .encode_image(&image.to_rgb8())
        .map_err(|_| PhotoError::Unreadable)?;
    Ok(kept)
}

impl Signals {
    /// Keeps a photo that was cleaned, under the id that the device made. The same id again by the same person is the same
    /// photo. `true` when it is new.
    ///
    /// # Errors
    /// When the id is that of something else or of somebody else's photo, or the world refuses.
    pub fn put_photo(
        &self,
        actor: &Actor,
        photo: CommandId,
        bytes: Vec<u8>,
        now: Timestamp,
    ) -> Result<bool, SignalError> {
        let _held = self.hold(&[photo]);
        let taken = self.journals.entry(&actor.organisation, photo)?.is_some();
        if taken && self.photo_body(&actor.organisation, photo)?.is_none_or(|body| body.user != actor.user.0)
        {
            return Err(SignalError::OtherCommand);
        }
        self.keep_photo(&actor.organisation, actor.user.0, photo, bytes, now)
    }

    fn keep_photo(
        &self,
        organisation: &OrganisationId,
        user: Uuid,
        photo: CommandId,
        bytes: Vec<u8>,
        now: Timestamp,
    ) -> Result<bool, SignalError> {
        if self.journals.entry(organisation, photo)?.is_some() {
            return Ok(false);
        }
        let blob = self.journals.put_blob(organisation, bytes)?;
        let body = PhotoBody { v: 1, photo, blob, user };
        let body = serde_json::to_vec(&body).map_err(|error| SignalError::Form(error.to_string()))?;
        let kind =
            KIND.parse().map_err(|error: schouw_journal::KindError| SignalError::Form(error.to_string()))?;
        let header = Header { id: photo, organisation: organisation.clone(), kind, version: 1, time: now };
        let asker = Asker {
            organisation: organisation.to_string(),
            actor: user.to_string(),
            command: command_digest(&header, &body),
        };
        let content = nothing(now);
        let about = About {
            content: &content,
            hat: Hat::Supervision,
            in_deed: None,
            holder: self.kind_of(organisation)?,
            given_by: None,
            recorded: now,
            nobody: true,
        };
        let (question, given) = ask_law::record(&about, now);
        let permit = self.may.recording().permit(&question, &asker, &given)?;
        let permit = permit.map_err(|no| SignalError::MayNotRecord(Box::new(no.decision), no.unvouched))?;
        let draft =
            Draft::permitted(permit, header, &body).map_err(|error| SignalError::Form(error.to_string()))?;
        match self.journals.append(draft) {
            Ok(_) => Ok(true),
            Err(JournalError::OtherCommand(_)) => Err(SignalError::OtherCommand),
            Err(error) => Err(error.into()),
        }
    }

    /// A photo, with who put it.
    ///
    /// # Errors
    /// When it is not there or was erased.
    pub fn photo(
        &self,
        organisation: &OrganisationId,
        photo: CommandId,
    ) -> Result<(Vec<u8>, Uuid), SignalError> {
        let body = self.photo_body(organisation, photo)?.ok_or(SignalError::NotThere)?;
        let bytes = self.journals.blob(organisation, body.blob)?.ok_or(SignalError::NotThere)?;
        Ok((bytes, body.user))
    }

    fn photo_body(
        &self,
        organisation: &OrganisationId,
        photo: CommandId,
    ) -> Result<Option<PhotoBody>, SignalError> {
        let Some(entry) = self.journals.entry(organisation, photo)? else { return Ok(None) };
        if entry.header.kind.as_str() != KIND {
            return Ok(None);
        }
        match entry.body {
            Opened::Open { body, .. } => {
                serde_json::from_slice(&body).map(Some).map_err(|error| SignalError::Form(error.to_string()))
            }
            _ => Ok(None),
        }
    }

    /// That photos are those of who records: a signal would show its maker the photo of a colleague. One that is not there
    /// yet may come later.
    ///
    /// # Errors
    /// When one is somebody else's.
    pub(super) fn own_photos(&self, actor: &Actor, content: &Content) -> Result<(), SignalError> {
        for photo in &content.photos {
            let kept = self.photo_body(&actor.organisation, photo.id)?;
            if kept.is_some_and(|body| body.user != actor.user.0) {
                return Err(SignalError::fault("fotos", "zijn foto's die je zelf hebt bewaard"));
            }
        }
        Ok(())
    }

    /// The blob of a photo, for erasing.
    pub(super) fn blob_of(
        &self,
        organisation: &OrganisationId,
        photo: CommandId,
    ) -> Result<Option<Uuid>, SignalError> {
        Ok(self.photo_body(organisation, photo)?.map(|body| body.blob))
    }

    /// Gives a partner the photos of a copy, sealed with keys of its own.
    pub(super) fn copy_photos(
        &self,
        from: &OrganisationId,
        to: &OrganisationId,
        content: &Content,
    ) -> Result<(), SignalError> {
        for photo in &content.photos {
            match self.photo(from, photo.id) {
                Ok((bytes, _)) => {
                    self.keep_photo(to, Uuid::nil(), photo.id, bytes, content.seen)?;
                }
                // not here yet: the phone sends it later
                Err(SignalError::NotThere) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn nothing(now: Timestamp) -> Content {
    Content {
        place: None,
        seen: now,
        theme: Theme::Other,
        text: String::new(),
        photos: Vec::new(),
        offence: None,
        about_person: false,
        kept: Vec::new(),
        wanted: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder as _, RgbImage};

    use super::*;

    /// A black PNG with two bytes for each pixel: small as a file.
    fn png(side: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let rows = vec![0_u8; 2 * (side as usize).pow(2)];
        image::codecs::png::PngEncoder::new(&mut bytes)
            .write_image(&rows, side, side, ExtendedColorType::L16)
            .unwrap();
        bytes
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode_image(&RgbImage::new(width, height)).unwrap();
        bytes
    }

    #[test]
    fn a_photo_is_written_anew_and_nothing_else_that_was_in_the_file_stays() {
        let mut polyglot = jpeg(40, 30);
        polyglot.extend_from_slice(b"<script>alert(1)</script>PK\x03\x04");
        let kept = cleaned(&polyglot).unwrap();
        assert!(kept.starts_with(&[0xff, 0xd8]) && kept.ends_with(&[0xff, 0xd9]));
        assert!(!kept.windows(7).any(|bytes| bytes == b"<script"));
        let large = image::load_from_memory(&cleaned(&jpeg(3_000, 1_500)).unwrap()).unwrap();
        assert_eq!((large.width(), large.height()), (2_048, 1_024));
    }

    #[test]
    fn what_is_no_photo_or_unpacks_to_far_too_much_is_refused() {
        let check = |bytes: &[u8], expected| assert_eq!(cleaned(bytes), Err(expected));
        check(b"", PhotoError::Kind);
        check(b"GIF89a\x01\x00\x01\x00", PhotoError::Kind);
        check(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", PhotoError::Kind);
        check(&jpeg(40, 30)[..200], PhotoError::Unreadable);
        check(&vec![0xff; PHOTO_BYTES_MAX + 1], PhotoError::TooLarge);
        let bomb = png(9_000);
        assert!(bomb.len() < 1 << 20, "a bomb is small: {}", bomb.len());
        check(&bomb, PhotoError::Unreadable);
        assert!(cleaned(&png(500)).is_ok());
    }
}
