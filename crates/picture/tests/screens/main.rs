//! What the screens show, on a small country of two gemeenten: search, map, figures on a map, the page of an area, sources,
//! and the area pack that gives the same answers.
#![cfg(test)]

mod country;
mod figures;
mod pack;
mod places;
mod story;
