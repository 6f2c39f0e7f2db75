//! Journals in use: on SQLite and on PostgreSQL, killed, refused, erased, backed up and restored.

#[cfg(test)]
mod cluster;
#[cfg(test)]
mod durable;
#[cfg(test)]
mod erased;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod program;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod story;
#[cfg(test)]
mod using;
