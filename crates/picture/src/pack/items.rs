//! Rules, contacts, notices, problems and places: a byte that says which, and the struct itself.

use jiff::civil::Date;
use serde::Serialize;

use crate::layers::{Contact, Extent, Notice, Place, Problem, Rule};

use super::PackError;

/// Something with a place.
#[derive(Debug, Clone)]
pub enum Item {
    /// a rule
    Rule(Rule),
    /// a contact or agreement
    Contact(Contact),
    /// a notice
    Notice(Notice),
    /// a problem
    Problem(Problem),
    /// a place
    Place(Place),
}

/// Which struct an item's bytes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tag {
    Rule = 1,
    Contact = 2,
    Notice = 3,
    Problem = 4,
    Place = 5,
}

impl Item {
    /// Whether these bytes hold a place.
    pub(crate) fn is_place(bytes: &[u8]) -> bool {
        bytes.first() == Some(&(Tag::Place as u8))
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, PackError> {
        let (tag, rest) = bytes.split_first().ok_or_else(|| PackError::damaged("items"))?;
        let damaged = |_| PackError::damaged("items");
        Ok(match tag {
            1 => Self::Rule(postcard::from_bytes(rest).map_err(damaged)?),
            2 => Self::Contact(postcard::from_bytes(rest).map_err(damaged)?),
            3 => Self::Notice(postcard::from_bytes(rest).map_err(damaged)?),
            4 => Self::Problem(postcard::from_bytes(rest).map_err(damaged)?),
            5 => Self::Place(postcard::from_bytes(rest).map_err(damaged)?),
            _ => return Err(PackError::damaged("items")),
        })
    }
}

/// The last day of an item that has none.
const FOR_GOOD: i32 = i32::MAX;

/// A day as a number that grows with it: 20261123.
pub(crate) fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

/// Items in the making, with the places that lead to them.
#[derive(Debug, Default)]
pub(crate) struct ItemsBuilder {
    pub bytes: Vec<u8>,
    pub at: Vec<u64>,
    /// last day on which the item is shown, see [`day_number`]; [`FOR_GOOD`] when there is none
    pub last: Vec<i32>,
    /// point and item
    pub points: Vec<((i32, i32), u32)>,
    /// shape and item
    pub zones: Vec<(schouw_area::Shape, u32)>,
    /// code of an area, whether the item holds only somewhere in it, and the item
    pub named: Vec<(String, u32)>,
    pub everywhere: Vec<u32>,
}

/// Put before the code of an area in which an item holds somewhere.
pub(crate) const SOMEWHERE: char = '?';

impl ItemsBuilder {
    pub(crate) fn add(
        &mut self,
        tag: Tag,
        item: &impl Serialize,
        extent: &Extent,
        last: Option<Date>,
    ) -> Result<(), PackError> {
        let number = u32::try_from(self.at.len()).map_err(|_| PackError::damaged("items"))?;
        self.at.push(self.bytes.len() as u64);
        self.last.push(last.map_or(FOR_GOOD, day_number));
        self.bytes.push(tag as u8);
        let blob = postcard::to_stdvec(item).map_err(|_| PackError::damaged("items"))?;
        self.bytes.extend(blob);
        match extent {
            Extent::Points(points) => self.points.extend(points.iter().map(|point| (*point, number))),
            Extent::Shape(shape) => self.zones.push((shape.clone(), number)),
            Extent::Area(code) => self.named.push((code.to_string(), number)),
            Extent::Somewhere(code) => self.named.push((format!("{SOMEWHERE}{code}"), number)),
            Extent::Everywhere => self.everywhere.push(number),
            Extent::Nowhere => {}
        }
        Ok(())
    }
}
