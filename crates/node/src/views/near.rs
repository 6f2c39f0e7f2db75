//! Signals near a spot, and those that may be doubles of one.

use jiff::Timestamp;
use rusqlite::params;
use schouw_area::{Ground, Position};
use schouw_signal::doubles::{DOUBLES_MAX, NEAR_DAYS, NEAR_M, Spot, apart};
use schouw_signal::{SignalId, State, Theme};

use super::{View, schema};
use crate::signals::SignalError;

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;
/// Metres that a double may be further off than near, because a position is not sure.
const UNSURE_M: f64 = 20.0;
/// Most rows that are looked at.
const LOOKED_AT_MAX: u32 = 2_000;

/// A signal near a spot.
#[derive(Debug, Clone)]
pub struct Near {
    /// as it stands
    pub state: State,
    /// how far off, in metres
    pub metres: f64,
}

/// For which signal doubles are looked for.
#[derive(Debug, Clone, Copy)]
pub struct DoubleOf {
    /// itself, which is no double
    pub id: Option<SignalId>,
    /// where, when, what about
    pub spot: Spot,
}

impl View {
    /// Open own signals that may be the same as one: near in place and time, about the same; the nearest first.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn doubles(&self, of: &DoubleOf) -> Result<Vec<Near>, SignalError> {
        let mut found = Vec::new();
        for near in self.near(of.spot.position, NEAR_M + UNSURE_M, Some(of.spot.seen))? {
            let Some(spot) = spot(&near.state) else { continue };
            if Some(near.state.id) == of.id || near.state.stage.is_over() || near.state.is_copy() {
                continue;
            }
            if let Some(metres) = apart(&of.spot, &spot) {
                found.push(Near { metres, ..near });
            }
        }
        found.truncate(DOUBLES_MAX);
        Ok(found)
    }

    /// Signals within some metres of a spot, the nearest first; with a moment only those of some days about it.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn near(
        &self,
        position: Position,
        metres: f64,
        about: Option<Timestamp>,
    ) -> Result<Vec<Near>, SignalError> {
        let ground = Ground::at(position);
        let steps = schouw_area::STEPS_PER_DEGREE;
        let (wide, high) =
            (metres / ground.metres_per_lon_step() / steps, metres / ground.metres_per_lat_step() / steps);
        let (from, to) = about.map_or((i64::MIN, i64::MAX), |moment| {
            let at = moment.as_millisecond();
            (at - NEAR_DAYS * DAY_MS, at + NEAR_DAYS * DAY_MS)
        });
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "SELECT state FROM signal WHERE num IN (SELECT num FROM place WHERE east >= ?1 AND west <= ?2 AND north >= ?3 \
             AND south <= ?4) AND seen BETWEEN ?5 AND ?6 ORDER BY seen DESC LIMIT ?7",
        )?;
        let values = params![
            position.lon() - wide,
            position.lon() + wide,
            position.lat() - high,
            position.lat() + high,
            from,
            to,
            LOOKED_AT_MAX
        ];
        let mut found = Vec::new();
        for text in statement.query_map(values, |row| row.get::<_, String>(0))? {
            let state = schema::read_state(&text?)?;
            let Some(spot) = spot(&state) else { continue };
            let (lon, lat) = spot.position.steps();
            let (from_lon, from_lat) = position.steps();
            let east = (f64::from(lon) - f64::from(from_lon)) * ground.metres_per_lon_step();
            let north = (f64::from(lat) - f64::from(from_lat)) * ground.metres_per_lat_step();
            let off = east.hypot(north);
            if off <= metres {
                found.push(Near { state, metres: off });
            }
        }
        found.sort_by(|one, other| one.metres.total_cmp(&other.metres));
        Ok(found)
    }
}

/// Where, when and about what a signal is; none without a place.
#[must_use]
pub fn spot(state: &State) -> Option<Spot> {
    let content = state.content()?;
    let place = content.place.as_ref()?;
    let theme: Theme = content.theme;
    Some(Spot {
        position: place.position()?,
        seen: content.seen,
        theme,
        accuracy: place.accuracy.unwrap_or(0),
    })
}
