//! Questions made from a seed, for measuring: teams and visitors spread over the Netherlands around towns that do not
//! exist. Nothing in it is of a real team.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::random::Random;
use super::{Question, Visit, Visitor, day_begins, day_minutes, rounds, talk_minutes, visits_a_day};
use crate::register::{Spot, TeamId};

/// South-west and north-east of the box in which towns lie.
const BOX: ((f64, f64), (f64, f64)) = ((51.3, 4.2), (53.2, 6.8));
/// Days a week that a visitor goes out.
const DAYS_A_WEEK: usize = 2;

/// A question with so many teams, visitors and weeks from a Monday on. Half of the teams have a window of two to six
/// weeks within the period.
#[must_use]
pub fn generate(seed: u64, teams: usize, visitors: usize, weeks: usize, monday: Date) -> Question {
    let mut random = Random::new(seed);
    let towns: Vec<Spot> = (0..12).map(|_| within(&mut random)).collect();
    let near_town = |random: &mut Random| {
        let town = towns.get(random.below(towns.len())).copied().unwrap_or(Spot { lat: 52.0, lon: 5.0 });
        let mut off = |wide: f64| (random.share() + random.share() - 1.0) * wide;
        Spot { lat: round(town.lat + off(0.25)), lon: round(town.lon + off(0.4)) }
    };
    let day = |week: usize, weekday: usize| monday.saturating_add(((week * 7 + weekday) as i64).days());
    let visits = (0..teams).filter_map(|number| {
        let spot = near_town(&mut random);
        let team: TeamId = format!("T{:03}", number + 1).parse().ok()?;
        let mut visit = Visit { team, spot, from: None, until: None, by: None };
        if random.below(2) == 0 && weeks > 2 {
            let length = 2 + random.below(5);
            let first = random.below(weeks.saturating_sub(length).max(1));
            visit.from = Some(day(first, 0));
            visit.until = Some(day((first + length - 1).min(weeks - 1), 4));
        }
        Some(visit)
    });
    let visits = visits.collect();
    let visitors = (0..visitors).map(|number| {
        let home = near_town(&mut random);
        let mut days: Vec<Date> = Vec::new();
        for week in 0..weeks {
            let first = random.below(5);
            days.extend((0..DAYS_A_WEEK).map(|nth| day(week, (first + 2 * nth) % 5)));
        }
        days.sort();
        Visitor { name: format!("bezoeker {}", number + 1), home, days }
    });
    let visitors = visitors.collect();
    Question {
        visits,
        visitors,
        talk_minutes: talk_minutes(),
        day_minutes: day_minutes(),
        visits_a_day: visits_a_day(),
        day_begins: day_begins(),
        seed,
        rounds: rounds(),
    }
}

fn within(random: &mut Random) -> Spot {
    let ((south, west), (north, east)) = BOX;
    Spot {
        lat: round(south + random.share() * (north - south)),
        lon: round(west + random.share() * (east - west)),
    }
}

fn round(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}
