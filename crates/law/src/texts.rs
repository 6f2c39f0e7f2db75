//! The official texts: XML of the Basis Wetten Bestand (`toestand` of today, and `wetgeving` as it was before), read into
//! articles with their parts, and annexes with lists into items. What a user sees as the text of the law comes from here only.

mod annex;
mod xml;

use jiff::civil::Date;

pub use annex::{Difference, ListItem, differences, items};

/// Most bytes of one law.
pub const LAW_BYTES_MAX: usize = 64 << 20;

/// A law as it stood from one day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawText {
    /// Number in the Basis Wetten Bestand.
    pub bwb_id: String,
    /// Its full title.
    pub title: String,
    /// The first day of this text, when the file tells.
    pub valid_from: Option<Date>,
    /// Its articles.
    pub articles: Vec<Article>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number, as `15` or `4:2`.
    pub number: String,
    /// The day since which it reads so, when the file tells.
    pub since: Option<Date>,
    /// Its parts in order: paragraphs (leden) and items, each with the way to it (`1`, `b`, `2`).
    pub parts: Vec<Part>,
}

/// A part of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The way to it, without full stops and degree signs.
    pub path: Vec<String>,
    /// Its text.
    pub text: String,
}

/// Why a file is no text of a law.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// over the limit
    #[error("has more than {LAW_BYTES_MAX} bytes")]
    TooLarge,
    /// not XML, or with entities that are declared in it
    #[error("is not XML that can be read: {0}")]
    NotXml(String),
    /// XML of something else
    #[error("is not a law of the Basis Wetten Bestand: it has no `bwb-id`")]
    NoLaw,
}

/// Reads a law.
///
/// # Errors
/// When it is too large, no XML, or no law.
pub fn read(text: &str) -> Result<LawText, TextFault> {
    if text.len() > LAW_BYTES_MAX {
        return Err(TextFault::TooLarge);
    }
    let mut law =
        LawText { bwb_id: String::new(), title: String::new(), valid_from: None, articles: Vec::new() };
    let mut walk = xml::Walk::new(text);
    while let Some(piece) = walk.next()? {
        match piece {
            xml::Piece::Open(tag) if matches!(tag.name.as_str(), "toestand" | "wetgeving") => {
                if law.bwb_id.is_empty() {
                    law.bwb_id = tag.attribute("bwb-id").unwrap_or_default().to_owned();
                }
                law.valid_from = law.valid_from.or_else(|| tag.date("inwerkingtreding"));
            }
            xml::Piece::Open(tag) if tag.name == "intitule" => law.title = walk.text_of("intitule")?,
            xml::Piece::Open(tag) if tag.name == "artikel" => {
                let article = article(&mut walk, tag.date("inwerking"))?;
                law.articles.extend(article);
            }
            _ => {}
        }
    }
    if law.bwb_id.is_empty() { Err(TextFault::NoLaw) } else { Ok(law) }
}

/// An article, after its tag was opened; nothing when it has no number.
fn article(walk: &mut xml::Walk<'_>, since: Option<Date>) -> Result<Option<Article>, TextFault> {
    let mut found = Article { number: String::new(), since, parts: Vec::new() };
    let mut path: Vec<String> = Vec::new();
    while let Some(piece) = walk.next()? {
        match piece {
            xml::Piece::Open(tag) => match tag.name.as_str() {
                "nr" if found.number.is_empty() => found.number = clean(&walk.text_of("nr")?),
                "lid" | "li" => path.push(String::new()),
                "lidnr" | "li.nr" => {
                    let number = clean(&walk.text_of(&tag.name)?);
                    if let Some(last) = path.last_mut() {
                        *last = number;
                    }
                }
                "al" => {
                    let text = walk.text_of("al")?;
                    if !text.is_empty() {
                        found.parts.push(Part { path: path.clone(), text });
                    }
                }
                "kop" | "lijst" => {}
                _ => {}
            },
            xml::Piece::Close(name) if matches!(name.as_str(), "lid" | "li") => {
                path.pop();
            }
            xml::Piece::Close(name) if name == "artikel" => break,
            _ => {}
        }
    }
    Ok(Some(found).filter(|article| !article.number.is_empty()))
}

/// A number as articles are cited: no full stop, degree sign or bracket.
fn clean(number: &str) -> String {
    let kept = number.chars().filter(|sign| !matches!(sign, '.' | '°' | 'º' | ')' | '(' | ' '));
    kept.collect::<String>().to_lowercase()
}

impl LawText {
    /// The text of an article or a part of it, as `15`, `15(1)`, `4:2(1)(n)`; nothing when it is not there.
    #[must_use]
    pub fn show(&self, cited: &str) -> Option<String> {
        let mut levels = cited.split('(').map(clean);
        let number = levels.next()?;
        let levels: Vec<String> = levels.collect();
        let article = self.articles.iter().find(|article| article.number == number)?;
        let parts = article.parts.iter().filter(|part| part.path.starts_with(&levels));
        let lines: Vec<String> = parts
            .map(|part| match part.path.last() {
                Some(level) => format!("{}{level}. {}", "  ".repeat(part.path.len() - 1), part.text),
                None => part.text.clone(),
            })
            .collect();
        if lines.is_empty() {
            return None;
        }
        let since = article.since.or(self.valid_from).map_or("onbekend".to_owned(), |day| day.to_string());
        Some(format!(
            "{} ({}), artikel {}, geldend vanaf {since}\n{}",
            self.title,
            self.bwb_id,
            article.number,
            lines.join("\n")
        ))
    }
}
