//! One call a question of the REST API.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{Level, Year};
use schouw_picture::areas::{AREAS, AreasAsk};
use schouw_picture::choropleth::ChoroplethAsk;
use schouw_picture::here::{Ask, RADIUS_M, Suppressed};
use schouw_picture::map::{ITEMS, MapAsk, MapLayer};
use schouw_picture::moment::amsterdam;
use schouw_picture::search::SUGGESTIONS;
use schouw_picture::story::StoryAsk;
use serde::Serialize;

use crate::desk::Desk;
use crate::question::{self, read};
use crate::refused::Refused;

/// The answer to a question. What is suppressed was left out when the pack was made.
pub fn answer(desk: &Desk, call: &str, question: &str, now: Timestamp) -> Result<String, Refused> {
    match call {
        "here" => here(desk, question, now),
        "search" => search(desk, question),
        "area" => area(desk, question, now),
        "areas" => areas(desk, question, false),
        "shapes" => areas(desk, question, true),
        "measures" => text(&Measures { measures: desk.picture().mappable() }),
        "choropleth" => choropleth(desk, question, now),
        "map" => map(desk, question, now),
        "sources" => text(&desk.picture().list_sources(day(now), None)),
        "source" => source(desk, question, now),
        "moment" => text(&desk.picture().overview(now)),
        _ => Err(Refused::not_found(format!("De vraag `{call}` is er niet."))),
    }
}

#[derive(Serialize)]
struct Measures {
    measures: Vec<schouw_picture::choropleth::MeasureItem>,
}

fn text(answer: &impl Serialize) -> Result<String, Refused> {
    serde_json::to_string(answer).map_err(|_| Refused::damaged())
}

fn day(now: Timestamp) -> Date {
    now.to_zoned_datetime(amsterdam().clone()).date()
}

fn here(desk: &Desk, question: &str, now: Timestamp) -> Result<String, Refused> {
    let asked: question::Here = read(question)?;
    let (spot, label) = asked.spot(desk.picture(), desk.rd())?;
    let at = question::moment(asked.at.as_deref(), now)?;
    let ask = Ask { spot, at, now, radius_m: asked.radius.unwrap_or(RADIUS_M) };
    let mut answer = desk.picture().here(&ask, desk.rd(), &Suppressed::default())?;
    if let Some(label) = label {
        answer.place = label;
    }
    text(&answer)
}

fn search(desk: &Desk, question: &str) -> Result<String, Refused> {
    let asked: question::Search = read(question)?;
    let near = asked.lat.zip(asked.lon).map(|(lat, lon)| question::position(lat, lon)).transpose()?;
    text(&desk.picture().suggest(
        &asked.text,
        asked.limit.unwrap_or(SUGGESTIONS),
        near,
        &Suppressed::default(),
    )?)
}

fn area(desk: &Desk, question: &str, now: Timestamp) -> Result<String, Refused> {
    let asked: question::Area = read(question)?;
    let at = question::moment(asked.at.as_deref(), now)?;
    let ask = StoryAsk { code: question::area(&asked.code)?, at, now };
    text(&desk.picture().story(&ask, &Suppressed::default(), None)?)
}

fn areas(desk: &Desk, question: &str, outlines: bool) -> Result<String, Refused> {
    let asked: question::Areas = read(question)?;
    let year = asked.jaar.map(|year| u16::try_from(year).map(Year));
    let ask = AreasAsk {
        level: asked.niveau.as_deref().map_or(Ok(Level::Buurt), question::level)?,
        within: asked.binnen.as_deref().map(question::area).transpose()?,
        year: year.transpose().map_err(|_| Refused::wrong("`jaar` is geen jaar"))?,
        limit: asked.limit.map_or(AREAS, |limit| limit as usize),
        outlines: outlines || asked.omtrek == Some(true),
    };
    text(&desk.picture().list_areas(&ask))
}

fn choropleth(desk: &Desk, question: &str, now: Timestamp) -> Result<String, Refused> {
    let asked: question::Choropleth = read(question)?;
    let ask = ChoroplethAsk {
        measure: asked.id,
        level: asked.niveau.as_deref().map_or(Ok(Level::Buurt), question::level)?,
        within: asked.binnen.as_deref().map(question::area).transpose()?,
        period: asked.periode,
    };
    text(&desk.picture().choropleth(&ask, day(now), &Suppressed::default())?)
}

fn map(desk: &Desk, question: &str, now: Timestamp) -> Result<String, Refused> {
    let asked: question::Map = read(question)?;
    let layer = |word: &String| {
        MapLayer::from_word(word).ok_or_else(|| Refused::wrong(format!("`layers`: `{word}` is geen laag")))
    };
    let ask = MapAsk {
        bounds: question::bounds(asked.bounds)?,
        layers: asked.layers.unwrap_or_default().iter().map(layer).collect::<Result<_, _>>()?,
        at: question::moment(asked.at.as_deref(), now)?,
        now,
        from: asked.from.map(|from| question::position(from.lat, from.lon)).transpose()?,
        limit: asked.limit.unwrap_or(ITEMS),
    };
    text(&desk.picture().map(&ask, &Suppressed::default())?)
}

fn source(desk: &Desk, question: &str, now: Timestamp) -> Result<String, Refused> {
    let asked: question::Source = read(question)?;
    let all = desk.picture().list_sources(day(now), None).sources;
    let card = all.into_iter().find(|card| card.id == asked.id);
    text(&card.ok_or_else(|| Refused::not_found(format!("Er is geen bron `{}`.", asked.id)))?)
}
