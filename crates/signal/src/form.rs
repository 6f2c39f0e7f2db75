//! What of a signal a partner gets: its fields with their category in `law`, and the copy that holds only the fields that
//! go.

use std::collections::BTreeMap;

use crate::codes::Hat;
use crate::content::Content;
use crate::guard::{FindingKind, kinds, pieces, without};

/// The form without anything of a person.
pub const WITHOUT_PERSON: &str = "zonder-persoon";

/// The fields of a signal: name to category of `law`.
#[must_use]
pub fn fields(content: &Content, hat: Hat) -> BTreeMap<String, &'static str> {
    let mut fields = BTreeMap::new();
    let mut add = |name: &str, category| fields.insert(name.to_owned(), category);
    add("thema", "technical");
    add("tijd en plaats", "time_place");
    let words =
        if hat == Hat::Investigation || content.offence.is_some() { "offence_facts" } else { "conduct" };
    add("wat er gezien is", words);
    if content.offence.is_some() {
        add("feitcode", "offence_facts");
    }
    if !content.photos.is_empty() {
        add("foto's", if content.shows_people() { "photo" } else { "technical" });
    }
    for kind in kinds(&content.text) {
        add(field_of(kind), category_of(kind));
    }
    fields
}

/// The categories of `law` in a signal, each once.
#[must_use]
pub fn categories(content: &Content, hat: Hat) -> Vec<&'static str> {
    let mut found: Vec<&str> = fields(content, hat).into_values().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a signal can be traced to a person: by what it says of one, by a photo that shows one, or because it is about
/// who is suspected.
#[must_use]
pub fn is_about_person(content: &Content, hat: Hat) -> bool {
    hat == Hat::Investigation
        || content.about_person
        || content.shows_people()
        || !kinds(&content.text).is_empty()
}

/// Whether it is about somebody under age, as far as the words say.
#[must_use]
pub fn is_about_minor(content: &Content) -> bool {
    kinds(&content.text).contains(&FindingKind::Minor)
}

/// The name of the field of what the guard finds.
#[must_use]
pub const fn field_of(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Plate => "kenteken",
        FindingKind::Name => "naam",
        FindingKind::Phone => "telefoonnummer",
        FindingKind::Email => "e-mailadres",
        FindingKind::Bsn => "bsn",
        FindingKind::Iban => "rekeningnummer",
        FindingKind::Handle => "account",
        FindingKind::Minor => "leeftijd",
        FindingKind::Medical => "gezondheid",
    }
}

/// The category of `law` of what the guard finds.
#[must_use]
pub const fn category_of(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Plate => "plate",
        FindingKind::Name => "identity",
        FindingKind::Phone | FindingKind::Email => "contact",
        FindingKind::Bsn => "bsn",
        FindingKind::Iban => "financial",
        FindingKind::Handle => "online_content",
        FindingKind::Minor => "birth_date",
        FindingKind::Medical => "health",
    }
}

/// The copy that a partner gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimal {
    /// what goes
    pub content: Content,
    /// fields that do not go
    pub left_out: Vec<String>,
}

/// The copy with only the fields that go; `coarser` go with less detail.
#[must_use]
pub fn minimal(content: &Content, go: &[String], coarser: &[String]) -> Minimal {
    let goes = |field: &str| go.iter().any(|one| one == field);
    let less = |field: &str| coarser.iter().any(|one| one == field);
    let mut copy = content.clone();
    copy.text = if goes("wat er gezien is") || less("wat er gezien is") {
        without(&content.text, |kind| !goes(field_of(kind)))
    } else {
        String::new()
    };
    if !goes("tijd en plaats") {
        copy.place = content.place.as_ref().filter(|_| less("tijd en plaats")).map(crate::Place::coarser);
    }
    if !goes("feitcode") {
        copy.offence = None;
    }
    if !goes("foto's") {
        // coarser would be a cut-out, which only a person can make
        copy.photos.clear();
    }
    copy.kept.retain(|kept| goes(field_of(kept.kind)));
    copy.about_person = false;
    let mut left_out: Vec<String> = kinds(&content.text)
        .into_iter()
        .map(field_of)
        .filter(|field| !goes(field))
        .map(str::to_owned)
        .collect();
    for (field, was, is) in [
        ("foto's", !content.photos.is_empty(), !copy.photos.is_empty()),
        ("feitcode", content.offence.is_some(), copy.offence.is_some()),
        ("precieze plaats", content.place.is_some(), copy.place == content.place),
        ("wat er gezien is", !content.text.is_empty(), !copy.text.is_empty()),
    ] {
        if was && !is {
            left_out.push(field.to_owned());
        }
    }
    Minimal { content: copy, left_out }
}

