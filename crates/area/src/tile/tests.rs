//! Properties of nets, rings and tiles against brute force, on generated areas.

mod decode;
mod generated;
mod nets;
mod tiles;
