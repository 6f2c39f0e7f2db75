use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// Steps of 1e-7 degree for metres east and north of a spot in the polder.
fn spot(east: f64, north: f64) -> (i32, i32) {
    let lat = 52.5 + north / METRES_PER_DEGREE;
    let lon = 5.2 + east / METRES_PER_DEGREE / 52.5_f64.to_radians().cos();
    ((lon * STEPS_PER_DEGREE).round() as i32, (lat * STEPS_PER_DEGREE).round() as i32)
}

fn day(days: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + days * 86_400).unwrap()
}

fn report(id: &'static str, days: i64, east: f64) -> ReportPoint<'static> {
    ReportPoint { id, theme: "afval", at: day(days), lon_lat_steps: spot(east, 0.0), open: false }
}

/// `expected`: the ids of each problem, the oldest first.
fn check(reports: &[ReportPoint<'_>], expected: &[&[&str]]) {
    let found = problems(reports, &Nearness::DEFAULT);
    let ids: Vec<Vec<&str>> = found
        .iter()
        .map(|problem| problem.members.iter().map(|&index| reports[index].id).collect())
        .collect();
    assert_eq!(ids, expected);
    for (problem, ids) in found.iter().zip(&ids) {
        assert_eq!((problem.id, problem.count()), (ids[0], ids.len()));
    }
}

#[test]
fn thirteen_calls_about_one_spot_are_one_problem() {
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"];
    let mut reports: Vec<_> =
        (0_i64..).zip(ids).map(|(n, id)| report(id, n * 2, (n % 5) as f64 * 8.0)).collect();
    reports.reverse();
    reports[0].open = true;
    let found = problems(&reports, &Nearness::DEFAULT);
    assert_eq!(found.len(), 1);
    let problem = &found[0];
    assert_eq!((problem.id, problem.count(), problem.open), ("a", 13, true));
    assert_eq!((problem.first, problem.last), (day(0), day(24)));
    assert_eq!(problem.lon_lat_steps, spot(16.0, 0.0));
    assert_eq!(problem.members, (0..13).rev().collect::<Vec<_>>());
}

#[test]
fn place_time_and_theme_keep_problems_apart() {
    check(&[], &[]);
    check(&[report("a", 0, 0.0), report("b", 1, 49.0)], &[&["a", "b"]]);
    check(&[report("a", 0, 0.0), report("b", 1, 51.0)], &[&["a"], &["b"]]);
    check(&[report("a", 0, 0.0), report("b", 30, 0.0)], &[&["a", "b"]]);
    check(&[report("a", 0, 0.0), report("b", 31, 0.0)], &[&["a"], &["b"]]);
    check(&[report("a", 0, 0.0), report("b", 25, 0.0), report("c", 50, 0.0)], &[&["a", "b", "c"]]);
    let other = ReportPoint { theme: "geluid", ..report("b", 0, 0.0) };
    check(&[report("a", 0, 0.0), other], &[&["a"], &["b"]]);
}

#[test]
fn the_oldest_report_gives_the_id_and_ties_go_to_the_smallest() {
    check(&[report("9", 3, 0.0), report("5", 1, 0.0), report("7", 1, 10.0)], &[&["5", "7", "9"]]);
    // a later report ties two problems into one, which keeps the oldest id
    check(&[report("b", 0, 0.0), report("a", 1, 80.0), report("c", 2, 40.0)], &[&["b", "a", "c"]]);
}

#[test]
fn a_chain_breaks_where_it_would_be_too_long() {
    let chain = [
        report("a", 0, 0.0),
        report("b", 1, 45.0),
        report("c", 2, 90.0),
        report("d", 3, 135.0),
        report("e", 4, 180.0),
        report("f", 5, 225.0),
    ];
    check(&chain, &[&["a", "b", "c", "d"], &["e", "f"]]);
}

#[test]
fn a_crowd_at_one_spot_stays_one_problem() {
    let crowd: Vec<_> = (0..2_000_u32)
        .map(|n| ReportPoint {
            lon_lat_steps: spot(f64::from(n % 40), f64::from(n / 40)),
            ..report("a", 0, 0.0)
        })
        .collect();
    let found = problems(&crowd, &Nearness::DEFAULT);
    assert_eq!((found.len(), found[0].count()), (1, 2_000));
}

#[test]
fn places_anywhere_on_the_globe_do_no_harm() {
    let steps = [i32::MIN, -1_800_000_000, -900_000_000, 0, 900_000_000, 1_800_000_000, i32::MAX];
    let reports: Vec<_> = steps
        .iter()
        .flat_map(|&lon| {
            steps.iter().map(move |&lat| ReportPoint { lon_lat_steps: (lon, lat), ..report("a", 0, 0.0) })
        })
        .collect();
    let members: usize = problems(&reports, &Nearness::DEFAULT).iter().map(Problem::count).sum();
    assert_eq!(members, reports.len());
    let odd = Nearness { metres: f64::NAN, time: SignedDuration::MIN, extent_metres: f64::NAN };
    assert_eq!(problems(&reports, &odd).len(), reports.len());
}

/// Components of the graph in which near reports are tied, all pairs looked at.
fn components(reports: &[ReportPoint<'_>], nearness: &Nearness) -> BTreeSet<BTreeSet<usize>> {
    let mut label: Vec<usize> = (0..reports.len()).collect();
    for a in 0..reports.len() {
        for b in 0..a {
            let (one, two) = (&reports[a], &reports[b]);
            let near = one.theme == two.theme
                && metres_between(one.lon_lat_steps, two.lon_lat_steps) <= nearness.metres
                && one.at.duration_since(two.at).abs() <= nearness.time;
            if near && label[a] != label[b] {
                let (old, new) = (label[a], label[b]);
                label.iter_mut().filter(|one| **one == old).for_each(|one| *one = new);
            }
        }
    }
    let of = |wanted| (0..reports.len()).filter(|&index| label[index] == wanted).collect::<BTreeSet<_>>();
    label.iter().map(|&wanted| of(wanted)).collect()
}

fn some_reports() -> impl Strategy<Value = Vec<ReportPoint<'static>>> {
    let one = (0_u32..40, 0_u32..40, 0_i64..200, 0_usize..2, any::<bool>(), 0_usize..6);
    prop::collection::vec(one, 0..80).prop_map(|parts| {
        let with = |(east, north, days, theme, open, id): (u32, u32, i64, usize, bool, usize)| ReportPoint {
            id: ["1", "2", "3", "10", "x", "y"][id],
            theme: ["afval", "geluid"][theme],
            at: day(days),
            lon_lat_steps: spot(f64::from(east) * 12.0, f64::from(north) * 12.0),
            open,
        };
        parts.into_iter().map(with).collect()
    })
}

proptest! {
    #[test]
    fn without_a_limit_on_extent_they_are_the_connected_components(reports in some_reports()) {
        let nearness = Nearness { extent_metres: f64::INFINITY, ..Nearness::DEFAULT };
        let found: BTreeSet<BTreeSet<usize>> =
            problems(&reports, &nearness).into_iter().map(|problem| problem.members.into_iter().collect()).collect();
        prop_assert_eq!(found, components(&reports, &nearness));
    }

    #[test]
    fn every_report_is_in_one_problem_of_its_theme_and_none_is_too_large(reports in some_reports()) {
        let found = problems(&reports, &Nearness::DEFAULT);
        let mut seen: Vec<usize> = found.iter().flat_map(|problem| problem.members.clone()).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..reports.len()).collect::<Vec<_>>());
        for problem in &found {
            prop_assert!(problem.members.iter().all(|&index| reports[index].theme == problem.theme));
            let oldest = problem.members.iter().map(|&index| (reports[index].at, reports[index].id)).min().unwrap();
            prop_assert_eq!((problem.first, problem.id), oldest);
            for (&a, &b) in problem.members.iter().flat_map(|a| problem.members.iter().map(move |b| (a, b))) {
                let apart = metres_between(reports[a].lon_lat_steps, reports[b].lon_lat_steps);
                prop_assert!(apart <= 150.01, "{}", apart);
            }
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(
        (reports, shuffled) in some_reports().prop_flat_map(|reports| (Just(reports.clone()), Just(reports).prop_shuffle())),
    ) {
        let told = |reports: &[ReportPoint<'static>]| {
            let one = |problem: Problem<'static>| {
                let members: Vec<_> = problem.members.iter().map(|&index| reports[index]).collect();
                (problem.id, problem.count(), problem.lon_lat_steps, problem.open, members)
            };
            problems(reports, &Nearness::DEFAULT).into_iter().map(one).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&reports), told(&shuffled));
    }

    #[test]
    fn later_reports_never_part_what_was_together(reports in some_reports(), until in 0_i64..200) {
        let early: Vec<_> = reports.iter().copied().filter(|report| report.at <= day(until)).collect();
        let all = problems(&reports, &Nearness::DEFAULT);
        let told = |reports: &[ReportPoint<'static>], problem: &Problem<'_>| -> Vec<ReportPoint<'static>> {
            problem.members.iter().map(|&index| reports[index]).collect()
        };
        let all: Vec<_> = all.iter().map(|problem| told(&reports, problem)).collect();
        for problem in problems(&early, &Nearness::DEFAULT) {
            let members = told(&early, &problem);
            prop_assert!(all.iter().any(|later| members.iter().all(|member| later.contains(member))));
        }
    }
}

