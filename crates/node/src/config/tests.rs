use super::*;

fn faults(text: &str, environment: &[(&str, &str)]) -> Vec<String> {
    let environment: Vec<(String, String)> =
        environment.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    match parse(text, Path::new("etc"), &environment, &Said::default()) {
        Ok(_) => Vec::new(),
        Err(ConfigFaults(faults)) => faults,
    }
}

#[track_caller]
fn check(text: &str, environment: &[(&str, &str)], expected: &[&str]) {
    let found = faults(text, environment);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "`{expected}` is not in `{found}`");
    }
}

#[test]
fn an_empty_configuration_is_good() {
    check("", &[], &[]);
    let config = parse("", Path::new(""), &[], &Said::default()).unwrap();
    assert_eq!((config.listen.to_string().as_str(), config.metrics), (LISTEN, true));
}

#[test]
fn every_fault_is_named_at_once() {
    check(
        "listen = 'here'\nspeed = 3\nmetrics = 'perhaps'\n[limits]\nconnections = 0\n[proxy]\ntrusted = ['10.0.0.0/8', 'x']\n",
        &[("SCHOUW_TLS_KEY", "missing.pem"), ("SCHOUW_COLOUR", "red"), ("SCHOUW_LOG", "info")],
        &[
            "`speed` is not a setting",
            "`SCHOUW_COLOUR` in the environment",
            "`listen` must be an address",
            "`x` is not an address or network",
            "there is no file `missing.pem`",
            "`SCHOUW_TLS_KEY` needs `tls.certificate`",
            "`metrics` must be true or false",
            "`limits.connections` must be a whole number from 1",
        ],
    );
}

#[test]
fn a_secret_in_the_file_is_refused_and_not_repeated() {
    let text = "password = 'hunter2'\n[tls]\nkey = '''-----BEGIN PRIVATE KEY-----\nMIIE'''\n";
    check(text, &[], &["`password`: a secret does not belong", "`tls.key`: a secret does not belong"]);
    assert!(faults(text, &[]).iter().all(|fault| !fault.contains("hunter2") && !fault.contains("MIIE")));
}

#[test]
fn the_command_line_goes_before_the_environment_and_that_before_the_file() {
    let environment = [
        ("SCHOUW_LISTEN".to_owned(), "127.0.0.1:2".to_owned()),
        ("SCHOUW_METRICS".to_owned(), "false".to_owned()),
    ];
    let said = Said { snapshot: Some("there".into()), ..Said::default() };
    let text = "listen = '127.0.0.1:1'\nsnapshot = 'here'\nmetrics = true\n";
    let config = parse(text, Path::new("etc"), &environment, &said).unwrap();
    assert_eq!((config.listen.port(), config.metrics), (2, false));
    assert_eq!(config.snapshot, PathBuf::from("there"));
    let of_file = parse(text, Path::new("etc"), &[], &Said::default()).unwrap();
    assert_eq!(of_file.snapshot, Path::new("etc").join("here"), "a path in the file is of its folder");
}

#[test]
fn a_map_is_whole_or_not_there() {
    let whole = "[base_map]\nkind = 'raster'\nurl = 'https://kaart.example/{z}/{x}/{y}.png'\nattribution = 'Kadaster'\n";
    check(whole, &[], &[]);
    check(&whole.replace("{z}", "z"), &[], &["has `{z}`"]);
    check(&whole.replace("https", "http"), &[], &["begins with `https://`"]);
    check(
        "[base_map]\nkind = 'paper'\n",
        &[],
        &["`base_map.attribution` is missing", "one of the two", "`raster`, `style` or `pmtiles`"],
    );
}
