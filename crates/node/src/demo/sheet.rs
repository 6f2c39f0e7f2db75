//! CSV as offices write it: `;` between the values, quotes where they are needed, Windows line ends.

/// A sheet with its header.
#[derive(Debug)]
pub struct Sheet {
    text: String,
    delimiter: char,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(delimiter: char, header: &[&str]) -> Self {
        let mut sheet = Self { text: String::new(), delimiter };
        sheet.line(header);
        sheet
    }

    /// Adds a line.
    pub fn line(&mut self, values: &[impl AsRef<str>]) {
        for (nth, value) in values.iter().enumerate() {
            if nth > 0 {
                self.text.push(self.delimiter);
            }
            self.value(value.as_ref());
        }
        self.text.push_str("\r\n");
    }

    fn value(&mut self, value: &str) {
        if value.contains([self.delimiter, '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&value.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(value);
        }
    }

    /// The bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// The bytes after a byte order mark, as Excel and StatLine write them.
    pub fn bytes_with_mark(self) -> Vec<u8> {
        format!("\u{feff}{}", self.text).into_bytes()
    }
}

/// A number with a decimal comma.
pub fn comma(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('.', ",")
}
