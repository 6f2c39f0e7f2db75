//! What is shown and what is not: what is over, what is to come, what is suppressed, and what is one too many.

use schouw_picture::answer::Answer;
use schouw_picture::here::{Ask, Suppressed};
use schouw_picture::layers::{Extent, Layers, Notice, Place};

use super::tests::{ask, day, here_in, rule, square, town};

fn notice(id: &str, [published, from, until]: [Option<&str>; 3]) -> Notice {
    Notice {
        source: 3,
        id: id.into(),
        kind: "evenement".into(),
        title: id.into(),
        text: String::new(),
        published: published.map(day),
        from: from.map(day),
        until: until.map(day),
        url: String::new(),
        extent: Extent::Points(vec![(50_150_000, 520_050_000)]),
    }
}

#[test]
fn a_notice_plays_until_its_last_day_and_is_hidden_after_it() {
    let check = |dates: [Option<&str>; 3], last: Option<&str>| {
        let notice = notice("n", dates);
        assert_eq!(notice.last_day(), last.map(day), "{dates:?}");
        let layers = Layers { notices: vec![notice], ..town() };
        let shown = |at: &str| here_in(&layers, &ask(5.015, at), &Suppressed::default()).notices.len() == 1;
        // the days end at midnight in the Netherlands, an hour before that in UTC
        let Some(last) = last else {
            return assert!(shown("2036-01-01T12:00:00Z"), "{dates:?}");
        };
        assert!(shown(&format!("{last}T22:59:59Z")), "{dates:?}");
        assert!(!shown(&format!("{last}T23:00:00Z")), "{dates:?}");
    };
    check([Some("2026-11-01"), Some("2026-11-20"), Some("2026-11-22")], Some("2026-11-22"));
    check([Some("2026-11-01"), None, Some("2026-11-22")], Some("2026-11-22"));
    check([Some("2025-12-31"), None, None], Some("2026-12-31"));
    check([Some("2023-03-01"), None, None], Some("2024-02-29"));
    check([Some("2026-11-01"), Some("2026-11-20"), None], None);
    check([None, None, None], None);
}

#[test]
fn a_notice_is_shown_at_an_earlier_moment_and_not_before_it_was_published() {
    let notices = vec![notice("n", [Some("2026-11-01"), Some("2026-11-20"), Some("2026-11-22")])];
    let layers = Layers { notices, ..town() };
    let shown = |at: &str| {
        let answer = here_in(&layers, &ask(5.015, at), &Suppressed::default());
        answer.notices.iter().map(|notice| notice.says.clone()).collect::<Vec<_>>()
    };
    assert!(shown("2026-11-27T20:40:00Z").is_empty(), "over");
    assert_eq!(shown("2026-11-21T12:00:00Z"), ["van 20 november tot en met 22 november"]);
    assert_eq!(shown("2026-11-05T12:00:00Z").len(), 1, "published, and still to come");
    assert!(shown("2026-10-31T12:00:00Z").is_empty(), "not published yet");
}

#[test]
fn a_rule_that_has_ended_is_hidden_and_shown_at_a_moment_when_it_held() {
    let mut ended = rule("oud", Extent::Shape(square(5.01)));
    ended.valid_until = Some(day("2026-11-22"));
    let layers = Layers { rules: vec![ended], ..town() };
    let shown = |at: &str| {
        let answer = here_in(&layers, &ask(5.015, at), &Suppressed::default());
        answer.rules.iter().map(|rule| (rule.id.clone(), rule.in_force)).collect::<Vec<_>>()
    };
    assert!(shown("2026-11-27T20:40:00Z").is_empty());
    assert!(shown("2026-11-22T23:00:00Z").is_empty(), "midnight has passed in the Netherlands");
    assert_eq!(shown("2026-11-22T20:40:00Z"), [("oud".to_owned(), Some(true))]);
    assert_eq!(shown("2026-11-16T12:00:00Z"), [("oud".to_owned(), Some(false))]);
}

#[test]
fn of_many_places_the_nearest_are_shown_and_the_others_counted() {
    let place = |number: i32| Place {
        source: 0,
        id: format!("{number:03}"),
        kind: "lamp".into(),
        name: String::new(),
        facts: Vec::new(),
        date: String::new(),
        // two by two at the same spot, the later ones nearer
        extent: Extent::Points(vec![(50_150_000 + 1_000 * (40 - number / 2), 520_050_000)]),
    };
    let layers = Layers { places: (0..80).map(place).collect(), ..town() };
    let ids = |answer: &Answer| answer.places.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
    let cut = |answer: &Answer| answer.gaps.iter().find(|gap| gap.what.contains("weggelaten")).cloned();
    let mut expected: Vec<(i32, String)> = (0..80).map(|n| (40 - n / 2, format!("{n:03}"))).collect();
    expected.sort();
    let ask = Ask { radius_m: 1_000, ..ask(5.015, "2026-11-27T20:40:00Z") };
    let all = here_in(&layers, &ask, &Suppressed::default());
    assert_eq!(ids(&all), expected.iter().map(|(_, id)| id.clone()).take(50).collect::<Vec<_>>());
    assert!(cut(&all).unwrap().what.contains("30 dingen"));
    // what is suppressed makes room, and is not counted
    let hidden = |ids: std::ops::Range<i32>| -> Suppressed {
        ids.map(|n| ("gebieden".parse().unwrap(), format!("{n:03}"))).collect()
    };
    let fewer = here_in(&layers, &ask, &hidden(70..80));
    assert_eq!((fewer.places.len(), fewer.places[0].id.as_str()), (50, "068"));
    assert!(cut(&fewer).unwrap().what.contains("20 dingen"));
    assert_eq!(cut(&here_in(&layers, &ask, &hidden(0..30))), None);
}
