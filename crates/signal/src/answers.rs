//! Texts to start an answer from. They are for the sender of a signal: short, honest, without names.

use serde::Serialize;

use crate::codes::Theme;

/// A text to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StandardAnswer {
    /// its id
    pub id: &'static str,
    /// its title
    #[serde(rename = "titel")]
    pub title: &'static str,
    /// the text
    #[serde(rename = "tekst")]
    pub text: &'static str,
    /// the themes that it fits; every theme when there are none
    #[serde(rename = "themas")]
    pub themes: &'static [Theme],
}

/// The texts.
pub const STANDARD: &[StandardAnswer] = &[
    StandardAnswer {
        id: "opgelost",
        title: "Het is opgelost",
        text: "Dank je voor je signaal. We zijn wezen kijken en het is opgelost.",
        themes: &[],
    },
    StandardAnswer {
        id: "niets-gezien",
        title: "We hebben niets meer gezien",
        text: "Dank je voor je signaal. We zijn wezen kijken en hebben niets meer gezien. Zie je het weer, laat het dan weten.",
        themes: &[],
    },
    StandardAnswer {
        id: "gepland",
        title: "We gaan kijken",
        text: "Dank je voor je signaal. Het staat op onze route van deze week.",
        themes: &[],
    },
    StandardAnswer {
        id: "partner",
        title: "Een partner pakt het op",
        text: "Dank je voor je signaal. Onze partner heeft het nu en pakt het op. Hun antwoord lees je hier.",
        themes: &[],
    },
    StandardAnswer {
        id: "afval-opgeruimd",
        title: "Het afval is weg",
        text: "Dank je voor je signaal. Het afval is opgehaald. We kijken de komende weken vaker.",
        themes: &[Theme::Waste],
    },
    StandardAnswer {
        id: "monster",
        title: "Er is een monster genomen",
        text: "We zijn ter plaatse geweest en hebben een monster genomen. De vaten zijn afgevoerd. Over het onderzoek zelf kunnen we niets zeggen.",
        themes: &[Theme::Environment],
    },
    StandardAnswer {
        id: "gesproken",
        title: "We hebben met mensen gesproken",
        text: "Dank je voor je signaal. We hebben met de mensen daar gesproken en afspraken gemaakt.",
        themes: &[Theme::Youth, Theme::Hospitality],
    },
    StandardAnswer {
        id: "geen-overtreding",
        title: "Het mag daar",
        text: "Dank je voor je signaal. We hebben het nagekeken: het mag daar. Daarom doen we niets.",
        themes: &[],
    },
    StandardAnswer {
        id: "niet-van-ons",
        title: "Dit is niet aan ons",
        text: "Dank je voor je signaal. Dit is niet aan ons. We hebben het doorgegeven aan wie er wel over gaat.",
        themes: &[],
    },
];
