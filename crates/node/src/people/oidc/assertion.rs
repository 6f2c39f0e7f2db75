//! Who we are to a provider, signed by our own key (`private_key_jwt`, RFC 7523).

use std::path::Path;

use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PSS_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::json;

use crate::people::PeopleError;
use crate::people::key::random;

/// What kind of assertion it is.
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion holds, in seconds.
const HOLDS_S: i64 = 60;

enum Pair {
    Rsa(Box<RsaKeyPair>),
    P256(Box<EcdsaKeyPair>),
}

/// A key to sign with. It is never shown.
pub struct SigningKey {
    pair: Pair,
    id: Option<String>,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

impl SigningKey {
    /// Reads a private key (PKCS #8, PEM): RSA of at least 2048 bits, or P-256.
    pub(super) fn read(path: &Path, id: Option<String>) -> Result<Self, String> {
        let wrong = |why: String| format!("`{}` is no private key: {why}", path.display());
        let key = PrivateKeyDer::from_pem_file(path).map_err(|error| wrong(error.to_string()))?;
        let bytes = key.secret_der();
        let p256 = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes, &SystemRandom::new());
        let pair = match (p256, RsaKeyPair::from_pkcs8(bytes)) {
            (Ok(pair), _) => Pair::P256(Box::new(pair)),
            (_, Ok(pair)) => Pair::Rsa(Box::new(pair)),
            _ => return Err(wrong("give RSA of 2048 bits or more, or P-256, as PKCS #8 in PEM".into())),
        };
        Ok(Self { pair, id })
    }
}

/// An assertion for the token endpoint of a provider.
pub(super) fn sign(
    key: &SigningKey,
    client: &str,
    audience: &str,
    now: Timestamp,
) -> Result<String, PeopleError> {
    let alg = if matches!(key.pair, Pair::Rsa(_)) { "PS256" } else { "ES256" };
    let mut head = json!({ "alg": alg, "typ": "JWT" });
    if let Some(id) = &key.id {
        head["kid"] = id.as_str().into();
    }
    let id: String = random::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let second = now.as_second();
    let claims = json!({
        "iss": client, "sub": client, "aud": audience, "jti": id, "iat": second, "exp": second + HOLDS_S,
    });
    let text =
        format!("{}.{}", base64url(head.to_string().as_bytes()), base64url(claims.to_string().as_bytes()));
    let wrong = |_| PeopleError::Secret("an assertion cannot be signed");
    let chance = SystemRandom::new();
    let signature = match &key.pair {
        Pair::P256(pair) => pair.sign(&chance, text.as_bytes()).map_err(wrong)?.as_ref().to_vec(),
        Pair::Rsa(pair) => {
            let mut signature = vec![0; pair.public().modulus_len()];
            pair.sign(&RSA_PSS_SHA256, &chance, text.as_bytes(), &mut signature).map_err(wrong)?;
            signature
        }
    };
    Ok(format!("{text}.{}", base64url(&signature)))
}

/// Base64 for addresses, without padding (RFC 4648 §5).
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            (0..3).fold(0_usize, |word, at| (word << 8) | usize::from(chunk.get(at).copied().unwrap_or(0)));
        for place in 0..=chunk.len() {
            let letter = LETTERS.get((word >> (18 - 6 * place)) & 63);
            text.extend(letter.map(|letter| char::from(*letter)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_is_that_of_rfc_4648() {
        for (bytes, expected) in
            [(&b""[..], ""), (b"f", "Zg"), (b"fo", "Zm8"), (b"foo", "Zm9v"), (b"\xff\xfe\xfd", "__79")]
        {
            assert_eq!(base64url(bytes), expected);
        }
    }
}
