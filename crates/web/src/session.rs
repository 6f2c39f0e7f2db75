//! Who asks: the cookie of a session, and what keeps other sites from using it.
//!
//! A handler that takes [`SignedIn`] is only reached by who signed in. A request that changes something also carries the
//! token of its session in a header (`X-CSRF-Token`) and comes from this site (`Origin`, `Sec-Fetch-Site`).

mod cookie;
mod origin;
mod signed_in;
mod throttle;
mod token;

pub use cookie::{clear, secret, set};
pub use origin::same_site;
pub use signed_in::{CSRF_HEADER, SignedIn, no_session};
pub use throttle::Throttle;
pub use token::csrf_token;
