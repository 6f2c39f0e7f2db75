//! Whole numbers of a small unit, written as decimal numbers: what takes most of the time of a large answer.

/// Decimals of a degree in steps of 1e-7.
pub(super) const DEGREE_DECIMALS: u32 = 7;
/// Decimals of a metre in millimetres.
pub(super) const METRE_DECIMALS: u32 = 3;

/// Longest number: a sign, ten digits and a point.
const CHARS_MAX: usize = 12;

/// Writes `value` as a decimal number with so many decimals, without zeros at the end.
pub(super) fn push<const DECIMALS: u32>(out: &mut Vec<u8>, value: i32) {
    let mut chars = [0_u8; CHARS_MAX];
    let mut at = CHARS_MAX;
    let mut rest = value.unsigned_abs();
    let mut put = |digit: u8| {
        at -= 1;
        if let Some(place) = chars.get_mut(at) {
            *place = digit;
        }
    };
    let mut seen = false;
    for _ in 0..DECIMALS {
        let digit = (rest % 10) as u8;
        rest /= 10;
        if digit != 0 || seen {
            put(b'0' + digit);
            seen = true;
        }
    }
    if seen {
        put(b'.');
    }
    loop {
        put(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        put(b'-');
    }
    out.extend_from_slice(chars.get(at..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(value: i32) -> String {
        let mut out = Vec::new();
        push::<DEGREE_DECIMALS>(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn steps_are_written_as_degrees() {
        for (steps, expected) in [
            (0, "0"),
            (1, "0.0000001"),
            (-1, "-0.0000001"),
            (50_742_000, "5.0742"),
            (524_956_123, "52.4956123"),
            (-1_800_000_000, "-180"),
            (i32::MIN, "-214.7483648"),
            (i32::MAX, "214.7483647"),
        ] {
            assert_eq!(degrees(steps), expected);
        }
        let mut out = Vec::new();
        push::<METRE_DECIMALS>(&mut out, 155_000_020);
        assert_eq!(out, b"155000.02");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same_steps(steps: i32) {
            let read: f64 = degrees(steps).parse().unwrap();
            proptest::prop_assert_eq!((read * 1e7).round() as i64, i64::from(steps));
        }
    }
}
