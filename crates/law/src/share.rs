//! May I share this: the question, the decision, and the engine between them.

pub mod book;
pub mod codes;
pub mod decision;
pub mod engine;
pub mod minimise;
pub mod question;
pub mod routes;

pub use book::ShareLaw;
pub use decision::Decision;
pub use question::Question;
