//! Documents say what is there: crates, modules, commands, options, exit codes, datasets, changes.

use super::{Fault, TextFile, Tree, datasets};

const ARCHITECTURE: &str = "docs/architecture.md";
const CLI: &str = "docs/cli.md";
const SOURCES: &str = "docs/sources.md";
const DEMO: &str = "docs/demo.md";
const CHANGELOG: &str = "CHANGELOG.md";
/// Datasets of the fictional municipality begin so.
const FICTIONAL: &str = "markerwaard-";

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    tree.file(path).map_or("", |file| file.text.as_str())
}

/// Crates and modules that the code map does not name.
#[must_use]
pub fn architecture_faults(tree: &Tree) -> Vec<Fault> {
    let map = text(tree, ARCHITECTURE);
    let mut faults = Vec::new();
    for (folder, modules) in crates(tree) {
        let heading = format!("### `{folder}`");
        let Some((_, section)) = map.split_once(&heading) else {
            faults.push(Fault::of(
                ARCHITECTURE,
                format!("the code map has no heading \"{heading}\": add it, with what the crate is for"),
            ));
            continue;
        };
        let section =
            section.split("\n## ").next().unwrap_or(section).split("\n### ").next().unwrap_or(section);
        // the modules of measurements and chores come and go
        let modules = modules.iter().filter(|_| folder.starts_with("crates/"));
        for module in modules.filter(|module| !section.contains(&format!("`{module}`"))) {
            let why = format!(
                "the code map of `{folder}` does not name its module `{module}`: add it, with what it is about"
            );
            faults.push(Fault::of(ARCHITECTURE, why));
        }
    }
    faults
}

/// The crates by folder, each with the modules in its `src/`.
fn crates(tree: &Tree) -> Vec<(String, Vec<String>)> {
    let folders = tree.files.iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml"));
    let modules = |folder: &str| {
        let src = format!("{folder}/src/");
        let files = tree.product(&src).filter_map(|file| file.path.strip_prefix(&src)?.split('/').next());
        let mut names: Vec<String> = files.map(|name| name.trim_end_matches(".rs").to_owned()).collect();
        names.retain(|name| !matches!(name.as_str(), "lib" | "main" | "bin"));
        names.sort();
        names.dedup();
        names
    };
    folders.map(|folder| (folder.to_owned(), modules(folder))).collect()
}

/// Commands, options and exit codes that the page of the command line does not name.
#[must_use]
pub fn cli_faults(tree: &Tree) -> Vec<Fault> {
    let page = text(tree, CLI);
    let parts = tree.files.iter().filter(|file| file.path.starts_with("crates/cli/src/args"));
    let args = &parts.map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n");
    let exit = text(tree, "crates/cli/src/exit.rs");
    let commands = commands(args)
        .into_iter()
        .map(|command| (format!("`schouw {command}"), format!("command `schouw {command}`")));
    let options = options(args).into_iter().map(|option| (option.clone(), format!("option `{option}`")));
    let codes =
        exit_codes(exit).into_iter().map(|code| (format!("\n| {code} |"), format!("exit code {code}")));
    let missing = commands.chain(options).chain(codes).filter(|(words, _)| !page.contains(words.as_str()));
    missing.map(|(_, what)| Fault::of(CLI, format!("does not name the {what}: say what it does"))).collect()
}

/// The commands, from the enums that are called `Command` or end in it.
fn commands(args: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in args.match_indices("enum ") {
        let rest = &args[at + 5..];
        let Some((name, body)) = rest.split_once('{') else { continue };
        let Some(above) = name.trim().strip_suffix("Command") else { continue };
        let above = if above.is_empty() { String::new() } else { format!("{} ", kebab(above)) };
        let body = body.split("\n}").next().unwrap_or(body);
        // variants are indented once
        let variants = body
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .filter(|line| line.starts_with(char::is_uppercase));
        let names = variants.map(|line| line.chars().take_while(|c| c.is_alphanumeric()).collect::<String>());
        found.extend(names.map(|name| format!("{above}{}", kebab(&name))));
    }
    found
}