#[test]
#[ignore = "measures; run with --ignored --nocapture"]
fn how_long_a_million_reports_take() {
    let mut state = 42_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let themes = ["afval", "geluid", "parkeren", "groen", "verlichting"];
    // spread over 30 km by 30 km; then half of them at 500 spots
    for spots in [u64::MAX, 500, 1] {
        let reports: Vec<_> = (0..1_000_000)
            .map(|n| {
                let crowded = spots != u64::MAX && n % 2 == 0;
                let (east, north) = if crowded {
                    let at = random(spots);
                    ((at * 7_919 % 30_000 + random(60)) as f64, (at * 104_729 % 30_000 + random(60)) as f64)
                } else {
                    (random(30_000) as f64, random(30_000) as f64)
                };
                let theme = themes[random(5) as usize];
                ReportPoint {
                    theme,
                    lon_lat_steps: spot(east, north),
                    ..report("a", random(365) as i64, 0.0)
                }
            })
            .collect();
        #[expect(clippy::disallowed_methods, reason = "a measurement in a test that is run by hand")]
        let watch = std::time::Instant::now();
        let found = problems(&reports, &Nearness::DEFAULT).len();
        println!("{spots} spots: {found} problems in {:.2} s", watch.elapsed().as_secs_f64());
    }
}
