//! From settings to a configuration; every fault is told.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use super::settings::Settings;
use super::{BaseMap, BaseMapKind, Config, LISTEN, Limits, TlsFiles};
use crate::dcat::Holder;
use crate::journal::Place;
use crate::office::OfficePlace;
use crate::people::{KEY_FILE, Lives};

/// Folder of the logs of organisations, beside that of people.
const JOURNAL_FOLDER: &str = "journal";
/// Most memory for tiles, in MiB.
const TILES_MIB_MAX: i64 = 1 << 16;
/// Largest zoom of a map under ours.
const MAX_ZOOM: u8 = 22;

pub(super) fn config(settings: &mut Settings) -> Config {
    let listen = settings
        .parsed("listen", "an address with a port, such as `127.0.0.1:8080` or `[::]:8443`", |text| {
            text.parse().ok()
        })
        .or_else(|| LISTEN.parse().ok())
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
    let public_url =
        settings.parsed("public_url", "an address such as `https://schouw.example.nl`", public_url);
    Config {
        office: office(settings, public_url.clone()),
        listen,
        snapshot: settings.path("snapshot").unwrap_or_else(|| "snapshot".into()),
        suppressed: file(settings, "suppressed"),
        rd_grid: file(settings, "rd_grid"),
        public_url,
        trusted_proxies: proxies(settings),
        tls: tls(settings),
        metrics: settings.flag("metrics").unwrap_or(true),
        base_map: base_map(settings),
        holder: holder(settings),
        limits: limits(settings),
    }
}

/// A path of a file that must be there.
fn file(settings: &mut Settings, name: &str) -> Option<PathBuf> {
    let path = settings.path(name)?;
    if !path.is_file() {
        settings.fault(format!("`{}`: there is no file `{}`", settings.said_as(name), path.display()));
        return None;
    }
    Some(path)
}

/// Scheme and host, and nothing after it.
fn public_url(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(fits)).then(|| text.to_owned())
}

fn proxies(settings: &mut Settings) -> Vec<IpNet> {
    let mut nets = Vec::new();
    for text in settings.list("proxy.trusted") {
        let net = text
            .parse::<IpNet>()
            .ok()
            .or_else(|| text.parse().ok().map(<IpNet as From<std::net::IpAddr>>::from));
        match net {
            Some(net) => nets.push(net),
            None => settings.fault(format!(
                "`{}`: `{text}` is not an address or network, such as `127.0.0.1` or `10.0.0.0/8`",
                settings.said_as("proxy.trusted")
            )),
        }
    }
    nets
}

fn tls(settings: &mut Settings) -> Option<TlsFiles> {
    let (certificate, key) = (file(settings, "tls.certificate"), file(settings, "tls.key"));
    for (one, other) in [("tls.certificate", "tls.key"), ("tls.key", "tls.certificate")] {
        if settings.has(one) && !settings.has(other) {
            settings.fault(format!("`{}` needs `{other}` beside it", settings.said_as(one)));
        }
    }
    let files = TlsFiles { certificate: certificate?, key: key? };
    if let Err(error) = crate::tls::load(&files) {
        settings.fault(error.to_string());
    }
    Some(files)
}

fn base_map(settings: &mut Settings) -> Option<BaseMap> {
    let names = ["kind", "url", "file", "attribution", "max_zoom"].map(|name| format!("base_map.{name}"));
    if !names.iter().any(|name| settings.has(name)) {
        return None;
    }
    for name in ["base_map.kind", "base_map.attribution"] {
        if !settings.has(name) {
            settings.fault(format!("`{name}` is missing: a map has a kind and who made it"));
        }
    }
    if settings.has("base_map.url") == settings.has("base_map.file") {
        settings.fault("a map has `base_map.url` or `base_map.file`, one of the two".into());
    }
    let kinds = [BaseMapKind::Raster, BaseMapKind::Style, BaseMapKind::Pmtiles];
    let kind = settings.parsed("base_map.kind", "`raster`, `style` or `pmtiles`", |text| {
        kinds.into_iter().find(|kind| kind.word() == text)
    });
    let wanted = "an address that begins with `https://`, or with `/` on this server";
    let url = settings.parsed("base_map.url", wanted, map_address);
    let file = file(settings, "base_map.file");
    let attribution = settings.parsed("base_map.attribution", "a text", |text| Some(text.to_owned()));
    let max_zoom = settings.whole("base_map.max_zoom", 0..=i64::from(MAX_ZOOM));
    let kind = kind?;
    let parts = ["{z}", "{x}", "{y}"];
    if kind == BaseMapKind::Raster
        && url.as_ref().is_some_and(|url| parts.iter().any(|part| !url.contains(part)))
    {
        settings.fault(format!(
            "`{}`: the address of raster tiles has `{{z}}`, `{{x}}` and `{{y}}` in it",
            settings.said_as("base_map.url")
        ));
    }
    if kind != BaseMapKind::Pmtiles && file.is_some() {
        settings.fault(
            "`base_map.file` is for a map of kind `pmtiles`; give the others as `base_map.url`".into(),
        );
    }
    let max_zoom = max_zoom.and_then(|zoom| u8::try_from(zoom).ok());
    Some(BaseMap { kind, url: url.unwrap_or_default(), file, attribution: attribution?, max_zoom })
}

