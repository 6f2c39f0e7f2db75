use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;

fn small(seed: u64, teams: usize) -> Question {
    let mut question = generate(seed, teams, 2, 4, date(2027, 1, 4));
    question.rounds = 3_000;
    question
}

#[test]
fn every_team_is_visited_once_within_its_window_and_no_day_is_too_long() {
    for seed in 1..6 {
        let question = small(seed, 30);
        let plan = plan(&question).unwrap();
        let mut seen: BTreeMap<TeamId, u32> = BTreeMap::new();
        for day in &plan.days {
            assert!(day.stops.len() <= question.visits_a_day, "{day:?}");
            let visitor = question.visitors.iter().find(|one| one.name == day.visitor).unwrap();
            assert!(visitor.days.contains(&day.day), "{day:?}");
            let minutes = (day.home_at - question.day_begins).total(jiff::Unit::Minute).unwrap();
            assert!(minutes <= f64::from(question.day_minutes) + 1.0, "{minutes}");
            for stop in &day.stops {
                *seen.entry(stop.team.clone()).or_default() += 1;
                let visit = question.visits.iter().find(|one| one.team == stop.team).unwrap();
                assert!(
                    visit.from.is_none_or(|from| day.day >= from)
                        && visit.until.is_none_or(|until| day.day <= until)
                );
            }
        }
        let unplanned = plan.unplanned.len();
        assert_eq!((seen.len() + unplanned, seen.values().all(|count| *count == 1)), (30, true));
        // two visitors do not reach the whole country
        assert!(plan.unplanned.iter().all(|one| one.why.contains("te ver")), "{:?}", plan.unplanned);
    }
}

#[test]
fn the_same_question_gives_the_same_plan() {
    let question = small(7, 20);
    assert_eq!(plan(&question), plan(&question));
}

#[test]
fn on_a_small_question_no_better_plan_exists() {
    // one visitor, one day, five teams: every order is tried
    for seed in 1..8 {
        let mut question = generate(seed, 5, 1, 1, date(2027, 1, 4));
        question.visits_a_day = 5;
        question.talk_minutes = 10;
        question.day_minutes = 900;
        question.day_begins = Time::constant(6, 0, 0, 0);
        question.visitors[0].days.truncate(1);
        let home = question.visitors[0].home;
        question.visits.iter_mut().for_each(|visit| {
            (visit.from, visit.until) = (None, None);
            visit.spot = Spot {
                lat: home.lat + (visit.spot.lat - home.lat) / 4.0,
                lon: home.lon + (visit.spot.lon - home.lon) / 4.0,
            };
        });
        let found = plan(&question).unwrap();
        assert_eq!(found.unplanned, vec![]);
        let mut best = f64::INFINITY;
        orders(&mut (0..5).collect::<Vec<_>>(), 0, &mut |order| {
            let spots: Vec<Spot> = [home]
                .into_iter()
                .chain(order.iter().map(|at| question.visits[*at].spot))
                .chain([home])
                .collect();
            best = best.min(spots.windows(2).map(|two| cost::road_km(two[0], two[1])).sum());
        });
        assert!((found.travel_km - best).abs() < 0.06, "{} {best}", found.travel_km);
    }
}

fn orders(list: &mut Vec<usize>, at: usize, each: &mut impl FnMut(&[usize])) {
    if at == list.len() {
        return each(list);
    }
    for other in at..list.len() {
        list.swap(at, other);
        orders(list, at + 1, each);
        list.swap(at, other);
    }
}

#[test]
fn what_fits_nowhere_is_said_with_why() {
    let mut question = small(3, 6);
    question.visits[0].from = None;
    question.visits[0].until = Some(date(2020, 1, 1));
    question.visits[1].spot = Spot { lat: 53.4, lon: 7.0 };
    question.visitors.iter_mut().for_each(|one| one.home = Spot { lat: 51.3, lon: 3.5 });
    question.visits[1].from = None;
    question.visits[1].until = None;
    question.day_minutes = 300;
    let plan = plan(&question).unwrap();
    let why = |team: &str| {
        plan.unplanned.iter().find(|one| one.team.to_string() == team).map(|one| one.why.clone())
    };
    assert!(why("T001").unwrap().contains("gaat niemand"), "{plan:?}");
    assert!(why("T002").unwrap().contains("te ver"), "{plan:?}");
}

#[test]
fn every_fault_of_a_question_is_said() {
    let mut question = small(1, 3);
    question.visits[1].team = question.visits[0].team.clone();
    question.visits[0].spot.lat = f64::NAN;
    question.visits[2].by = Some("niemand".into());
    question.visits[2].from = Some(date(2027, 3, 1));
    question.visits[2].until = Some(date(2027, 2, 1));
    question.talk_minutes = 0;
    assert_eq!(plan(&question).unwrap_err().len(), 5);
    question.visits.clear();
    question.visitors.clear();
    assert!(plan(&question).unwrap_err().iter().any(|fault| matches!(fault, PlanFault::None { .. })));
}
