//! Talks with the base teams, and what comes of them: teams, agreements, visits, promises, actions, minutes.

pub mod minutes;
