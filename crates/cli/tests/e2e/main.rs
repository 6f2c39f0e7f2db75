//! The binary `schouw` from the outside: what a person types, what stands on the disk, what comes back.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod deterministic;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod half_written;
#[cfg(test)]
mod here;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod suppressed;