/// An address of a map: of this server, or over TLS; nothing in it that could end a policy or a header.
fn map_address(text: &str) -> Option<String> {
    let begins = text.starts_with("https://") || (text.starts_with('/') && !text.starts_with("//"));
    let clean =
        !text.contains(char::is_whitespace) && !text.contains([';', ',', '"', '\'']) && text.is_ascii();
    (begins && clean).then(|| text.to_owned())
}

/// Who answers for the server, in the catalogue.
fn holder(settings: &mut Settings) -> Holder {
    let usual = Holder::default();
    let name =
        settings.parsed("organisation.name", "a name", |text| (!text.is_empty()).then(|| text.to_owned()));
    let url = settings.parsed("organisation.url", "an address such as `https://www.example.nl/`", |text| {
        let begins = text.starts_with("https://") || text.starts_with("http://");
        (begins && oxrdf::NamedNode::new(text).is_ok()).then(|| text.to_owned())
    });
    let email = settings.parsed("organisation.email", "the mail address of a desk", |text| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@');
        (text.split('@').count() == 2 && text.chars().all(fits)).then(|| text.to_owned())
    });
    Holder {
        name: name.unwrap_or(usual.name),
        url: url.unwrap_or(usual.url),
        email: email.unwrap_or(usual.email),
    }
}

/// People and logs, when the node has them.
fn office(settings: &mut Settings, public_url: Option<String>) -> Option<OfficePlace> {
    let folder = settings.path("people.folder");
    let (key, logs) = (settings.path("people.key"), settings.path("logs.folder"));
    let usual = Lives::default();
    let hours = settings.whole("people.session_hours", 1..=24).and_then(|hours| u64::try_from(hours).ok());
    let minutes =
        settings.whole("people.idle_minutes", 1..=1_440).and_then(|minutes| u64::try_from(minutes).ok());
    let (journal, postgres) = (settings.path("journal.folder"), settings.path("journal.postgres"));
    let Some(folder) = folder else {
        for name in [
            "people.key",
            "logs.folder",
            "journal.folder",
            "journal.postgres",
            "people.session_hours",
            "people.idle_minutes",
        ] {
            if settings.has(name) {
                settings.fault(format!("`{}` needs `people.folder` beside it", settings.said_as(name)));
            }
        }
        return None;
    };
    let key = key.unwrap_or_else(|| folder.join(KEY_FILE));
    let logs = logs.unwrap_or_else(|| folder.join("logs"));
    if let Err(error) = crate::people::Key::read(&key) {
        settings.fault(format!("`people.key`: {error}; make one with `schouw people init`"));
    }
    let journal = journal.unwrap_or_else(|| folder.with_file_name(JOURNAL_FOLDER));
    let journal = Place::with_connection(&journal, postgres.as_deref()).unwrap_or_else(|error| {
        settings.fault(format!("`journal.postgres`: {error}; it names a file with `host=… user=… dbname=…`"));
        Place::sqlite(&journal)
    });
    let providers = providers(settings);
    Some(OfficePlace {
        providers,
        people: folder,
        key,
        logs,
        journal,
        lives: Lives {
            absolute: hours.map_or(usual.absolute, |hours| Duration::from_secs(hours * 3_600)),
            idle: minutes.map_or(usual.idle, |minutes| Duration::from_secs(minutes * 60)),
        },
        public_url,
        create: false,
    })
}

/// The files of providers, each read now so that its faults are told with the others.
fn providers(settings: &mut Settings) -> Vec<PathBuf> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for path in settings.paths("oidc.providers") {
        match crate::people::oidc::read(&path) {
            Ok(provider) if found.iter().any(|(id, _)| *id == provider.id) => {
                settings.fault(format!("`{}`: there is another provider `{}`", path.display(), provider.id));
            }
            Ok(provider) => found.push((provider.id, path)),
            Err(faults) => faults.into_iter().for_each(|fault| settings.fault(fault)),
        }
    }
    found.into_iter().map(|(_, path)| path).collect()
}

fn limits(settings: &mut Settings) -> Limits {
    let usual = Limits::default();
    let connections = settings.whole("limits.connections", 1..=1_000_000);
    let tiles = settings.whole("limits.tiles_mib", 1..=TILES_MIB_MAX);
    let mut seconds = |name: &str, usual: Duration, most: i64| {
        let seconds = settings.whole(name, 1..=most).and_then(|seconds| u64::try_from(seconds).ok());
        seconds.map_or(usual, Duration::from_secs)
    };
    Limits {
        head: seconds("limits.head_seconds", usual.head, 3_600),
        request: seconds("limits.request_seconds", usual.request, 3_600),
        write: seconds("limits.write_seconds", usual.write, 3_600),
        stop: seconds("limits.stop_seconds", usual.stop, 3_600),
        tiles: tiles.and_then(|mib| u64::try_from(mib).ok()).map_or(usual.tiles, |mib| mib << 20),
        connections: connections.and_then(|n| usize::try_from(n).ok()).unwrap_or(usual.connections),
    }
}
