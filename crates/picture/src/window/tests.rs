use proptest::prelude::*;

use super::*;
use crate::moment::{amsterdam, parse_moment};

fn instant(text: &str) -> Timestamp {
    parse_moment(text, Timestamp::UNIX_EPOCH).unwrap()
}

fn window(hours: &str) -> Window {
    Window::parse(hours, &[]).unwrap_or_else(|error| panic!("{error}"))
}

/// `expected`: "+" or "-" and the next change in Dutch time, or nothing when there is none.
fn check(hours: &str, at: &str, expected: &str) {
    let state = window(hours).state_at(instant(at));
    let until = state.until.map(|until| format!(" {}", amsterdam().to_datetime(until).strftime("%F %R")));
    let got = format!("{}{}", if state.in_force { '+' } else { '-' }, until.unwrap_or_default());
    assert_eq!(got, expected, "{hours} at {at}");
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_starts() {
    let hours = "Fr-Su 22:00-06:00";
    check(hours, "2026-11-27 21:40", "- 2026-11-27 22:00"); // a Friday
    check(hours, "2026-11-27 22:00", "+ 2026-11-28 06:00");
    check(hours, "2026-11-28 05:59", "+ 2026-11-28 06:00");
    check(hours, "2026-11-28 06:00", "- 2026-11-28 22:00");
    check(hours, "2026-11-30 03:00", "+ 2026-11-30 06:00"); // the night from Sunday to Monday
    check(hours, "2026-11-30 22:30", "- 2026-12-04 22:00");
    check(hours, "2026-11-27 03:00", "- 2026-11-27 22:00"); // Thursday night
}

#[test]
fn an_excepted_day_takes_its_whole_night_and_leaves_the_night_before() {
    // King's Day 2025 was on Saturday the 26th
    for hours in ["Fr-Su 22:00-06:00, not on King's Day", "Fr-Su 22:00-06:00, niet op Koningsdag"] {
        check(hours, "2025-04-26 03:00", "+ 2025-04-26 06:00"); // the night that started on Friday
        check(hours, "2025-04-26 23:00", "- 2025-04-27 22:00");
        check(hours, "2025-04-27 03:00", "- 2025-04-27 22:00");
        check(hours, "2025-04-28 03:00", "+ 2025-04-28 06:00");
        check(hours, "2024-04-27 23:00", "- 2024-04-28 22:00"); // the 27th, a Saturday
    }
    let state =
        |except: &[&str], at| Window::parse("22:00-06:00", except).unwrap().state_at(instant(at)).in_force;
    assert!(!state(&["koningsdag"], "2026-04-27 23:00"));
    assert!(!state(&["2026-12-31"], "2027-01-01 01:00"));
    assert!(state(&["2026-12-31"], "2027-01-01 22:00"));
    assert!(!state(&["oudejaarsnacht"], "2028-01-01 01:00"));
}

#[test]
fn holidays_off_go_by_the_day_of_start_too() {
    let hours = "Mo-Su 22:00-06:00; PH off";
    check(hours, "2026-12-25 03:00", "+ 2026-12-25 06:00"); // started on the 24th
    check(hours, "2026-12-25 23:00", "- 2026-12-27 22:00"); // both Christmas days
    check(hours, "2026-12-27 03:00", "- 2026-12-27 22:00");
    check("Mo-Fr 09:00-18:00; PH off", "2026-05-05 10:00", "- 2026-05-06 09:00"); // Liberation Day, every year
    check("Mo-Fr 09:00-18:00; PH off", "2026-04-03 10:00", "+ 2026-04-03 18:00"); // Good Friday is not one
    check("PH 00:00-24:00", "2026-05-14 12:00", "+ 2026-05-15 00:00");
    check("PH,Su 10:00-12:00", "2026-05-14 11:00", "+ 2026-05-14 12:00");
    check("PH +1 day 10:00-12:00", "2026-05-15 11:00", "+ 2026-05-15 12:00");
}

#[test]
fn seasons_and_single_dates() {
    check("Mar 15-Jul 15", "2026-03-14 23:59", "- 2026-03-15 00:00");
    check("Mar 15-Jul 15", "2026-05-01 12:00", "+ 2026-07-16 00:00");
    check("Mar 15-Jul 15", "2026-08-01 12:00", "- 2027-03-15 00:00");
    check("Oct-Mar 10:00-16:00", "2026-12-31 16:00", "- 2027-01-01 10:00");
    check("May-Sep Sa-Su 10:00-20:00", "2026-04-20 12:00", "- 2026-05-02 10:00");
    check("2026 Nov 27 18:00-02:00", "2026-11-27 12:00", "- 2026-11-27 18:00");
    check("2026 Nov 27 18:00-02:00", "2026-11-28 01:00", "+ 2026-11-28 02:00");
    check("2026 Nov 27 18:00-02:00", "2026-11-28 03:00", "-");
    check("Mo[1] 10:00-12:00", "2026-11-01 12:00", "- 2026-11-02 10:00");
    check("Mo[-1] 10:00-12:00", "2026-11-02 12:00", "- 2026-11-30 10:00");
    check("week 01-10 Mo 10:00-12:00", "2026-06-01 12:00", "- 2027-01-04 10:00");
    check("Dec 31 10:00-02:00", "2026-12-31 12:00", "+ 2027-01-01 02:00");
    check("easter 10:00-12:00", "2026-04-05 11:00", "+ 2026-04-05 12:00");
    check("2026-2030", "2027-06-01 12:00", "+");
}

#[test]
fn always_and_never() {
    check("24/7", "2026-11-27 12:00", "+");
    check("00:00-24:00", "2026-11-27 12:00", "+");
    check("24/7 off", "2026-11-27 12:00", "-");
    check("24/7, not on King's Day", "2026-04-26 12:00", "+ 2026-04-27 00:00");
    check("24/7, not on King's Day", "2026-04-27 12:00", "- 2026-04-28 00:00");
    check("24/7; Mo off", "2026-11-27 12:00", "+ 2026-11-30 00:00");
    check("Mo-Su 06:00-06:00", "2026-11-27 12:00", "+");
}

#[test]
fn later_rules_replace_add_fall_back_and_take_away() {
    check("Mo-Su 10:00-20:00; Mo 12:00-14:00", "2026-11-30 11:00", "- 2026-11-30 12:00");
    check("Su 22:00-06:00; Mo 09:00-10:00", "2026-11-30 03:00", "+ 2026-11-30 06:00"); // Sunday's night stays
    check("Mo 10:00-12:00, Mo 14:00-16:00", "2026-11-30 13:00", "- 2026-11-30 14:00");
    check("Mo 10:00-12:00,12:00-16:00", "2026-11-30 11:00", "+ 2026-11-30 16:00");
    check("Mo 10:00-12:00 || Mo-Tu 15:00-16:00", "2026-11-30 13:00", "- 2026-12-01 15:00");
    check("Fr 22:00-06:00; Sa 02:00-03:00 off", "2026-11-28 01:00", "+ 2026-11-28 02:00");
    check("Fr 22:00-06:00; Sa 02:00-03:00 off", "2026-11-28 02:30", "- 2026-11-28 03:00");
    check("24/7; Fr 22:00-06:00 off", "2026-11-28 05:00", "- 2026-11-28 06:00");
    check("Fr 22:00-26:00", "2026-11-28 01:00", "+ 2026-11-28 02:00");
    check("Fr 10:00-48:00", "2026-11-28 23:00", "+ 2026-11-29 00:00");
}

#[test]
fn sunrise_and_sunset_are_those_of_the_middle_of_the_country() {
    // about 08:46 and 16:30 in De Bilt at the winter solstice, 05:18 and 22:03 at the summer solstice
    for (at, start, end) in [("2026-12-22 12:00", (8, 46), (16, 30)), ("2026-06-21 12:00", (5, 18), (22, 3))]
    {
        let minute = |at: Timestamp| {
            let time = amsterdam().to_datetime(at);
            i32::from(time.hour()) * 60 + i32::from(time.minute())
        };
        let day = window("sunrise-sunset").state_at(instant(at));
        assert!(day.in_force && (minute(day.until.unwrap()) - (end.0 * 60 + end.1)).abs() <= 3, "{day:?}");
        let night = window("sunset-sunrise")
            .state_at(instant(at).saturating_sub(jiff::SignedDuration::from_hours(8)).unwrap());
        assert!(
            night.in_force && (minute(night.until.unwrap()) - (start.0 * 60 + start.1)).abs() <= 3,
            "{night:?}"
        );
    }
    assert!(window("(sunset+00:30)-(sunrise-00:30)").state_at(instant("2026-12-22 17:30")).in_force);
    assert!(!window("(sunset+00:30)-(sunrise-00:30)").state_at(instant("2026-12-22 16:45")).in_force);
}

#[test]
fn the_missing_hour_of_spring() {
    // on 29 March 2026 at 02:00 the clock goes to 03:00, which is 01:00 UTC
    check("02:30-05:00", "2026-03-29 01:59", "- 2026-03-29 03:00");
    check("02:30-05:00", "2026-03-29 03:00", "+ 2026-03-29 05:00");
    check("22:00-02:30", "2026-03-29 01:59", "+ 2026-03-29 03:00");
    check("22:00-02:30", "2026-03-29 03:00", "- 2026-03-29 22:00");
    check("02:15-02:45", "2026-03-29 01:00", "- 2026-03-30 02:15");
    check("01:00-02:15,02:30-04:00", "2026-03-29 01:30", "+ 2026-03-29 04:00");
}

#[test]
fn the_double_hour_of_autumn() {
    // on 25 October 2026 at 03:00 summer time (01:00 UTC) the clock goes back to 02:00
    let ends = window("22:00-02:30").state_at(instant("2026-10-25 01:00"));
    assert_eq!(ends.until, Some(instant("2026-10-25T01:30:00Z"))); // the second 02:30
    let starts = window("02:30-05:00").state_at(instant("2026-10-25 01:00"));
    assert_eq!(starts.until, Some(instant("2026-10-25T00:30:00Z"))); // the first
    assert!(window("02:00-02:30").state_at(instant("2026-10-25T00:45:00Z")).in_force); // 02:45, between the two
    check("01:00-02:15,02:30-04:00", "2026-10-25 01:30", "+ 2026-10-25 04:00");
}

#[test]
fn what_the_clock_cannot_decide_is_refused() {
    for (hours, part) in [
        ("", "not a text of hours"),
        ("vr-zo 22:00-06:00", "not a text of hours"),
        ("Mo-Fr 25:00-26:00", "not a text of hours"),
        ("Mo-Fr 18:00+", "needs an end"),
        ("Mo-Fr unknown", "unknown"),
        ("Mo-Fr 09:00-12:00 \"als de school open is\"", "condition in words"),
        ("SH off", "school holidays"),
        ("PH Mo-Fr 10:00-12:00", "read differently"),
        ("10:00-16:00/01:30", "repeat"),
        ("24/7, not on Sinterklaas", "`Sinterklaas` is not a day"),
    ] {
        let error = Window::parse(hours, &[]).unwrap_err().to_string();
        assert!(error.contains(part), "{hours}: {error}");
    }
    assert_eq!(Window::parse(&"Mo;".repeat(500), &[]).unwrap_err(), WindowError::TooMany);
    assert!(Window::parse(&"Mo;".repeat(300), &[]).is_err());
    assert!(Window::parse("24/7", &["iets"]).is_err());
}

#[test]
fn a_state_is_said_in_dutch() {
    for (hours, at, expected) in [
        ("Fr-Su 22:00-06:00", "2026-11-28 01:00", "tot 06:00"),
        ("Fr-Su 22:00-06:00", "2026-11-27 23:00", "tot morgen 06:00"),
        ("Fr-Su 22:00-06:00", "2026-11-27 12:00", "vanaf 22:00"),
        ("Fr-Su 22:00-06:00", "2026-11-26 12:00", "vanaf morgen 22:00"),
        ("Sa 22:00-06:00", "2026-11-25 12:00", "vanaf zaterdag 22:00"),
        ("Sa 22:00-06:00", "2026-11-22 12:00", "vanaf zaterdag 22:00"),
        ("Sa 22:00-06:00", "2026-11-22 05:00", "tot 06:00"),
        ("Sa 22:00-06:00", "2026-11-21 12:00", "vanaf 22:00"),
        ("18:00-24:00", "2026-11-21 20:00", "tot 24:00"),
        ("Mar 15-Jul 15", "2026-05-01 12:00", "tot en met 15 juli"),
        ("Mar 15-Jul 15", "2026-08-01 12:00", "vanaf 15 maart 2027"),
        ("Mar 15-Jul 15", "2026-07-14 12:00", "tot morgen 24:00"),
        ("24/7", "2026-05-01 12:00", "altijd"),
        ("off", "2026-05-01 12:00", "nooit"),
        ("2026-2030", "2026-05-01 12:00", "doorlopend"),
        ("2020", "2026-05-01 12:00", "voorlopig niet"),
        ("22:00-02:30", "2026-10-25 00:30", "tot 02:30 (wintertijd)"),
        ("02:30-04:30", "2026-10-25 00:30", "vanaf 02:30 (zomertijd)"),
    ] {
        let now = instant(at);
        assert_eq!(describe(&window(hours).state_at(now), now), expected, "{hours} at {at}");
    }
}

#[test]
fn the_ends_of_time_do_no_harm() {
    for at in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
        for hours in
            ["Mar 15-Jul 15", "Fr-Su 22:00-06:00; PH off", "sunrise-sunset", "week 1-53/2 10:00-12:00"]
        {
            let _ = describe(&window(hours).state_at(at), at);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The meaning in one line: in force when the clock on the wall shows a time in a window of that day or the day
    /// before; only within the double hour, between two readings of it, may it hold longer.
    #[test]
    fn a_window_holds_when_the_clock_shows_it(
        from in 0_i64..1_440, length in 1_i64..1_440, first in 0_u8..7, last in 0_u8..7, minute in 0_i64..(3 * 527_040),
    ) {
        let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        let to = (from + length) % 1_440;
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        let hours = format!("{}-{} {}-{}", names[usize::from(first)], names[usize::from(last)], clock(from), clock(to));
        let at = Timestamp::from_second(1_767_225_600 + minute * 60).unwrap();
        let reading = local::minute_of(at);
        let starts = |day: i64| (Day(day).weekday() + 7 - first) % 7 <= (last + 7 - first) % 7;
        let shown = [0, 1].into_iter().any(|back| {
            let day = reading.div_euclid(1_440) - back;
            let inside = reading - day * 1_440;
            starts(day) && inside >= from && inside < from + length
        });
        let state = window(&hours).state_at(at);
        let second_hour = reading.rem_euclid(1_440) / 60 == 2 && Day(reading.div_euclid(1_440)).weekday() == 6;
        prop_assert!(state.in_force == shown || (state.in_force && second_hour), "{} at {}: {:?}", hours, at, state);
        // nothing changes before the change
        if let Some(until) = state.until {
            prop_assert!(until > at);
            let before = until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap();
            prop_assert_eq!(window(&hours).state_at(before).in_force, state.in_force);
            prop_assert_eq!(window(&hours).state_at(until).in_force, !state.in_force);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[A-Za-z0-9 :;,+()/|\\[\\]\"-]{0,60}") {
        if let Ok(window) = Window::parse(&text, &[]) {
            let _ = window.state_at(instant("2026-11-27 21:40"));
        }
    }

    #[test]
    fn any_text_of_words_is_read_or_refused(words in prop::collection::vec(prop::sample::select(vec![
        "Mo", "Fr-Su", "PH", "SH", "Mar", "Jul 15", "-", " ", ",", ";", "22:00", "06:00", "26:00", "off", "open",
        "easter", "week 1-10", "/2", "2026", "[1]", "[-1]", "+1 day", "sunrise", "sunset", "(", ")", "+", "24/7", "||",
        "Feb 29", "Feb 30", "+Su", "2027-2030", "24:00",
    ]), 0..12)) {
        if let Ok(window) = Window::parse(&words.concat(), &[]) {
            let _ = window.state_at(instant("2026-11-27 21:40"));
        }
    }
}

#[test]
#[ignore = "measures; run with --release --ignored --nocapture"]
fn how_long_a_state_takes() {
    for hours in [
        "24/7",
        "Fr-Su 22:00-06:00",
        "Mo-Fr 09:00-18:00; PH off",
        "Fr-Su 22:00-06:00, not on King's Day",
        "Mar 15-Jul 15",
        "Apr-Sep Sa-Su 10:00-20:00",
        "sunrise-sunset",
        "2020 Jan 1-5",
    ] {
        let window = window(hours);
        let start = instant("2026-01-01 00:00");
        #[expect(clippy::disallowed_methods, reason = "a measurement in a test that is run by hand")]
        let watch = std::time::Instant::now();
        let rounds = 20_000_i64;
        let in_force = (0..rounds)
            .filter(|i| {
                window.state_at(Timestamp::from_second(start.as_second() + i * 1_571).unwrap()).in_force
            })
            .count();
        println!("{hours}: {:.2} µs ({in_force})", watch.elapsed().as_secs_f64() * 1e6 / rounds as f64);
    }
}
