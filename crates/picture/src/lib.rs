//! What is here: the packed layers of a snapshot and the answer for a spot, an area, a moment.
//!
//! [`pack::pack`] turns the layers of a snapshot into one index; [`Picture`] answers from it in place. Both are pure:
//! the bytes come from whoever calls, a memory-mapped file in `node` or an area pack in the browser.

pub mod address;
mod address_rows;
pub mod answer;
pub mod area_pack;
pub mod areas;
pub mod choropleth;
pub mod figures;
pub mod geometry;
pub mod here;
pub mod interval;
pub mod layers;
pub mod map;
pub mod moment;
pub mod overview;
pub mod pack;
mod picture;
pub mod search;
pub mod similar;
pub mod sources;
pub mod story;
pub mod text;
pub mod tiles;
pub mod window;

pub use address_rows::AddressRow;
pub use picture::{AboutArea, Picture};
