//! The next address from the HTTP header `Link` (RFC 8288).

/// The address with `rel="next"`.
pub(super) fn next(header: &str) -> Option<String> {
    let mut rest = header;
    loop {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let end = end_of_link(after);
        let (parameters, others) = after.split_at(end);
        if is_next(parameters) {
            return Some(target.trim().into());
        }
        rest = others;
    }
}

/// Where the parameters of a link end: at a comma that is not in quotes.
fn end_of_link(text: &str) -> usize {
    let mut quoted = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_next(parameters: &str) -> bool {
    parameters.split(';').filter_map(|pair| pair.split_once('=')).any(|(name, value)| {
        let relations = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("rel")
            && relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_is_found_among_others() {
        for (header, expected) in [
            (
                r#"<https://e.nl/?p=1>; rel="first", <https://e.nl/?p=3,4>; title="a, b"; rel="next""#,
                Some("https://e.nl/?p=3,4"),
            ),
            ("</a>; rel=next", Some("/a")),
            (r#"</a>; REL="prev Next""#, Some("/a")),
            (r#"</a>; rel="prev""#, None),
            (r#"</a>; title="rel=next""#, None),
            ("rel=next", None),
            ("</a", None),
            ("", None),
        ] {
            assert_eq!(next(header).as_deref(), expected, "{header}");
        }
    }
}
