//! Small pages for people who look with a browser. Nothing of others is loaded.

use std::fmt::Write as _;

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::IntoResponse as _;
use serde_json::Value;

use super::{Answer, BASE, header};
use crate::answer::{Keep, tagged};
use crate::problem::Problem;

/// Media type of a page.
pub(super) const HTML: &str = "text/html";
/// With its encoding.
const HTML_UTF8: &str = "text/html; charset=utf-8";
/// What a page may load: its style.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// Most features in the table of a page; who wants more asks for JSON.
const ROWS_MAX: usize = 1_000;
/// Longest value in a table, in characters.
const VALUE_CHARS_MAX: usize = 200;

const STYLE: &str = include_str!("stijl.css");

/// `GET /ogc/v1/stijl.css`.
pub(super) async fn style(headers: HeaderMap) -> axum::response::Response {
    tagged(STYLE.into(), HeaderValue::from_static("text/css; charset=utf-8"), Keep::Revalidate, &headers)
        .into_response()
}

/// A path below the base, for a link within these pages.
pub(super) fn here(path: &str) -> String {
    format!("{BASE}{path}")
}

/// The body of a page in the making.
pub(super) struct Page(String);

/// A page with a title.
pub(super) fn page(title: &str, fill: impl FnOnce(&mut Page), headers: &HeaderMap) -> Answer {
    let mut body = Page(String::new());
    fill(&mut body);
    let title = escaped(title);
    let text = format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{BASE}/stijl.css\">\n</head>\n<body>\n\
         <nav aria-label=\"Kruimelpad\"><a href=\"{BASE}?f=html\">Begin</a> <a href=\"{BASE}/collections?f=html\">Collecties</a></nav>\n\
         <main>\n<h1>{title}</h1>\n{}</main>\n</body>\n</html>\n",
        body.0
    );
    let mut response = tagged(text.into(), header(HTML_UTF8), Keep::Revalidate, headers);
    let to = response.headers_mut();
    to.insert(CONTENT_SECURITY_POLICY, POLICY);
    to.insert(CONTENT_TYPE, header(HTML_UTF8));
    to.insert(CACHE_CONTROL, Keep::Revalidate.value());
    to.insert(VARY, HeaderValue::from_static("accept"));
    super::answer(response)
}

impl Page {
    pub(super) fn paragraph(&mut self, text: &str) {
        self.line(&format!("<p>{}</p>", escaped(text)));
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.line(&format!("<h2>{}</h2>", escaped(text)));
    }

    pub(super) fn code(&mut self, text: &str) {
        self.line(&format!("<p><code>{}</code></p>", escaped(text)));
    }

    /// Links: text and address.
    pub(super) fn list(&mut self, links: &[(String, String)]) {
        self.line("<ul>");
        for (text, address) in links {
            self.line(&format!("<li><a href=\"{}\">{}</a></li>", escaped(address), escaped(text)));
        }
        self.line("</ul>");
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }
}

/// A page of features, or one, as a table.
pub(super) fn features(title: &str, geojson: &[u8], headers: &HeaderMap) -> Answer {
    let value: Value = serde_json::from_slice(geojson).map_err(|_| Problem::broken())?;
    let rows = match value["features"].as_array() {
        Some(rows) => rows.as_slice(),
        None => std::slice::from_ref(&value),
    };
    page(
        title,
        |out| {
            if let Some(returned) = value["numberReturned"].as_u64() {
                let of = value["numberMatched"].as_u64().map(|all| format!(" van {all}")).unwrap_or_default();
                out.paragraph(&format!("{returned}{of} op deze pagina."));
            }
            let links = value["links"].as_array().into_iter().flatten();
            let shown = links.filter(|link| {
                matches!(link["rel"].as_str(), Some("next" | "prev" | "alternate" | "collection"))
            });
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            out.list(&shown.map(|link| (text(&link["title"]), text(&link["href"]))).collect::<Vec<_>>());
            table(out, rows);
        },
        headers,
    )
}

fn table(out: &mut Page, rows: &[Value]) {
    let Some(first) = rows.first().and_then(|row| row["properties"].as_object()) else {
        out.paragraph("Hier staat niets.");
        return;
    };
    let names: Vec<&String> = first.keys().collect();
    let mut text = String::from(
        "<div class=\"tabel\" tabindex=\"0\" role=\"region\" aria-label=\"Gegevens\">\n<table>\n<thead><tr>",
    );
    for name in &names {
        let _ = write!(text, "<th scope=\"col\">{}</th>", escaped(name));
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for row in rows.iter().take(ROWS_MAX) {
        text.push_str("<tr>");
        for name in &names {
            let _ = write!(text, "<td>{}</td>", escaped(&cell(&row["properties"][name.as_str()])));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n</div>");
    out.line(&text);
    if rows.len() > ROWS_MAX {
        out.paragraph(&format!("Hier staan de eerste {ROWS_MAX}; vraag om JSON voor alles van deze pagina."));
    }
}

fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "ja".into(),
        Value::Bool(false) => "nee".into(),
        other => other.to_string(),
    };
    match text.char_indices().nth(VALUE_CHARS_MAX) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
