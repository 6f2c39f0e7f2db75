//! Embeds the app when it was built: the files of `pwa/dist` become a list in the program. Never runs npm.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = home.join("../../pwa/dist");
    // a folder that is not there would make cargo build this crate again each time; where it cannot be made, so be it
    let _ = fs::create_dir_all(&dist);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    let dist = dist.canonicalize().unwrap_or(dist);
    let mut files = Vec::new();
    if dist.join("index.html").is_file() {
        gather(&dist, &dist, &mut files)?;
    }
    files.sort();
    let mut list = String::from("&[\n");
    for name in files.iter().filter(|name| !is_packed(name, &files)) {
        let bytes = |name: &str| format!("include_bytes!({:?})", dist.join(name).display().to_string());
        let packed = |end: &str| {
            let name = format!("{name}{end}");
            if files.contains(&name) { format!("Some({})", bytes(&name)) } else { "None".into() }
        };
        let (br, gz) = (packed(".br"), packed(".gz"));
        // writing to a text does not fail
        let _ = writeln!(list, "    File {{ path: {name:?}, bytes: {}, br: {br}, gz: {gz} }},", bytes(name));
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("app_files.rs"), list)
}

/// Whether a file is the compressed form of another one.
fn is_packed(name: &str, files: &[String]) -> bool {
    [".br", ".gz"]
        .iter()
        .any(|end| name.strip_suffix(end).is_some_and(|plain| files.iter().any(|f| f == plain)))
}

fn gather(top: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // what the build tool notes for itself
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            gather(top, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(top) {
            files.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
