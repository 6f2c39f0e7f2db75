//! Journals in use: on SQLite and on PostgreSQL, killed, refused, erased, backed up and restored.

#[cfg(test)]
mod cluster;
#[cfg(test)]
mod erased;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod story;
#[cfg(test)]
mod using;
