//! Relative links in Markdown lead to files that are there.

use super::{Fault, Tree};

/// Links to nowhere, and links out of the project.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".md")) {
        for (line, target) in links(&file.text) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let Some(full) =
                (if path.is_empty() { Some(file.path.clone()) } else { resolve(&file.path, path) })
            else {
                faults.push(Fault::on(
                    &file.path,
                    line,
                    format!(
                        "`{target}` leads out of the project: name the file in words, or link to its address"
                    ),
                ));
                continue;
            };
            if !exists(tree, &full) {
                faults.push(Fault::on(
                    &file.path,
                    line,
                    format!("`{target}` leads nowhere: there is no `{full}`"),
                ));
            } else if !anchor.is_empty() && tree.file(&full).is_some_and(|to| !has_heading(&to.text, anchor))
            {
                faults.push(Fault::on(&file.path, line, format!("`{full}` has no heading `#{anchor}`")));
            }
        }
    }
    faults
}

/// The relative links of a text with their lines; those in blocks of code are none.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let in_code = line[..at].matches('`').count() % 2 == 1;
            let target = line[at + 2..].split([')', ' ']).next().unwrap_or_default();
            let elsewhere = target.contains("://") || target.starts_with("mailto:");
            if !in_code && !elsewhere && !target.is_empty() {
                found.push((number + 1, target));
            }
        }
    }
    found
}

/// The path from the root of a link in a file; none when it leads out of the project.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn exists(tree: &Tree, path: &str) -> bool {
    let below = format!("{path}/");
    let names = tree
        .files
        .iter()
        .map(|file| file.path.as_str())
        .chain(tree.binaries.iter().map(|(path, _)| path.as_str()));
    path.is_empty() || names.into_iter().any(|name| name == path || name.starts_with(&below))
}

/// Whether a heading has this anchor, as forges make it: lower case, hyphens for spaces, no other signs.
fn has_heading(text: &str, anchor: &str) -> bool {
    let slug = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        words
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    };
    text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(link: &str, expected: usize) {
        let tree = Tree::of(&[
            ("docs/a.md", &format!("[x]({link})")),
            ("docs/b.md", "# One & two\n"),
            ("README.md", ""),
        ]);
        assert_eq!(faults(&tree).len(), expected, "{link}");
    }

    #[test]
    fn a_link_leads_to_a_file_or_a_heading() {
        for (link, expected) in [
            ("b.md", 0),
            ("b.md#one--two", 0),
            ("b.md#three", 1),
            ("../README.md", 0),
            ("../docs", 0),
            ("c.md", 1),
            ("../../outside.md", 1),
            ("https://example.org/x", 0),
        ] {
            check(link, expected);
        }
    }

    #[test]
    fn code_has_no_links() {
        assert_eq!(links("```\n[a](b)\n```\n`[c](d)` [e](f)\n"), [(4, "f")]);
    }
}
