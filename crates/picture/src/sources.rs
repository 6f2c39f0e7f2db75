//! Where everything comes from: what, from whom, how old, what is wrong with it and what is missing.

use jiff::civil::Date;
use schouw_area::AreaCode;
use serde::{Deserialize, Serialize};

use crate::here::words;
use crate::layers::{Cadence, LayerKind, Source};
use crate::picture::Picture;

/// Most gemeenten named that a source covers.
const COVERS_NAMED_MAX: usize = 5;

/// The sources of a snapshot.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceList {
    /// the sources, by title
    pub sources: Vec<SourceCard>,
    /// digest of the snapshot
    pub snapshot: String,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceCard {
    /// id of the dataset
    pub id: String,
    /// what it is called
    pub title: String,
    /// who publishes it
    pub publisher: String,
    /// licence; `onbekend` when the publisher names none
    pub licence: String,
    /// page about it; empty when there is none
    pub homepage: String,
    /// day on which it was retrieved
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub retrieved: Date,
    /// its age in Dutch: "opgehaald 12 dagen geleden; de uitgever vernieuwt elk jaar"
    pub age_says: String,
    /// how often the publisher renews it
    pub cadence: Cadence,
    /// whether it is older than its cadence promises
    pub old: bool,
    /// what it tells, in Dutch
    pub tells: String,
    /// the layer that it fills
    pub layer: LayerKind,
    /// number of records of it in this snapshot
    pub rows: u64,
    /// how many gemeenten it covers; null when it covers the whole country
    pub covers: Option<u32>,
    /// that in Dutch
    pub covers_says: String,
    /// what is wrong with it, most first
    pub findings: Vec<FindingItem>,
    /// how many findings there are in all; null when nobody kept them
    pub findings_total: Option<u64>,
    /// all of that in one Dutch sentence
    pub findings_says: String,
}

/// Something that is wrong with records of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingItem {
    /// kind, as `findings.jsonl` of a snapshot has it
    pub kind: String,
    /// in Dutch: "3 records met een waarde die niet te lezen is"
    pub says: String,
    /// how many
    pub count: u64,
    /// a few of them: where it stands and what is wrong, without free text
    pub examples: Vec<String>,
}

/// What is wrong with the records of one source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceFindings {
    /// id of the dataset
    pub dataset: String,
    /// the findings
    pub findings: Vec<FindingItem>,
}

impl FindingItem {
    /// The findings of one kind, in words. `kind` is written as in `findings.jsonl`.
    #[must_use]
    pub fn new(kind: &str, count: u64, examples: Vec<String>) -> Self {
        Self { kind: kind.into(), says: finding_says(kind, count), count, examples }
    }
}

impl Picture<'_> {
    /// The sources, by title. `findings` are those that stand beside a snapshot; an area pack has its own.
    #[must_use]
    pub fn list_sources(&self, today: Date, findings: Option<&[SourceFindings]>) -> SourceList {
        let findings = findings.or(self.kept().findings.as_deref());
        let cards = self.sources().iter().enumerate();
        let mut sources: Vec<SourceCard> =
            cards.map(|(number, source)| self.source_card(number, source, today, findings)).collect();
        sources.sort_by(|a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
        SourceList { sources, snapshot: self.digest().to_owned() }
    }

    fn source_card(
        &self,
        number: usize,
        source: &Source,
        today: Date,
        findings: Option<&[SourceFindings]>,
    ) -> SourceCard {
        let id = source.dataset.to_string();
        let mut items = findings
            .and_then(|all| all.iter().find(|of| of.dataset == id))
            .map(|of| of.findings.clone())
            .unwrap_or_default();
        items.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.kind.cmp(&b.kind)));
        let total = findings.map(|_| items.iter().map(|item| item.count).sum());
        let days = (today - source.retrieved).get_days();
        // a pack tells of the whole snapshot
        let rows = if self.kept().gemeente.is_some() { &self.kept().rows } else { &self.meta.rows };
        SourceCard {
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            licence: source.licence.clone(),
            homepage: source.homepage.clone(),
            retrieved: source.retrieved,
            age_says: format!(
                "opgehaald {}; {}",
                words::age(source.retrieved, today),
                cadence_says(source.cadence)
            ),
            cadence: source.cadence,
            old: source.cadence.days_until_old().is_some_and(|limit| days > limit),
            tells: source.tells.clone(),
            layer: source.layer,
            rows: rows.get(number).copied().unwrap_or(0),
            covers: source.covers.as_ref().map(|covers| u32::try_from(covers.len()).unwrap_or(u32::MAX)),
            covers_says: self.covers_says(source.covers.as_deref()),
            findings_says: findings_says(total),
            findings_total: total,
            findings: items,
            id,
        }
    }

    fn covers_says(&self, covers: Option<&[AreaCode]>) -> String {
        let Some(covers) = covers else { return "heel Nederland".into() };
        let name = |code: &AreaCode| {
            let name = self.name_of(code.as_str());
            if name.is_empty() { code.to_string() } else { name }
        };
        match covers {
            [] => "geen gemeente in deze gegevens".into(),
            few if few.len() <= COVERS_NAMED_MAX => few.iter().map(name).collect::<Vec<_>>().join(", "),
            many => format!("{} gemeenten", many.len()),
        }
    }
}

