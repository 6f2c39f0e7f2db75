//! A provider as its own file says it: `schouw.toml` names the files (`oidc.providers`).

use std::path::{Path, PathBuf};

use schouw_base::OrganisationId;
use serde::Deserialize;

use super::assertion::SigningKey;

/// Largest file, in bytes.
const FILE_BYTES_MAX: u64 = 64 << 10;
/// Longest id of a provider, in characters: it stands in an address.
const ID_CHARS_MAX: usize = 40;

/// Which claim finds a user who was not tied to the account before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// `preferred_username` is the login
    PreferredUsername,
    /// `email`, when the provider verified it, is the login
    Email,
}

/// How a provider is set up.
pub struct ProviderSettings {
    /// stands in the address of signing in
    pub id: String,
    /// as people say it
    pub name: String,
    /// whose users it vouches for
    pub organisation: OrganisationId,
    /// issuer
    pub issuer: String,
    /// who we are there
    pub client_id: String,
    /// our secret there, from its file
    pub secret: Option<String>,
    /// our key there (`private_key_jwt`)
    pub private_key: Option<SigningKey>,
    /// levels of assurance that are enough; any when there are none
    pub acr: Vec<String>,
    /// what is asked beside `openid`
    pub scopes: Vec<String>,
    /// which claim finds a user
    pub match_claim: Option<Match>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: String,
    organisation: String,
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    private_key_file: Option<PathBuf>,
    key_id: Option<String>,
    #[serde(default)]
    acr: Vec<String>,
    #[serde(default)]
    scopes: Vec<String>,
    match_claim: Option<Match>,
}

/// Reads the file of a provider; secrets stand in files of their own beside it.
///
/// # Errors
/// Every fault of the file.
pub fn read(path: &Path) -> Result<ProviderSettings, Vec<String>> {
    let named = |why: String| format!("`{}`: {why}", path.display());
    let text = small(path).map_err(|why| vec![named(why)])?;
    let file: File = toml::from_str(&text)
        .map_err(|error| vec![named(error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))])?;
    let mut faults = Vec::new();
    let beside = |file: &Path| path.parent().unwrap_or(Path::new("")).join(file);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if file.id.is_empty() || file.id.len() > ID_CHARS_MAX || !file.id.chars().all(plain) {
        faults.push(named("`id` has lower case letters, digits and hyphens, at most 40".into()));
    }
    let organisation = file.organisation.parse::<OrganisationId>();
    if let Err(error) = &organisation {
        faults.push(named(error.to_string()));
    }
    let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    if !file.issuer.starts_with("https://") && !loopback.iter().any(|start| file.issuer.starts_with(start)) {
        faults.push(named("`issuer` begins with `https://`".into()));
    }
    if file.client_secret_file.is_some() && file.private_key_file.is_some() {
        faults.push(named("give `client_secret_file` or `private_key_file`, one of the two".into()));
    }
    let mut told = |result: Result<String, String>| result.map_err(|why| faults.push(named(why))).ok();
    let secret = file.client_secret_file.and_then(|secret| told(small(&beside(&secret))));
    let secret = secret.map(|secret| secret.trim().to_owned());
    let private_key = file.private_key_file.and_then(|key| {
        let read = SigningKey::read(&beside(&key), file.key_id.clone());
        read.map_err(|why| faults.push(named(why))).ok()
    });
    match organisation {
        Ok(organisation) if faults.is_empty() => Ok(ProviderSettings {
            id: file.id,
            name: file.name,
            organisation,
            issuer: file.issuer,
            client_id: file.client_id,
            secret,
            private_key,
            acr: file.acr,
            scopes: file.scopes,
            match_claim: file.match_claim,
        }),
        _ => Err(faults),
    }
}

fn small(path: &Path) -> Result<String, String> {
    let wrong = |error: std::io::Error| format!("`{}` cannot be read: {error}", path.display());
    let bytes = std::fs::metadata(path).map_err(wrong)?.len();
    if bytes > FILE_BYTES_MAX {
        return Err(format!("`{}` has {bytes} bytes, {FILE_BYTES_MAX} is the most", path.display()));
    }
    std::fs::read_to_string(path).map_err(wrong)
}
