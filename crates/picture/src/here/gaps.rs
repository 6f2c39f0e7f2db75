//! What is not known here, and which source would tell. What is missing is a card of its own.

use schouw_area::{AreaCode, Level};

use crate::answer::{FigureItem, Gap};
use crate::layers::{ContactKind, LayerKind};

use super::Scope;
use super::items::Nearby;

/// Years after which the end of a series is told as a gap.
const SERIES_YEARS_OLD: i16 = 2;

/// The gaps at the spot.
pub(crate) fn gaps(scope: &Scope<'_, '_>, nearby: &Nearby, figures: &[FigureItem]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut add = |what: String, would_tell: &str| gaps.push(Gap { what, would_tell: would_tell.into() });
    if scope.found.is_empty() && !scope.position.near_the_netherlands() {
        add(
            "Alles: deze plek ligt buiten Nederland".into(),
            "geen van deze bronnen, zij gaan over Nederland",
        );
        return gaps;
    }
    if scope.found.is_empty() {
        add(
            "In welke buurt of gemeente dit ligt: buiten de gebieden in deze gegevens".into(),
            "CBS, gebiedsindelingen",
        );
    }
    layer_gaps(scope, nearby, &mut add);
    if nearby.somewhere_hidden > 0 {
        let what = format!(
            "Waar in deze gemeente nog {} regels gelden: de bron geeft geen plek",
            nearby.somewhere_hidden
        );
        add(what, "RDW (NPR) of de gemeente, met de gebieden op de kaart");
    }
    if nearby.cut > 0 {
        add(
            format!("Er is meer dan hier past: {} dingen zijn weggelaten", nearby.cut),
            "een kleinere straal",
        );
    }
    for figure in figures {
        if figure.absent == Some("onbekend") {
            add(
                format!("{}: geen cijfer voor dit gebied in {}", figure.label, figure.period),
                publisher(scope, figure),
            );
        } else if figure
            .period
            .get(..4)
            .and_then(|year| year.parse().ok())
            .is_some_and(|year: i16| year < scope.today.year() - SERIES_YEARS_OLD)
        {
            add(format!("{}: geen cijfers sinds {}", figure.label, figure.period), publisher(scope, figure));
        }
    }
    if figures.is_empty() && !scope.found.is_empty() {
        add(
            "Cijfers over deze buurt".into(),
            "CBS, kerncijfers wijken en buurten; politie, geregistreerde misdrijven",
        );
    }
    gaps
}

fn publisher<'s>(scope: &'s Scope<'_, '_>, figure: &FigureItem) -> &'s str {
    let sources = scope.picture.sources();
    let source = sources.iter().find(|source| source.dataset.as_str() == figure.source.dataset.as_str());
    source.map_or("de bron", |source| source.publisher.as_str())
}

fn layer_gaps(scope: &Scope<'_, '_>, nearby: &Nearby, add: &mut dyn FnMut(String, &str)) {
    if nearby.rules.iter().all(|rule| !rule.place_known) && !covered(scope, LayerKind::Rules) {
        add(
            "Welke regels van de gemeente hier gelden: geen zones van de APV".into(),
            "de gemeente; zij kan haar zones toevoegen",
        );
    }
    let has = |kind| nearby.who.iter().any(|who| who.kind == kind && !who.expired);
    if !has(ContactKind::Afspraak) {
        add(
            "Wie hier waarop optreedt: geen afspraken (handhavingsarrangement)".into(),
            "de gemeente en het basisteam, in hun handhavingsarrangement",
        );
    }
    if !has(ContactKind::Basisteam) {
        add(
            "Welk basisteam dit is en hoe je het bereikt".into(),
            "de politie-eenheid; een openbare lijst is er niet",
        );
    }
    if !has(ContactKind::Contactpunt) {
        add("Wie bij de gemeente te bellen is".into(), "de gemeente, team toezicht en handhaving");
    }
    if nearby.notices.is_empty() && !covered(scope, LayerKind::Notices) {
        add("Vergunningen, evenementen en verkeersbesluiten".into(), "KOOP, officiële bekendmakingen");
    }
    if nearby.problems.is_empty() && !covered(scope, LayerKind::Reports) {
        add("Meldingen over de openbare ruimte".into(), "de gemeente, meldingen openbare ruimte");
    }
}

/// Whether a source of this layer covers the gemeente of the spot: then finding nothing means that there is nothing.
fn covered(scope: &Scope<'_, '_>, layer: LayerKind) -> bool {
    let mut sources = scope.picture.sources().iter().filter(|source| source.layer == layer);
    sources.any(|source| {
        let Some(covers) = &source.covers else { return true };
        let here = |code: &&AreaCode| scope.codes.contains(&code.as_str());
        covers.iter().filter(here).any(|code| code.level() == Level::Gemeente)
    })
}
