//! A record of the index as it is read. Nothing here trusts the words.

use crate::exact::Vertex;

/// A cell that borders cross, or that several areas cover.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// the areas that hold the centre of the cell, ascending
    pub at_centre: &'a [u32],
    chains: u32,
    words: &'a [u32],
}

/// A piece of border through vertices, with the same areas on its two sides all along.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain<'a> {
    pub areas: [u32; 2],
    words: &'a [u32],
}

impl<'a> Record<'a> {
    #[inline]
    pub(super) fn read(words: &'a [u32]) -> Option<Self> {
        let (&[at_centre, chains], words) = words.split_first_chunk()?;
        let (at_centre, words) = words.split_at_checked(at_centre as usize)?;
        Some(Self { at_centre, chains, words })
    }

    #[inline]
    pub(super) fn chains(self) -> impl Iterator<Item = Chain<'a>> {
        let mut words = self.words;
        (0..self.chains).map_while(move |_| {
            let (&[a, b, vertices], rest) = words.split_first_chunk()?;
            let (chain, rest) = rest.split_at_checked((vertices as usize).checked_mul(2)?)?;
            words = rest;
            Some(Chain { areas: [a, b], words: chain })
        })
    }
}

impl<'a> Chain<'a> {
    #[inline]
    pub(super) fn vertices(self) -> impl Iterator<Item = Vertex> + Clone + 'a {
        // the words hold i32, bit for bit
        self.words.as_chunks::<2>().0.iter().map(|&[x, y]| [x.cast_signed(), y.cast_signed()])
    }

    pub(super) fn edges(self) -> impl Iterator<Item = (Vertex, Vertex)> + 'a {
        self.vertices().zip(self.vertices().skip(1))
    }
}
