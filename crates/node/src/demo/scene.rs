//! The spots that the stories are about, and three moments that tell most.

use jiff::civil::{Date, DateTime};

use super::days;
use super::ground::{Metres, Rect, at, degrees};

/// The square Havenplein: its north side lies in Havenkwartier, its south side in Havenplein.
pub const SQUARE: Rect = Rect(9770.0, 5565.0, 9890.0, 5650.0);
/// Where an officer stands on the square, on the side of Havenkwartier.
pub const ON_SQUARE: Metres = at(9850.0, 5630.0);
/// The zone of the alcohol ban: the square and the first houses round it.
pub const ALCOHOL_ZONE: Rect = Rect(9690.0, 5520.0, 9945.0, 5730.0);
/// The zone where parking needs a permit.
pub const PERMIT_ZONE: Rect = Rect(9350.0, 5200.0, 10_140.0, 6050.0);
/// The zone of paid parking round the market.
pub const PAID_ZONE: Rect = Rect(4800.0, 3850.0, 5600.0, 4550.0);
/// The harbour basin.
pub const HARBOUR: Rect = Rect(10_150.0, 5500.0, 11_250.0, 5700.0);
/// The square before the station.
pub const STATION_SQUARE: Rect = Rect(7450.0, 4200.0, 7750.0, 4288.0);
/// The platforms, the carrier's ground.
pub const PLATFORM: Rect = Rect(7430.0, 4292.0, 7770.0, 4316.0);
/// The market square.
pub const MARKET: Rect = Rect(5080.0, 4090.0, 5320.0, 4260.0);
/// The wood of Bosrand.
pub const WOOD: Rect = Rect(1500.0, 9050.0, 2900.0, 9650.0);
/// The beach of Zuiderhoofd.
pub const BEACH: Rect = Rect(8200.0, 760.0, 9000.0, 900.0);
/// The field where dogs may run, in Sluiswijk.
pub const DOG_FIELD: Rect = Rect(6150.0, 2540.0, 6500.0, 2700.0);
/// The park with holiday houses.
pub const HOLIDAY_PARK: Rect = Rect(1060.0, 1360.0, 2750.0, 2540.0);
/// The designated swimming water at the holiday park.
pub const SWIMMING: Metres = at(1050.0, 1750.0);
/// The nature area outside the dike.
pub const FORELAND: Rect = Rect(9150.0, 7850.0, 10_650.0, 9300.0);
/// Where an officer stands on Buitendijks.
pub const ON_FORELAND: Metres = at(10_100.0, 8600.0);
/// The firm with an environmental permit that the neighbours complain about; it has no name.
pub const PERMITTED_FIRM: Metres = at(7900.0, 6950.0);
/// Where the drums were found, behind Bedrijvenpark Oost.
pub const DRUMS: Metres = at(8270.0, 7180.0);
/// A school in Sluiswijk.
pub const SCHOOL: Metres = at(5050.0, 2560.0);
/// Number of the house on Kade with the container.
pub const RUBBISH_NUMBER: u32 = 12;

/// Where a house on Kade stands.
pub fn on_kade(number: u32) -> Metres {
    let along = f64::from(number / 2);
    let across = if number.is_multiple_of(2) { 0.0 } else { 14.0 };
    at(9950.0 + 9.0 * along + across, 5560.0 - 8.0 * along + across)
}

/// A spot and a moment that tell much, for `schouw demo`.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// what people call the spot
    pub name: &'static str,
    /// degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// local date and time, as in `2026-11-27T21:40`
    pub at: String,
    /// what there is to see, in plain Dutch
    pub why: &'static str,
}

/// Three telling spots and moments.
#[must_use]
pub fn spots(today: Date) -> [Spot; 3] {
    let spot = |name, place: Metres, moment: DateTime, why| {
        let (lon, lat) = degrees(place.steps());
        let at = moment.strftime("%Y-%m-%dT%H:%M").to_string();
        Spot { name, lat, lon, at, why }
    };
    [
        spot(
            "Havenplein, vrijdagavond",
            ON_SQUARE,
            days::friday_evening(today).at(21, 40, 0, 0),
            "het alcoholverbod geldt tot 06:00, morgen is Winterlicht, en de meldingen over jeugd gaan omhoog",
        ),
        spot(
            "Kade 12, doordeweekse ochtend",
            on_kade(RUBBISH_NUMBER),
            days::next_workday(today).at(9, 15, 0, 0),
            "dertien meldingen over afval bij een container zijn één probleem",
        ),
        spot(
            "Buitendijks, broedseizoen, schemering",
            ON_FORELAND,
            days::in_nesting_season(today).at(22, 15, 0, 0),
            "stiltegebied en broedseizoen: niet buiten de paden, en wie van domein II je belt",
        ),
    ]
}