fn cadence_says(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Once => "de uitgever vernieuwt dit niet",
        Cadence::Year => "de uitgever vernieuwt elk jaar",
        Cadence::Quarter => "de uitgever vernieuwt elk kwartaal",
        Cadence::Month => "de uitgever vernieuwt elke maand",
        Cadence::Week => "de uitgever vernieuwt elke week",
        Cadence::Day => "de uitgever vernieuwt elke dag",
        Cadence::Live => "de uitgever vernieuwt steeds",
    }
}

fn findings_says(total: Option<u64>) -> String {
    match total {
        None => "Wat er mis was bij het inlezen is hier niet bewaard.".into(),
        Some(0) => "Bij het inlezen is niets gevonden dat niet klopt.".into(),
        Some(1) => "Bij het inlezen is 1 ding gevonden dat niet klopt.".into(),
        Some(many) => format!(
            "Bij het inlezen zijn {} dingen gevonden die niet kloppen.",
            words::number(many as f64, 0)
        ),
    }
}

/// A kind of finding and how many, in Dutch.
fn finding_says(kind: &str, count: u64) -> String {
    let (one, many) = match kind {
        "unreadable-file" => {
            ("bestand dat niet verder te lezen is", "bestanden die niet verder te lezen zijn")
        }
        "malformed-record" => (
            "regel die niet de vorm heeft die hij moet hebben",
            "regels die niet de vorm hebben die zij moeten hebben",
        ),
        "missing-column" => ("kolom die ontbreekt", "kolommen die ontbreken"),
        "missing-value" => {
            ("regel waarin iets ontbreekt dat er moet zijn", "regels waarin iets ontbreekt dat er moet zijn")
        }
        "bad-value" => ("waarde die niet te lezen is", "waarden die niet te lezen zijn"),
        "implausible-value" => ("waarde die niet kan kloppen", "waarden die niet kunnen kloppen"),
        "bad-geometry" => {
            ("vorm op de kaart die niet te gebruiken is", "vormen op de kaart die niet te gebruiken zijn")
        }
        "repaired-geometry" => ("vorm op de kaart die is hersteld", "vormen op de kaart die zijn hersteld"),
        "outside-the-netherlands" => ("plek buiten Nederland", "plekken buiten Nederland"),
        "swapped-coordinates" => {
            ("plek waarvan noord en oost verwisseld zijn", "plekken waarvan noord en oost verwisseld zijn")
        }
        "duplicate" => ("regel die er twee keer in staat", "regels die er vaker dan een keer in staan"),
        "unknown-area" => {
            ("regel over een gebied dat niet bestaat", "regels over een gebied dat niet bestaat")
        }
        "cyclic-parents" => ("gebied dat in zichzelf ligt", "gebieden die in elkaar liggen"),
        "areas-overlap" => ("stuk dat in twee gebieden ligt", "stukken die in twee gebieden liggen"),
        "areas-gap" => ("stuk dat in geen enkel gebied ligt", "stukken die in geen enkel gebied liggen"),
        "dangling-reference" => {
            ("verwijzing naar iets dat er niet is", "verwijzingen naar iets dat er niet is")
        }
        "shielded-text" => (
            "tekst waarin iets over een persoon is afgeschermd",
            "teksten waarin iets over een persoon is afgeschermd",
        ),
        "not-fetched" => ("keer dat de bron niet te bereiken was", "keren dat de bron niet te bereiken was"),
        _ => ("ding dat niet klopt", "dingen die niet kloppen"),
    };
    format!("{} {}", words::number(count as f64, 0), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_said_in_plain_words() {
        for (kind, count, expected) in [
            ("bad-value", 1, "1 waarde die niet te lezen is"),
            ("duplicate", 1_200, "1.200 regels die er vaker dan een keer in staan"),
            ("something-new", 2, "2 dingen die niet kloppen"),
        ] {
            assert_eq!(FindingItem::new(kind, count, Vec::new()).says, expected);
        }
    }
}
