//! How often an address may try to sign in.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Attempts that an address has at once.
const BURST: f64 = 20.0;
/// Attempts that come back each second.
const PER_SECOND: f64 = 1.0 / 6.0;
/// Addresses that are remembered; when there are more, those that tried least go.
const ADDRESSES_MAX: usize = 20_000;

/// What is left to an address, and when that was.
struct Left {
    attempts: f64,
    at_ms: i64,
}

/// Counts attempts by address: a bucket that runs full again. An IPv6 network of /64 is one address.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<IpAddr, Left>>);

impl Throttle {
    /// Takes one attempt of an address; the seconds to wait when there is none left.
    ///
    /// # Errors
    /// When none is left: after how many seconds there is.
    pub fn take(&self, address: IpAddr, now: Timestamp) -> Result<(), u64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at_ms = now.as_millisecond();
        if all.len() >= ADDRESSES_MAX {
            all.retain(|_, left| filled(left, at_ms) < BURST);
            if all.len() >= ADDRESSES_MAX {
                all.clear();
            }
        }
        let left = all.entry(network(address)).or_insert(Left { attempts: BURST, at_ms });
        left.attempts = filled(left, at_ms);
        left.at_ms = at_ms;
        if left.attempts >= 1.0 {
            left.attempts -= 1.0;
            return Ok(());
        }
        Err(((1.0 - left.attempts) / PER_SECOND).ceil() as u64)
    }
}

fn filled(left: &Left, at_ms: i64) -> f64 {
    let seconds = (at_ms - left.at_ms).max(0) as f64 / 1e3;
    (left.attempts + seconds * PER_SECOND).min(BURST)
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6((u128::from(six) & !u128::from(u64::MAX)).into()),
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_twenty_attempts_and_then_one_in_six_seconds() {
        let throttle = Throttle::default();
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let one: IpAddr = "2001:db8::1".parse().unwrap();
        for _ in 0..20 {
            assert_eq!(throttle.take(one, at(0)), Ok(()));
        }
        assert_eq!(throttle.take(one, at(0)), Err(6));
        assert_eq!(throttle.take("2001:db8::99".parse().unwrap(), at(0)), Err(6), "the same network");
        assert_eq!(throttle.take("127.0.0.1".parse().unwrap(), at(0)), Ok(()));
        assert_eq!(throttle.take(one, at(7)), Ok(()));
        assert!(throttle.take(one, at(7)).is_err());
    }
}