/// The text without anything of a person, and photos only when they are covered: what the form [`WITHOUT_PERSON`] starts
/// from.
#[must_use]
pub fn without_person(content: &Content) -> Content {
    let mut copy = content.clone();
    copy.text = without(&content.text, |_| true);
    copy.photos.retain(|photo| photo.uncovered.is_none());
    copy.kept.clear();
    copy.about_person = false;
    copy
}

/// A copy as people read it, field by field.
#[must_use]
pub fn said(content: &Content) -> Vec<(&'static str, String)> {
    let mut said = vec![("Thema", content.theme.said().to_owned())];
    if let Some(place) = &content.place {
        let at = place.address.clone().unwrap_or_else(|| "op de kaart".to_owned());
        said.push(("Plaats", at));
    }
    if !content.text.is_empty() {
        said.push(("Wat er gezien is", content.text.clone()));
    }
    let plates = pieces(&content.text, FindingKind::Plate);
    if !plates.is_empty() {
        said.push(("Kenteken", plates.join(", ")));
    }
    if let Some(offence) = &content.offence {
        said.push(("Feitcode", offence.clone()));
    }
    if !content.photos.is_empty() {
        said.push(("Foto's", content.photos.len().to_string()));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Theme;
    use crate::content::{Photo, Place};

    fn content(text: &str) -> Content {
        Content {
            place: Some(Place {
                lat: 52.495_61,
                lon: 5.074_24,
                accuracy: Some(4),
                address: Some("Kade 12".into()),
            }),
            seen: "2026-11-20T20:00:00Z".parse().unwrap(),
            theme: Theme::Parking,
            text: text.to_owned(),
            photos: vec![Photo {
                id: "01932c07-d000-7000-8000-000000000001".parse().unwrap(),
                uncovered: None,
            }],
            offence: None,
            about_person: false,
            kept: Vec::new(),
            wanted: Vec::new(),
        }
    }

    #[test]
    fn what_is_of_a_person_is_a_field_of_its_own() {
        let content = content("Bus AB-12-34 van de heer Jansen staat op de stoep");
        let fields = fields(&content, Hat::Supervision);
        assert_eq!(fields.get("kenteken"), Some(&"plate"));
        assert_eq!(fields.get("naam"), Some(&"identity"));
        assert_eq!(fields.get("foto's"), Some(&"technical"));
        assert!(is_about_person(&content, Hat::Supervision));
    }

    #[test]
    fn a_copy_holds_only_what_goes() {
        let content = content("Bus AB-12-34 van de heer Jansen staat op de stoep");
        let go: Vec<String> = ["thema", "wat er gezien is", "kenteken"].map(String::from).into();
        let copy = minimal(&content, &go, &["tijd en plaats".to_owned()]);
        assert_eq!(copy.content.text, "Bus AB-12-34 van de heer [naam] staat op de stoep");
        assert_eq!(copy.content.place.unwrap().address.as_deref(), Some("Kade"));
        assert!(copy.content.photos.is_empty());
        assert_eq!(copy.left_out, ["naam", "foto's", "precieze plaats"]);
    }

    #[test]
    fn without_a_person_nothing_of_one_is_left() {
        let content = content("Bus AB-12-34 van de heer Jansen staat op de stoep");
        assert!(!is_about_person(&without_person(&content), Hat::Supervision));
    }
}
