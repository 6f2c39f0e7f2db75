//! `schouw fetch` against a server that replays what publishers answer, on good days and bad ones.

#[cfg(test)]
mod bench;
#[cfg(test)]
mod files;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod replay;
