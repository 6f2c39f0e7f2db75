//! Ruin and recreate.

use super::random::Random;
use super::route::{Routes, World};

/// Visits that are taken out in a round, on average.
const TAKEN_MEAN: usize = 8;
/// How often a place is passed over though it costs least.
const PASSED_OVER: f64 = 0.01;
/// What a visit costs that is in no plan, in kilometres: more than any detour.
const OUT_KM: f64 = 10_000.0;
/// Kilometres that a plan may be worse at the start, and at the end.
const WARM_KM: f64 = 30.0;
const COLD_KM: f64 = 0.05;

/// Looks for a plan with all visits and the least travel, in so many rounds.
pub fn search(world: &World, seed: u64, rounds: u32) -> Routes {
    let mut random = Random::new(seed);
    let mut now = Routes::empty(world);
    put_back(world, &mut now, &mut random, 0.0);
    let mut best = now.clone();
    let (mut now_cost, mut best_cost) = (cost(&now), cost(&now));
    let cooling = (COLD_KM / WARM_KM).powf(1.0 / f64::from(rounds.max(1)));
    let mut warmth = WARM_KM;
    for _ in 0..rounds {
        let mut undo = Undo::default();
        take_out(world, &mut now, &mut random, &mut undo);
        put_back_noting(world, &mut now, &mut random, PASSED_OVER, &mut undo);
        let new = cost(&now);
        if new < now_cost - warmth * random.share().max(1e-12).ln() {
            now_cost = new;
            if new + 1e-9 < best_cost {
                best_cost = new;
                best = now.clone();
            }
        } else {
            undo.undo(&mut now);
        }
        warmth *= cooling;
    }
    for slot in 0..world.slots.len() {
        if let (Some(stops), Some(km)) = (best.of.get_mut(slot), best.km.get_mut(slot)) {
            *km = world.straightened(slot, stops);
        }
    }
    best
}

fn cost(routes: &Routes) -> f64 {
    routes.total() + routes.out.len() as f64 * OUT_KM
}

/// The routes that a round changed, as they were.
#[derive(Default)]
struct Undo {
    routes: Vec<(usize, Vec<usize>, f64)>,
    out: Option<Vec<usize>>,
    places: Vec<(usize, usize)>,
}

impl Undo {
    fn route(&mut self, routes: &Routes, slot: usize) {
        if !self.routes.iter().any(|(known, _, _)| *known == slot)
            && let (Some(stops), Some(km)) = (routes.of.get(slot), routes.km.get(slot))
        {
            self.routes.push((slot, stops.clone(), *km));
        }
    }

    fn undo(self, routes: &mut Routes) {
        for (slot, stops, km) in self.routes {
            if let (Some(place), Some(length)) = (routes.of.get_mut(slot), routes.km.get_mut(slot)) {
                *place = stops;
                *length = km;
            }
        }
        for (visit, slot) in self.places.into_iter().rev() {
            if let Some(at) = routes.at.get_mut(visit) {
                *at = slot;
            }
        }
        if let Some(out) = self.out {
            routes.out = out;
        }
    }
}

/// Takes visits out that lie near one another, with some of what stands beside them in their routes.
fn take_out(world: &World, routes: &mut Routes, random: &mut Random, undo: &mut Undo) {
    undo.out = Some(routes.out.clone());
    let wanted = 1 + random.below(2 * TAKEN_MEAN - 1);
    let first = random.below(world.visits);
    let Some(near) = world.near.get(first) else { return };
    let mut taken = 0;
    let mut ruined: Vec<usize> = Vec::new();
    for visit in near {
        if taken >= wanted {
            break;
        }
        let slot = routes.at.get(*visit).copied().unwrap_or(usize::MAX);
        if slot == usize::MAX || ruined.contains(&slot) {
            continue;
        }
        ruined.push(slot);
        undo.route(routes, slot);
        let Some(stops) = routes.of.get_mut(slot) else { continue };
        // the whole of a route, or only this visit
        let whole = random.below(2) == 0 && taken + stops.len() <= wanted;
        let gone: Vec<usize> = if whole { std::mem::take(stops) } else { vec![*visit] };
        stops.retain(|stop| !gone.contains(stop));
        let length = world.length(slot, stops);
        if let Some(km) = routes.km.get_mut(slot) {
            *km = length;
        }
        taken += gone.len();
        for one in gone {
            if let Some(at) = routes.at.get_mut(one) {
                undo.places.push((one, *at));
                *at = usize::MAX;
            }
            routes.out.push(one);
        }
    }
}

