//! The server, asked as clients ask it: through the whole router, and over real connections.
#![cfg(test)]

mod answers;
mod app;
mod clients;
mod connections;
mod document;
mod edges;
mod faults;
mod foreign;
mod law;
mod ogc;
mod people;
mod photos;
mod signals;
mod snapshots;
mod stage;
mod stories;
mod suppressed;
mod uploads;
