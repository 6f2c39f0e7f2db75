//! Pages to print: plain HTML with its style in it, nothing from elsewhere; dark on light, plots as bars with their number
//! beside them, so that a copy in black and white says the same.

mod actions;
mod report;
mod team;

pub use actions::actions;
pub use report::report;
pub use team::team;

/// The style of every page.
const STYLE: &str = "@page{size:A4;margin:15mm}body{font:10.5pt/1.4 system-ui,sans-serif;color:#111;max-width:180mm;\
margin:0 auto;padding:0 4mm}h1{font-size:17pt;margin:0 0 2mm}h2{font-size:12.5pt;margin:5mm 0 1.5mm;break-after:avoid}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:1mm 2mm 1mm 0;border-bottom:.3mm \
solid #bbb}th{border-bottom-color:#111}tr,blockquote,li{break-inside:avoid}.n{text-align:right;font-variant-numeric:\
tabular-nums}.bar{background:#111;height:3mm;min-width:.3mm}.barcell{width:45mm}blockquote{margin:1.5mm 0;padding-left:3mm;\
border-left:.8mm solid #111}.quiet{color:#444}.late{font-weight:700}.new{break-before:page}";

/// A whole page.
fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>\n{body}</main></body></html>\n"
    )
}

/// A text as it may stand in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            sign => out.push(sign),
        }
    }
    out
}

/// A day as people say it: `7 februari 2019`.
fn day(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let month =
        usize::from(date.month().unsigned_abs()).checked_sub(1).and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests;
