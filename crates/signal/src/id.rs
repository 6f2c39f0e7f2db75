//! The id of a signal, and ids that follow from others.

use schouw_base::{CommandId, Digest};
use uuid::Uuid;

/// The id of a signal: that of the command that recorded it, made on the device (UUID of version 7).
pub type SignalId = CommandId;

/// Bytes of a UUID of version 7 that hold its time.
const TIME_BYTES: usize = 6;

/// The id that follows from a command and a word: the same for the same, so that what is done again after a crash is
/// known again. It keeps the time of the command and is of version 7 too.
#[must_use]
pub fn derived(from: CommandId, word: &str) -> CommandId {
    let mut text = from.to_string();
    text.push('|');
    text.push_str(word);
    let digest = Digest::of(text.as_bytes());
    let mut bytes = *from.uuid().as_bytes();
    for (byte, new) in bytes.iter_mut().zip(digest.as_bytes()).skip(TIME_BYTES) {
        *byte = *new;
    }
    // version 7 and the variant of RFC 9562
    bytes[TIME_BYTES] = (bytes[TIME_BYTES] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    CommandId::new(Uuid::from_bytes(bytes)).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_id_is_the_same_again_and_differs_by_word() {
        let from: CommandId = "01932c07-d000-7000-8000-000000000001".parse().unwrap();
        let one = derived(from, "politie-markerwaard");
        assert_eq!(one, derived(from, "politie-markerwaard"));
        assert_ne!(one, derived(from, "omgevingsdienst"));
        assert_ne!(one, from);
        assert!(one.to_string().starts_with("01932c07-d000-7"));
    }
}
