//! Licences and forbidden crates as `deny.toml` has them, from `cargo metadata`: so that they hold where `cargo deny`
//! is not installed. Advisories and sources are left to `cargo deny`.

use serde_json::Value;
use toml::Table;

use super::{Fault, Tree};
use crate::run::Step;

const DENY: &str = "deny.toml";

/// Libraries with a licence that `deny.toml` does not allow, and forbidden ones.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let Some(rules) = tree.file(DENY).and_then(|file| file.text.parse::<Table>().ok()) else {
        return vec![Fault::of(
            DENY,
            "is missing or is no TOML: say there which licences are allowed and which crates are not",
        )];
    };
    match packages(tree) {
        Ok(packages) => packages.iter().filter_map(|package| package_fault(package, &rules)).collect(),
        Err(why) => {
            vec![Fault::of("Cargo.lock", format!("`cargo metadata` gives no list of libraries: {why}"))]
        }
    }
}

/// The libraries that are built on this machine, from elsewhere.
fn packages(tree: &Tree) -> Result<Vec<Value>, String> {
    let about = Step::new("rustc").args(["-vV"]).output(&tree.root)?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let metadata =
        Step::new("cargo").args(["metadata", "--format-version=1", "--locked", "--filter-platform", host]);
    let metadata: Value =
        serde_json::from_str(&metadata.output(&tree.root)?).map_err(|error| error.to_string())?;
    let used: Vec<&Value> =
        metadata["resolve"]["nodes"].as_array().into_iter().flatten().map(|node| &node["id"]).collect();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    Ok(packages
        .filter(|package| used.contains(&&package["id"]) && !package["source"].is_null())
        .cloned()
        .collect())
}

fn package_fault(package: &Value, rules: &Table) -> Option<Fault> {
    let name = package["name"].as_str().unwrap_or_default();
    let banned = rules
        .get("bans")
        .and_then(|bans| bans.get("deny"))
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    if let Some(ban) =
        banned.into_iter().find(|ban| ban.get("crate").and_then(toml::Value::as_str) == Some(name))
    {
        let instead = ban
            .get("use-instead")
            .or_else(|| ban.get("reason"))
            .and_then(toml::Value::as_str)
            .unwrap_or("see deny.toml");
        return Some(Fault::of(
            "Cargo.lock",
            format!(
                "`{name}` is forbidden in deny.toml: {instead}; `cargo tree --invert {name}` tells who brings it"
            ),
        ));
    }
    let allowed = allowed_for(name, rules);
    let licence = package["license"].as_str().unwrap_or_default();
    if !licence.is_empty() && is_allowed(licence, &allowed) {
        return None;
    }
    let why = format!(
        "`{name}` has the licence \"{licence}\", which deny.toml does not allow: use another library, or ask whether it goes with EUPL-1.2"
    );
    Some(Fault::of("Cargo.lock", why))
}

/// The licences that a library may have: those for all, and those excepted for it.
fn allowed_for(name: &str, rules: &Table) -> Vec<String> {
    let Some(licences) = rules.get("licenses") else { return Vec::new() };
    let texts = |value: Option<&toml::Value>| -> Vec<String> {
        let list = value.and_then(toml::Value::as_array).into_iter().flatten();
        list.filter_map(|text| text.as_str().map(str::to_owned)).collect()
    };
    let mut allowed = texts(licences.get("allow"));
    for exception in licences.get("exceptions").and_then(toml::Value::as_array).into_iter().flatten() {
        if exception.get("crate").and_then(toml::Value::as_str) == Some(name) {
            allowed.extend(texts(exception.get("allow")));
        }
    }
    allowed
}

/// Whether an SPDX expression can be met with these licences. `/` is the old sign for `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at, allowed) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at, allowed);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any_of(words, at, allowed);
        *at += 1;
        return met;
    }
    let mut licence = (*word).to_owned();
    if let (Some(&"WITH"), Some(exception)) = (words.get(*at), words.get(*at + 1)) {
        licence = format!("{licence} WITH {exception}");
        *at += 2;
    }
    allowed.contains(&licence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, expected: bool) {
        let allowed: Vec<String> =
            ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"].map(str::to_owned).into();
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }

    #[test]
    fn a_licence_expression_is_met_or_not() {
        check("MIT", true);
        check("MIT/Apache-2.0", true);
        check("GPL-3.0 OR MIT", true);
        check("GPL-3.0 AND MIT", false);
        check("(MIT OR GPL-3.0) AND Unicode-3.0", true);
        check("(MIT OR Apache-2.0) AND GPL-3.0", false);
        check("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true);
        check("MIT WITH other-exception", false);
        check("", false);
        check("(MIT", false);
    }

    #[test]
    fn a_forbidden_or_unlicensed_crate_is_a_fault() {
        let rules: Table = "[bans]\ndeny = [{ crate = \"openssl\", use-instead = \"rustls\" }]\n[licenses]\nallow = [\"MIT\"]\nexceptions = [{ crate = \"roots\", allow = [\"CDLA-Permissive-2.0\"] }]\n".parse().unwrap();
        let fault = |name: &str, licence: &str| {
            package_fault(&serde_json::json!({"name": name, "license": licence}), &rules).is_some()
        };
        assert!(fault("openssl", "MIT"));
        assert!(fault("x", "GPL-3.0"));
        assert!(!fault("x", "MIT"));
        assert!(!fault("roots", "CDLA-Permissive-2.0"));
        assert!(fault("x", "CDLA-Permissive-2.0"));
    }
}
