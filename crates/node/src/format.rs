//! Formats that need a file by their nature and not a stream of bytes.

mod column;
mod flatgeobuf;
pub mod geopackage;
mod layer_file;
mod layers;
mod parquet;

pub use layer_file::{FormatError, LayerFile};
pub use layers::write_layers;
