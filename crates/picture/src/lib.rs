//! What is here: the packed layers of a snapshot and the answer for a spot, an area, a moment.
//!
//! [`pack::pack`] turns the layers of a snapshot into one index; [`Picture`] answers from it in place. Both are pure:
//! the bytes come from whoever calls, a memory-mapped file in `node` or an area pack in the browser.

pub mod address;
pub mod answer;
pub mod figures;
pub mod here;
pub mod interval;
pub mod layers;
pub mod moment;
pub mod pack;
mod picture;
pub mod text;
pub mod window;

pub use picture::{AboutArea, Picture};
