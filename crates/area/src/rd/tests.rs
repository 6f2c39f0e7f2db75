use std::sync::LazyLock;

use super::*;
use proptest::prelude::*;

/// Metres between two positions near the Netherlands, good to a thousandth of itself.
fn metres(a: Position, b: Position) -> f64 {
    let east = (a.lon() - b.lon()) * 111_320.0 * a.lat().to_radians().cos();
    ((a.lat() - b.lat()) * 111_250.0).hypot(east)
}

/// RDNAPTRANS2018 validation pairs of NSGI (Z001_ETRS89andRDNAP): point, latitude, longitude, x, y.
const PAIRS: [(u32, f64, f64, f64, f64); 4] = [
    (30_010_000, 51.728_601_274, 4.712_120_126, 108_360.879_0, 415_757.274_5),
    (30_010_002, 53.001_308_983, 3.360_296_728, 18_940.444_8, 559_061.215_3),
    (30_010_004, 53.558_631_914, 6.829_370_962, 250_569.595_7, 620_134.924_5),
    (30_010_005, 51.589_888_118, 3.160_820_284, 729.712_7, 402_466.559_9),
];

#[test]
fn the_formula_is_a_quarter_metre_off_at_most() {
    for (point, lat, lon, x, y) in PAIRS {
        let (position, rd) = (Position::new(lat, lon).unwrap(), Rd::new(x, y).unwrap());
        let found = to_rd(position).unwrap();
        assert!((found.x - x).hypot(found.y - y) <= 0.25, "{point}: {found}");
        assert!(metres(from_rd(rd), position) <= 0.25, "{point}: {}", from_rd(rd));
    }
}

fn refused(x: f64, y: f64, why: &str) {
    let error = Rd::new(x, y).unwrap_err().to_string();
    assert!(error.contains(why), "{error}");
}

#[test]
fn numbers_that_are_not_rd_are_refused_with_a_hint() {
    refused(f64::NAN, 463_000.0, "must be numbers");
    refused(463_000.0, 155_000.0, "when swapped");
    refused(0.0, 0.0, "check the coordinate system");
    refused(5.07, 52.49, "check the coordinate system");
    refused(155.0, 463.0, "the unit");
    refused(155_000_000.0, 463_000_000.0, "the unit");
    assert_eq!(Rd::new(155_000.0, 463_000.0).unwrap().to_string(), "155000.00,463000.00");
}

#[test]
fn the_whole_field_of_rdnaptrans_is_inside_the_box() {
    for i in 0..=100 {
        let (lat, lon) = (50.0 + 0.06 * f64::from(i), 2.0 + 0.06 * f64::from(i));
        for (lat, lon) in [(lat, 2.0), (lat, 8.0), (50.0, lon), (56.0, lon)] {
            assert!(to_rd(Position::new(lat, lon).unwrap()).is_ok(), "{lat} {lon}");
        }
    }
}

#[test]
fn a_position_far_away_has_no_rd() {
    for (lat, lon) in
        [(5.07, 52.49), (90.0, 0.0), (-90.0, 0.0), (-52.15, -174.6), (0.0, 180.0), (12.1, -68.9)]
    {
        let error = to_rd(Position::new(lat, lon).unwrap()).unwrap_err();
        assert!(matches!(error, RdError::TooFar { .. }), "{lat} {lon}: {error}");
    }
}

/// A grid of our own making: `north` and `east` give the correction at row and column, in steps of 1e-9 degree.
fn grid(north: impl Fn(usize, usize) -> i32, east: impl Fn(usize, usize) -> i32) -> String {
    use std::fmt::Write;
    let mut text = String::from("RD_lat_(deg)\tRD_lon_(deg)\tlat_corr_(deg)\tlon_corr_(deg)\r\n");
    for row in 0..481 {
        for column in 0..301 {
            let (lat, lon) = (50.0 + row as f64 * 0.0125, 2.0 + column as f64 * 0.02);
            let (n, e) = (f64::from(north(row, column)) * 1e-9, f64::from(east(row, column)) * 1e-9);
            writeln!(text, "{lat:.4}\t {lon:.4}\t{n:+.9}\t{e:+.9}\r").unwrap();
        }
    }
    text
}

#[test]
fn the_correction_is_taken_off_towards_rd_and_put_back_from_it() {
    // 1e-6 degree north everywhere is 0.111 m
    let grid = CorrectionGrid::read(grid(|_, _| 1_000, |_, _| 0).as_bytes()).unwrap();
    let position = Position::new(52.4956, 5.0742).unwrap();
    let (corrected, method) = grid.to_rd(position).unwrap();
    let plain = to_rd(position).unwrap();
    assert_eq!(method, RdMethod::Grid);
    assert!((plain.y - corrected.y - 0.111_26).abs() < 1e-4, "{plain:?} {corrected:?}");
    let (back, method) = grid.from_rd(corrected);
    assert_eq!(method, RdMethod::Grid);
    assert!(metres(back, position) < 1e-4, "{back:?}");
}

#[test]
fn between_nodes_the_correction_is_bilinear() {
    let grid = CorrectionGrid::read(
        grid(|row, column| (row + 2 * column) as i32, |row, _| -(row as i32)).as_bytes(),
    )
    .unwrap();
    let place = Angles { lat: 51.0_f64.to_radians(), lon: 4.01_f64.to_radians() };
    let back = grid.uncorrected(place).unwrap();
    // row 80, column 100.5
    assert!(((back.lat - place.lat).to_degrees() - 281e-9).abs() < 1e-13);
    assert!(((back.lon - place.lon).to_degrees() + 80e-9).abs() < 1e-13);
}