fn put_back(world: &World, routes: &mut Routes, random: &mut Random, passed_over: f64) {
    let mut undo = Undo::default();
    put_back_noting(world, routes, random, passed_over, &mut undo);
}

/// Puts what is out back, one by one, where it costs least; in an order that changes from round to round.
fn put_back_noting(
    world: &World,
    routes: &mut Routes,
    random: &mut Random,
    passed_over: f64,
    undo: &mut Undo,
) {
    let mut waiting = std::mem::take(&mut routes.out);
    order(world, &mut waiting, random);
    for visit in waiting {
        let Some((slot, place, km)) = cheapest(world, routes, visit, random, passed_over) else {
            routes.out.push(visit);
            continue;
        };
        undo.route(routes, slot);
        if let (Some(stops), Some(length), Some(at)) =
            (routes.of.get_mut(slot), routes.km.get_mut(slot), routes.at.get_mut(visit))
        {
            stops.insert(place.min(stops.len()), visit);
            *length = km;
            undo.places.push((visit, *at));
            *at = slot;
        }
    }
}

/// By chance, those with few days first, or the far ones first.
fn order(world: &World, waiting: &mut [usize], random: &mut Random) {
    match random.below(4) {
        0 => waiting.sort_by_key(|visit| {
            (world.allowed.get(*visit).map_or(0, |row| row.iter().filter(|yes| **yes).count()), *visit)
        }),
        1 => waiting.sort_by(|a, b| home_km(world, *b).total_cmp(&home_km(world, *a)).then(a.cmp(b))),
        _ => {
            for at in (1..waiting.len()).rev() {
                waiting.swap(at, random.below(at + 1));
            }
        }
    }
}

/// To the nearest home.
fn home_km(world: &World, visit: usize) -> f64 {
    let homes = world.slots.iter().map(|slot| slot.0).max().map_or(0, |most| most + 1);
    (0..homes).map(|home| world.between(visit, world.visits + home)).fold(f64::INFINITY, f64::min)
}

/// The slot and place where a visit adds the least travel, with the travel of that slot then.
fn cheapest(
    world: &World,
    routes: &Routes,
    visit: usize,
    random: &mut Random,
    passed_over: f64,
) -> Option<(usize, usize, f64)> {
    let allowed = world.allowed.get(visit)?;
    let mut best: Option<(f64, usize, usize, f64)> = None;
    let mut tried_empty: Vec<usize> = Vec::new();
    for (slot, stops) in routes.of.iter().enumerate() {
        if allowed.get(slot) != Some(&true) {
            continue;
        }
        if stops.is_empty() {
            let twin = world.twin.get(slot).copied().unwrap_or(slot);
            if tried_empty.contains(&twin) {
                continue;
            }
            tried_empty.push(twin);
        }
        let had = routes.km.get(slot).copied().unwrap_or(0.0);
        let home = world.home(slot);
        for place in 0..=stops.len() {
            let before = place.checked_sub(1).and_then(|at| stops.get(at)).copied().unwrap_or(home);
            let after = stops.get(place).copied().unwrap_or(home);
            let more =
                world.between(before, visit) + world.between(visit, after) - world.between(before, after);
            if best.is_some_and(|(least, ..)| more >= least) || !world.holds(stops.len() + 1, had + more) {
                continue;
            }
            if passed_over > 0.0 && random.share() < passed_over {
                continue;
            }
            best = Some((more, slot, place, had + more));
        }
    }
    best.map(|(_, slot, place, km)| (slot, place, km))
}
