//! Talks with the base teams, and what comes of them: teams, agreements, visits, promises, actions, minutes.

pub mod action;
pub mod agreement;
pub mod calendar;
pub mod command;
pub mod document;
pub mod event;
pub mod finding;
pub mod harvest;
pub mod issue;
pub mod minutes;
pub mod plan;
pub mod print;
pub mod register;
pub mod reminder;
pub mod state;
pub mod talk;
pub mod text;
pub mod vision;