/// The options, from the fields below `#[arg(… long …)]`.
fn options(args: &str) -> Vec<String> {
    let lines: Vec<&str> = args.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for pair in lines.windows(2) {
        let [attribute, field] = pair else { continue };
        let long = attribute
            .strip_prefix("#[arg(")
            .is_some_and(|inside| inside.split([',', ')', ' ']).any(|word| word == "long"));
        if let Some((name, _)) = field.trim_start_matches("pub ").split_once(':').filter(|_| long) {
            found.push(format!("--{}", name.replace('_', "-")));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The exit codes: constants of type `u8`, and success.
fn exit_codes(exit: &str) -> Vec<u8> {
    let codes = exit.lines().filter_map(|line| {
        line.strip_prefix("pub const ")?.split_once(": u8 = ")?.1.strip_suffix(';')?.parse().ok()
    });
    codes.chain((!exit.is_empty()).then_some(0)).collect()
}

fn kebab(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(c.to_lowercase());
    }
    text
}

/// Datasets that no page describes.
#[must_use]
pub fn dataset_faults(tree: &Tree) -> Vec<Fault> {
    let page = |id: &str| if id.starts_with(FICTIONAL) { DEMO } else { SOURCES };
    let missing =
        datasets::ids(tree).into_iter().filter(|(id, _)| !text(tree, page(id)).contains(&format!("`{id}`")));
    missing
        .map(|(id, file)| {
            Fault::of(page(&id), format!("does not name the dataset `{id}` of {file}: add its row"))
        })
        .collect()
}

/// A changelog without what is coming.
#[must_use]
pub fn changelog_faults(tree: &Tree) -> Vec<Fault> {
    let file = tree.file(CHANGELOG);
    let heading = |file: &TextFile| file.text.lines().any(|line| line.starts_with("## [Unreleased]"));
    if file.is_some_and(heading) {
        return Vec::new();
    }
    vec![Fault::of(CHANGELOG, "has no heading \"## [Unreleased]\": add it, with what changes for users")]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARGS: &str = "\
pub enum Command {
    /// Answer
    Here(HereArgs),
    LongWord(X),
}
pub enum SnapshotCommand {
    List {
        #[arg(long)]
        json: bool,
    },
}
pub struct HereArgs {
    #[arg(long, value_name = \"DIR\")]
    pub rd_grid: Option<PathBuf>,
    #[arg(value_name = \"LAT,LON\")]
    pub spot: String,
}
";

    #[test]
    fn commands_and_options_are_read_from_the_arguments() {
        assert_eq!(commands(ARGS), ["here", "long-word", "snapshot list"]);
        assert_eq!(options(ARGS), ["--json", "--rd-grid"]);
        assert_eq!(exit_codes("pub const WORLD: u8 = 1;\n"), [1, 0]);
    }

    #[test]
    fn what_a_page_does_not_name_is_a_fault() {
        let page = "`schouw here` `schouw long-word` `schouw snapshot list` --json --rd-grid\n| 0 | good\n| 1 | world";
        let exit = "pub const WORLD: u8 = 1;\n";
        let count = |page: &str| {
            cli_faults(&Tree::of(&[
                ("crates/cli/src/args.rs", ARGS),
                ("crates/cli/src/exit.rs", exit),
                (CLI, page),
            ]))
            .len()
        };
        assert_eq!((count(page), count(&page.replace("--rd-grid", "")), count("")), (0, 1, 7));
    }

    #[test]
    fn the_code_map_has_every_crate_and_module() {
        let code = [
            ("crates/a/Cargo.toml", ""),
            ("crates/a/src/lib.rs", ""),
            ("crates/a/src/b.rs", ""),
            ("crates/a/src/c/mod.rs", ""),
        ];
        let count =
            |map: &str| architecture_faults(&Tree::of(&[&code[..], &[(ARCHITECTURE, map)]].concat())).len();
        assert_eq!(count("### `crates/a`\n`b` and `c`\n"), 0);
        assert_eq!(count("### `crates/a`\n`b`\n### `crates/z`\n`c`\n"), 1);
        assert_eq!(count("nothing"), 1);
    }

    #[test]
    fn a_dataset_has_its_row_in_the_page_for_it() {
        let tree = |sources: &str, demo: &str| {
            let definitions =
                [("datasets/a.toml", "id = \"a\""), ("datasets/m.toml", "id = \"markerwaard-m\"")];
            dataset_faults(&Tree::of(&[&definitions[..], &[(SOURCES, sources), (DEMO, demo)]].concat())).len()
        };
        assert_eq!((tree("`a`", "`markerwaard-m`"), tree("`markerwaard-m`", "`a`")), (0, 2));
    }
}
