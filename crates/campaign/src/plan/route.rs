//! The question in numbers, and a plan as routes: one for each visitor and day.

use jiff::ToSpan as _;
use jiff::civil::Time;

use super::cost::{minutes, road_km};
use super::{DayOut, Plan, Question, Stop, Unplanned};
use crate::register::Spot;

/// The question in numbers.
pub struct World {
    /// kilometres between any two spots: visits first, then homes
    km: Vec<f64>,
    spots: usize,
    /// how many visits
    pub visits: usize,
    /// visitor and day of each slot
    pub slots: Vec<(usize, jiff::civil::Date)>,
    /// slots that each visit may be in
    pub allowed: Vec<Vec<bool>>,
    /// slots that are the same to every visit while empty: the number of the first of them
    pub twin: Vec<usize>,
    /// the other visits, nearest first
    pub near: Vec<Vec<usize>>,
    talk_minutes: f64,
    day_minutes: f64,
    visits_a_day: usize,
}

/// A plan: the visits of each slot, in order, and those in none.
#[derive(Clone)]
pub struct Routes {
    /// by slot
    pub of: Vec<Vec<usize>>,
    /// travel of each slot, in kilometres
    pub km: Vec<f64>,
    /// visits that are in no slot
    pub out: Vec<usize>,
    /// slots of the visits; `usize::MAX` is none
    pub at: Vec<usize>,
}

impl World {
    pub fn of(question: &Question) -> Self {
        let visits = question.visits.len();
        let mut places: Vec<Spot> = question.visits.iter().map(|visit| visit.spot).collect();
        places.extend(question.visitors.iter().map(|visitor| visitor.home));
        let spots = places.len();
        let km = places.iter().flat_map(|a| places.iter().map(|b| road_km(*a, *b))).collect::<Vec<_>>();
        let mut slots = Vec::new();
        for (number, visitor) in question.visitors.iter().enumerate() {
            let mut days = visitor.days.clone();
            days.sort();
            days.dedup();
            slots.extend(days.into_iter().map(|day| (number, day)));
        }
        let fits = |visit: &super::Visit, (visitor, day): (usize, jiff::civil::Date)| {
            let asked = visit.by.as_ref().is_none_or(|name| {
                question.visitors.get(visitor).is_some_and(|visitor| visitor.name == *name)
            });
            asked && visit.from.is_none_or(|from| day >= from) && visit.until.is_none_or(|until| day <= until)
        };
        let allowed: Vec<Vec<bool>> = question
            .visits
            .iter()
            .map(|visit| slots.iter().map(|slot| fits(visit, *slot)).collect())
            .collect();
        let twin = twins(&slots, &allowed);
        let near = (0..visits)
            .map(|visit| {
                let mut others: Vec<usize> = (0..visits).collect();
                others.sort_by(|a, b| km[visit * spots + a].total_cmp(&km[visit * spots + b]));
                others
            })
            .collect();
        let (talk_minutes, day_minutes) = (f64::from(question.talk_minutes), f64::from(question.day_minutes));
        Self {
            km,
            spots,
            visits,
            slots,
            allowed,
            twin,
            near,
            talk_minutes,
            day_minutes,
            visits_a_day: question.visits_a_day,
        }
    }

    /// Kilometres between two spots.
    pub fn between(&self, a: usize, b: usize) -> f64 {
        self.km.get(a * self.spots + b).copied().unwrap_or(f64::INFINITY)
    }

    /// The home from which a slot begins, as a spot.
    pub fn home(&self, slot: usize) -> usize {
        self.visits + self.slots.get(slot).map_or(0, |(visitor, _)| *visitor)
    }

    /// Whether a day with so many visits and kilometres is possible.
    pub fn holds(&self, stops: usize, km: f64) -> bool {
        stops <= self.visits_a_day && minutes(km) + stops as f64 * self.talk_minutes <= self.day_minutes
    }

    /// Travel of a route.
    pub fn length(&self, slot: usize, stops: &[usize]) -> f64 {
        let home = self.home(slot);
        let mut here = home;
        let mut km = 0.0;
        for stop in stops {
            km += self.between(here, *stop);
            here = *stop;
        }
        if stops.is_empty() { 0.0 } else { km + self.between(here, home) }
    }

