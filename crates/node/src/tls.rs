//! Certificate and key from files, and again when the files change.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::TlsFiles;

/// Why certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` cannot be used for TLS: {why}", path = .path.display())]
pub struct TlsError {
    path: PathBuf,
    why: String,
}

/// TLS as it is now: new connections take what [`Tls::current`] gives.
pub struct Tls {
    files: TlsFiles,
    current: ArcSwap<ServerConfig>,
    read_of: ArcSwap<Stamp>,
}

type Stamp = [Option<(SystemTime, u64)>; 2];

impl Tls {
    /// Loads certificate and key.
    ///
    /// # Errors
    /// When a file cannot be read, has no certificate or key in PEM, or the key is not that of the certificate.
    pub fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let stamp = stamp(&files);
        let current = ArcSwap::from(load(&files)?);
        Ok(Self { files, current, read_of: ArcSwap::from_pointee(stamp) })
    }

    /// What a new connection uses.
    #[must_use]
    pub fn current(&self) -> Arc<ServerConfig> {
        self.current.load_full()
    }

    /// Loads the files again when they changed; tells whether it did. The old ones stay when the new cannot be used, and
    /// are tried again when they change again: certificate and key are two files, written one after the other.
    ///
    /// # Errors
    /// As [`Tls::open`].
    pub fn look(&self) -> Result<bool, TlsError> {
        let now = stamp(&self.files);
        if **self.read_of.load() == now {
            return Ok(false);
        }
        self.read_of.store(Arc::new(now));
        self.current.store(load(&self.files)?);
        Ok(true)
    }
}

fn stamp(files: &TlsFiles) -> Stamp {
    let of = |path: &Path| {
        let file = std::fs::metadata(path).ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    [of(&files.certificate), of(&files.key)]
}

/// Loads certificate and key: TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.
///
/// # Errors
/// As [`Tls::open`].
pub fn load(files: &TlsFiles) -> Result<Arc<ServerConfig>, TlsError> {
    let wrong = |path: &Path, why: String| TlsError { path: path.into(), why };
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(&files.certificate)
        .map_err(|error| wrong(&files.certificate, error.to_string()))?
        .collect();
    let chain = chain.map_err(|error| wrong(&files.certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(wrong(&files.certificate, "it has no certificate in PEM".into()));
    }
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| wrong(&files.key, error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&files.certificate, error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| wrong(&files.key, error.to_string()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