#[test]
fn outside_the_grid_the_formula_answers_and_says_so() {
    let grid = CorrectionGrid::read(grid(|_, _| 0, |_, _| 0).as_bytes()).unwrap();
    let transform = RdTransform::Grid(Arc::new(grid));
    for (lat, lon, expected) in [
        (52.0, 1.98, RdMethod::Formula),
        (52.0, 2.02, RdMethod::Grid),
        (55.99, 7.99, RdMethod::Grid),
        (49.98, 5.0, RdMethod::Formula),
    ] {
        let position = Position::new(lat, lon).unwrap();
        let (rd, method) = transform.to_rd(position).unwrap();
        assert_eq!(method, expected, "{position}");
        assert_eq!(transform.from_rd(rd).1, expected, "{position}");
        assert_eq!(RdTransform::default().to_rd(position).unwrap(), (rd, RdMethod::Formula));
    }
}

fn not_a_grid(text: &[u8], why: &str) {
    let error = CorrectionGrid::read(text).unwrap_err().to_string();
    assert!(error.contains(why), "{error}");
}

#[test]
fn what_is_not_the_grid_is_refused_with_its_line() {
    let whole = grid(|_, _| 0, |_, _| 0);
    let lines: Vec<&str> = whole.lines().collect();
    let with = |line: usize, text: &str| {
        let mut lines = lines.clone();
        lines[line - 1] = text;
        lines.join("\n").into_bytes()
    };
    assert!(CorrectionGrid::read(format!("{whole}\n\n").as_bytes()).is_ok());
    not_a_grid(b"", "not the heading");
    not_a_grid(b"\0\x05\x16\x07\0\x02\0\0Mac OS X", "__MACOSX");
    not_a_grid(whole.as_bytes().get(..1_015).unwrap(), "line 24 of the correction grid is not four numbers");
    not_a_grid(lines[..100].join("\n").as_bytes(), "ends after 99 of 144781 nodes");
    not_a_grid(
        &with(9, "50.0000 2.1400 +0.000000000 x"),
        "line 9 of the correction grid is not four numbers",
    );
    not_a_grid(&with(9, "50.0000 2.1400 +0.0 NaN"), "line 9 of the correction grid is not four numbers");
    not_a_grid(&with(9, "50.0000 2.1400 0 0 x"), "line 9 of the correction grid is not four numbers");
    not_a_grid(&with(9, ""), "line 9 of the correction grid is not four numbers");
    not_a_grid(
        &with(9, "50.0000 2.1600 0 0"),
        "line 9 of the correction grid should be node `50.0000 2.1400`",
    );
    not_a_grid(&with(9, "50.0000 2.1400 0.0009 0"), "line 9 corrects by more than 3 m");
    not_a_grid(&with(9, &"9".repeat(1_000_000)), "line 9");
    not_a_grid(format!("{whole}56.0000 8.0200 0 0").as_bytes(), "line 144783 follows the last node");
}

/// A grid with corrections as large as the true one has, that change twice as fast.
static WAVES: LazyLock<CorrectionGrid> = LazyLock::new(|| {
    let wave = |row: usize, column: usize| {
        ((row as f64 / 40.0).sin() * (column as f64 / 25.0).cos() * 3_000.0) as i32
    };
    CorrectionGrid::read(grid(wave, |row, column| wave(row + 7, column + 7)).as_bytes()).unwrap()
});

proptest! {
    // what is left is the height of 43 m, which is not the same level as that of 0 m on Bessel everywhere
    #[test]
    fn to_rd_and_back_is_the_same_place_on_land(lat in 50.5..53.7, lon in 3.2..7.3) {
        let position = Position::new(lat, lon).unwrap();
        let back = from_rd(to_rd(position).unwrap());
        prop_assert!(metres(back, position) < 1e-4, "{}", metres(back, position));
        let (back, method) = WAVES.from_rd(WAVES.to_rd(position).unwrap().0);
        prop_assert_eq!(method, RdMethod::Grid);
        prop_assert!(metres(back, position) < 1e-4, "{}", metres(back, position));
    }

    #[test]
    fn any_position_goes_to_rd_and_back_or_is_refused(lat in -90.0..=90.0, lon in -180.0..=180.0) {
        let position = Position::new(lat, lon).unwrap();
        if let Ok(rd) = to_rd(position) {
            prop_assert!(metres(from_rd(rd), position) < 1e-3);
        }
    }

    #[test]
    fn any_place_in_the_box_goes_to_a_position_and_back(x in X_METRES, y in Y_METRES) {
        let position = from_rd(Rd::new(x, y).unwrap());
        prop_assert!(Position::new(position.lat(), position.lon()).is_ok());
        let (back_x, back_y) = projection::to_plane(similar(position));
        prop_assert!((back_x - x).hypot(back_y - y) < 1e-3);
    }

    #[test]
    fn any_numbers_are_rd_or_refused(x in any::<f64>(), y in any::<f64>()) {
        prop_assert_eq!(Rd::new(x, y).is_ok(), X_METRES.contains(&x) && Y_METRES.contains(&y));
    }
}
