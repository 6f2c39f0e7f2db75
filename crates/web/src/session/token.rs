//! The token that a page of ours sends with what changes something.

use schouw_base::Hasher;

/// Stands before the secret, so that the token is no digest that is used elsewhere.
const LABEL: &[u8] = b"schouw csrf token of session ";

/// The token of a session: follows from its secret and does not give it away.
#[must_use]
pub fn csrf_token(secret: &str) -> String {
    let mut hasher = Hasher::default();
    hasher.update(LABEL);
    hasher.update(secret.as_bytes());
    hasher.finish().to_string()
}

/// Whether two texts are the same, in the same time wherever they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    let differs = one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b));
    one.len() == other.len() && differs == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_session() {
        assert_ne!(csrf_token("a"), csrf_token("b"));
        assert!(same(&csrf_token("a"), &csrf_token("a")));
        assert!(!same(&csrf_token("a"), &csrf_token("b")));
        assert!(!same("", &csrf_token("a")));
    }
}
