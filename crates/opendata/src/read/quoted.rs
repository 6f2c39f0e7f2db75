//! Where a text in JSON ends: the one thing that every scan of JSON must know.

/// Whether a scan is within a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quoted {
    within: bool,
    escaped: bool,
}

impl Quoted {
    /// The scan passed the quote that begins a text.
    pub(super) fn begin(&mut self) {
        self.within = true;
    }

    /// Whether the next byte belongs to a text.
    #[inline]
    pub(super) fn within(self) -> bool {
        self.within
    }

    /// Passes a byte within a text: whether it is the quote that ends the text.
    #[inline]
    pub(super) fn ends_at(&mut self, byte: u8) -> bool {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.within = false;
            return true;
        }
        false
    }
}
