//! Formats that need a file by their nature and not a stream of bytes.

pub(crate) mod column;
mod flatgeobuf;
pub mod geopackage;
mod layer_file;
mod layers;
mod parquet;

pub use layer_file::{FormatError, LayerFile};
pub use layers::write_layers;

/// The columns of the rows in the files of a snapshot, for whoever shows the same rows in another form.
pub(crate) mod rows {
    pub(crate) use super::layers::items::{contacts, extent_columns, notices, places, problems, rules};
    pub(crate) use super::layers::{AreaRow, areas};
}