    /// The order of a few stops with the least travel; for more than six by exchanging parts until nothing is gained.
    pub fn straightened(&self, slot: usize, stops: &mut [usize]) -> f64 {
        let mut best = self.length(slot, stops);
        let count = stops.len();
        let mut gained = true;
        while gained {
            gained = false;
            for from in 0..count {
                for to in from + 1..count {
                    stops[from..=to].reverse();
                    let km = self.length(slot, stops);
                    if km + 1e-9 < best {
                        best = km;
                        gained = true;
                    } else {
                        stops[from..=to].reverse();
                    }
                }
            }
        }
        best
    }
}

/// Slots of one visitor that each visit may or may not be in alike: while empty one stands for all.
fn twins(slots: &[(usize, jiff::civil::Date)], allowed: &[Vec<bool>]) -> Vec<usize> {
    let same = |a: usize, b: usize| {
        slots.get(a).map(|slot| slot.0) == slots.get(b).map(|slot| slot.0)
            && allowed.iter().all(|row| row.get(a) == row.get(b))
    };
    let mut firsts: Vec<usize> = Vec::new();
    (0..slots.len())
        .map(|slot| match firsts.iter().copied().find(|first| same(*first, slot)) {
            Some(first) => first,
            None => {
                firsts.push(slot);
                slot
            }
        })
        .collect()
}

impl Routes {
    /// Nobody goes anywhere.
    pub fn empty(world: &World) -> Self {
        let slots = world.slots.len();
        Self {
            of: vec![Vec::new(); slots],
            km: vec![0.0; slots],
            out: (0..world.visits).collect(),
            at: vec![usize::MAX; world.visits],
        }
    }

    /// Travel in all.
    pub fn total(&self) -> f64 {
        self.km.iter().sum()
    }

    /// The plan in words and times.
    pub fn told(&self, question: &Question, world: &World) -> Plan {
        let mut days: Vec<DayOut> = Vec::new();
        for (slot, stops) in self.of.iter().enumerate().filter(|(_, stops)| !stops.is_empty()) {
            let Some((visitor, day)) = world.slots.get(slot).copied() else { continue };
            let mut clock = 0.0;
            let mut here = world.home(slot);
            let mut told = Vec::new();
            for stop in stops {
                clock += minutes(world.between(here, *stop));
                here = *stop;
                let begins = at(question, clock);
                clock += f64::from(question.talk_minutes);
                let team = question.visits.get(*stop).map(|visit| visit.team.clone());
                told.extend(team.map(|team| Stop { team, begins, ends: at(question, clock) }));
            }
            clock += minutes(world.between(here, world.home(slot)));
            let visitor = question.visitors.get(visitor).map(|one| one.name.clone()).unwrap_or_default();
            let travel_km = rounded(self.km.get(slot).copied().unwrap_or(0.0));
            days.push(DayOut { visitor, day, stops: told, travel_km, home_at: at(question, clock) });
        }
        days.sort_by(|a, b| (a.day, &a.visitor).cmp(&(b.day, &b.visitor)));
        let unplanned = self.out.iter().filter_map(|visit| why(question, world, *visit)).collect();
        let total = self.total();
        Plan {
            days,
            unplanned,
            travel_km: rounded(total),
            travel_minutes: rounded(minutes(total)),
            seed: question.seed,
        }
    }
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn at(question: &Question, clock: f64) -> Time {
    question.day_begins.saturating_add((clock.ceil() as i64).minutes())
}

fn why(question: &Question, world: &World, visit: usize) -> Option<Unplanned> {
    let team = question.visits.get(visit)?.team.clone();
    let allowed = world.allowed.get(visit)?;
    let slots: Vec<usize> = (0..world.slots.len()).filter(|slot| allowed.get(*slot) == Some(&true)).collect();
    let reachable = slots.iter().any(|slot| world.holds(1, world.length(*slot, &[visit])));
    let why = if slots.is_empty() {
        "in deze periode gaat niemand op pad die hierheen mag"
    } else if !reachable {
        "dit is te ver voor één dag, heen en terug"
    } else {
        "alle dagen in deze periode zijn vol: geef meer dagen, meer bezoekers of een latere datum"
    };
    Some(Unplanned { team, why: why.into() })
}
