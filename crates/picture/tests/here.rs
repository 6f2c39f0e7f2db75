//! From layers to an index and back to an answer, on a small town of two squares.

#[cfg(test)]
#[path = "here/calls.rs"]
mod calls;

#[cfg(test)]
#[path = "here/shown.rs"]
mod shown;

#[cfg(test)]
mod tests {
    use geo_types::{Geometry, polygon};
    use jiff::Timestamp;
    use jiff::civil::Date;
    use schouw_area::{Area, AreaCode, Level, Position, RdTransform, Shape, Year};
    use schouw_base::Digest;
    use schouw_picture::Picture;
    use schouw_picture::address::postcode_number;
    use schouw_picture::answer::Answer;
    use schouw_picture::figures::{AreaKey, FigureRow, Measure, MeasureGroup, MeasureKind, Similar};
    use schouw_picture::here::{Ask, HereError, SearchError, Spot, Suppressed};
    use schouw_picture::layers::{
        Address, AreaSet, Cadence, Contact, ContactKind, Extent, LayerKind, Layers, Problem, ProblemReport,
        Rule, Source,
    };
    use schouw_picture::pack::pack;

    const EAST_LON: f64 = 5.02;

    pub(crate) fn square(west: f64) -> Shape {
        let (east, south, north) = (west + 0.01, 52.0, 52.01);
        let square =
            polygon![(x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)];
        Shape::from_geometry(&Geometry::Polygon(square)).unwrap().0
    }

    fn source(id: &str, layer: LayerKind) -> Source {
        Source {
            dataset: id.parse().unwrap(),
            title: id.into(),
            publisher: "de gemeente".into(),
            licence: "CC0-1.0".into(),
            homepage: String::new(),
            retrieved: day("2026-11-01"),
            cadence: Cadence::Year,
            tells: "iets".into(),
            layer,
            covers: Some(vec!["GM9990".parse().unwrap()]),
        }
    }

    pub(crate) fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    pub(crate) fn rule(id: &str, extent: Extent) -> Rule {
        Rule {
            source: 3,
            id: id.into(),
            theme: "alcohol".into(),
            title: "Alcoholverbod".into(),
            zone: String::new(),
            text: String::new(),
            article: "APV 2:48".into(),
            hours: "Fr-Su 18:00-06:00".into(),
            except: vec!["koningsdag".into()],
            hours_unknown: String::new(),
            valid_from: None,
            valid_until: None,
            acts: vec!["gemeente".into(), "politie".into()],
            url: String::new(),
            extent,
        }
    }

    pub(crate) fn contact(id: &str, kind: ContactKind, code: &str) -> Contact {
        Contact {
            source: 2,
            id: id.into(),
            kind,
            party: "politie".into(),
            name: id.into(),
            role: String::new(),
            themes: Vec::new(),
            rank: 0,
            phone: "0900-0000".into(),
            email: String::new(),
            url: String::new(),
            hours: String::new(),
            how_to_ask: String::new(),
            valid_until: None,
            last_confirmed: Some(day("2026-11-11")),
            extent: Extent::Area(code.parse().unwrap()),
        }
    }

    fn measure(id: &str, kind: MeasureKind) -> Measure {
        Measure {
            id: id.into(),
            label: id.into(),
            unit: "aantal".into(),
            theme: String::new(),
            kind,
            denominator: if kind == MeasureKind::Count { "inwoners".into() } else { String::new() },
            per: 1000,
            small_below: if kind == MeasureKind::Count { 5 } else { 0 },
            zero_dropped: true,
            apart: false,
            decimals: 0,
            order: 1,
            group: MeasureGroup::Overig,
            similar: Similar::No,
            story: String::new(),
        }
    }

    pub(crate) fn town() -> Layers {
        let mut layers = Layers {
            sources: vec![
                source("gebieden", LayerKind::Areas),
                source("cijfers", LayerKind::Figures),
                source("teams", LayerKind::Contacts),
                source("zones", LayerKind::Rules),
                source("meldingen", LayerKind::Reports),
            ],
            ..Layers::default()
        };
        let area = |code: &str, west: f64| {
            Area::new(Level::Buurt, code.parse().unwrap(), Year(2026), format!("buurt {code}"), square(west))
        };
        let areas = vec![area("BU99900101", 5.01), area("BU99900102", EAST_LON)];
        layers.area_sets = vec![AreaSet { level: Level::Buurt, year: Year(2026), source: 0, areas }];
        layers.rules = vec![
            rule("in", Extent::Shape(square(5.01))),
            rule("ergens", Extent::Somewhere("GM9990".parse().unwrap())),
        ];
        layers.contacts = vec![
            contact("team", ContactKind::Basisteam, "GM9990"),
            contact("oost", ContactKind::Wijkagent, "BU99900102"),
        ];
        let report = |id: &str, at: Timestamp| ProblemReport { id: id.into(), at, status: "open".into() };
        let (first, last) = (at("2026-11-02T09:00:00Z"), at("2026-11-20T09:00:00Z"));
        layers.problems = vec![Problem {
            source: 4,
            id: "m1".into(),
            theme: "afval".into(),
            first,
            last,
            open: true,
            reports: vec![report("m1", first), report("m2", last)],
            place: (50_150_000, 520_050_000),
        }];
        add_figures(&mut layers);
        add_addresses(&mut layers);
        layers
    }

    /// Offences and inhabitants of the west square, the gemeente round it, and of the east square too few.
    fn add_figures(layers: &mut Layers) {
        let figures = &mut layers.figures;
        let inhabitants = figures.measure(&measure("inwoners", MeasureKind::Stock));
        let offences = figures.measure(&measure("misdrijven", MeasureKind::Count));
        let periods =
            [2024, 2025].map(|year| u16::try_from(figures.periods.number(&year.to_string())).unwrap());
        let rows = [
            ("BU99900101", [(inhabitants, 1, 1000.0), (offences, 0, 20.0), (offences, 1, 60.0)]),
            ("BU99900102", [(inhabitants, 1, 500.0), (offences, 0, 30.0), (offences, 1, 3.0)]),
            ("GM9990", [(inhabitants, 1, 10_000.0), (offences, 0, 210.0), (offences, 1, 200.0)]),
        ];
        for (code, values) in rows {
            let code: AreaCode = code.parse().unwrap();
            let area = figures.area(AreaKey { level: code.level(), code, year: Year(2026) });
            for (measure, period, value) in values {
                let period = periods[period];
                figures.rows.push(FigureRow { area, measure, period, source: 1, value });
            }
        }
    }

    fn add_addresses(layers: &mut Layers) {
        let words = &mut layers.addresses.words;
        let (street, town, none) = (words.number("Kade"), words.number("Markerwaard"), words.number(""));
        let (square, plein) = (words.number("Plein 1945"), words.number("Havenplein"));
        let mut add = |street, number, lon, dwelling| {
            let postcode = postcode_number("8285 AB");
            layers.addresses.rows.push(Address {
                postcode,
                street,
                town,
                number,
                suffix: none,
                lon,
                lat: 520_050_000,
                source: 0,
                dwelling,
            });
        };
        add(street, 2, 50_140_000, true);
        add(street, 4, 50_150_000, true);
        add(street, 6, 50_160_000, true);
        add(plein, 3, 50_250_000, false);
        add(square, 1, 50_260_000, true);
    }

    fn index() -> Vec<u64> {
        packed(&town())
    }

    fn packed(layers: &Layers) -> Vec<u64> {
        let mut bytes = Vec::new();
        pack(layers, Digest::of(b"town")).unwrap().write(&mut bytes).unwrap();
        bytes.chunks(8).map(|chunk| u64::from_le_bytes(chunk.try_into().unwrap())).collect()
    }

    pub(crate) fn ask(lon: f64, moment: &str) -> Ask {
        Ask {
            spot: Spot::At(Position::new(52.005, lon).unwrap()),
            at: at(moment),
            now: at("2026-11-23T11:00:00Z"),
            radius_m: 100,
        }
    }

    fn here(ask: &Ask, suppressed: &Suppressed) -> Answer {
        here_in(&town(), ask, suppressed)
    }

    pub(crate) fn here_in(layers: &Layers, ask: &Ask, suppressed: &Suppressed) -> Answer {
        let index = packed(layers);
        let picture = Picture::open(bytemuck::cast_slice(&index)).unwrap();
        picture.here(ask, &RdTransform::Formula, suppressed).unwrap()
    }

    #[test]
    fn a_rule_is_in_force_at_its_hours_and_one_without_place_is_told_last() {
        let answer = here(&ask(5.015, "2026-11-27T20:40:00Z"), &Suppressed::default());
        let rules: Vec<_> = answer.rules.iter().map(|r| (r.id.as_str(), r.in_force, r.place_known)).collect();
        assert_eq!(rules, [("in", Some(true), true), ("ergens", Some(true), false)]);
        assert_eq!(answer.rules[0].says, "tot morgen 06:00");
        let noon = here(&ask(5.015, "2026-11-27T11:00:00Z"), &Suppressed::default());
        assert_eq!(noon.rules[0].in_force, Some(false));
        let next_door = here(&ask(5.025, "2026-11-27T20:40:00Z"), &Suppressed::default());
        assert_eq!(next_door.rules.iter().filter(|r| r.place_known).count(), 0);
    }

    #[test]
    fn contacts_are_found_by_the_codes_of_the_spot() {
        let names = |lon: f64| -> Vec<String> {
            let answer = here(&ask(lon, "2026-11-27T20:40:00Z"), &Suppressed::default());
            answer.who.into_iter().map(|who| format!("{} {}", who.id, who.says)).collect()
        };
        assert_eq!(names(5.015), ["team bevestigd 12 dagen geleden"]);
        assert_eq!(names(5.025), ["team bevestigd 12 dagen geleden", "oost bevestigd 12 dagen geleden"]);
    }

    #[test]
    fn a_count_has_its_interval_its_rate_its_trend_and_the_rest_of_the_gemeente_beside_it() {
        let answer = here(&ask(5.015, "2026-11-27T20:40:00Z"), &Suppressed::default());
        let figure = answer.figures.iter().find(|figure| figure.measure == "misdrijven").unwrap();
        assert_eq!((figure.value, figure.trend), (Some(60.0), Some("hoger")));
        let (low, high) = figure.interval.unwrap();
        assert!(
            (45.78..45.80).contains(&low) && (77.22..77.24).contains(&high),
            "Garwood of 60: {low} {high}"
        );
        let rate = figure.rate.as_ref().unwrap();
        assert!((rate.value - 60.0).abs() < 1e-9, "60 of 1,000 inhabitants is 60 per 1,000");
        assert_eq!(figure.compared[0].than_here, Some("hoger"));
        assert_eq!(figure.compared[0].value, Some(20.0));
    }

    #[test]
    fn a_number_too_small_to_show_is_not_told_by_its_trend_either() {
        let answer = here(&ask(5.025, "2026-11-27T20:40:00Z"), &Suppressed::default());
        let figure = answer.figures.iter().find(|figure| figure.measure == "misdrijven").unwrap();
        assert_eq!((figure.value, figure.absent), (None, Some("te weinig om te tonen")));
        assert_eq!(figure.trend, Some("niet te vergelijken"));
        assert!(figure.rate.is_none() && figure.interval.is_none());
        assert_eq!(figure.series.last().unwrap().1, None);
        assert!(!serde_json::to_string(figure).unwrap().contains("3.0"));
    }

    #[test]
    fn what_is_suppressed_is_in_no_answer() {
        let hidden = |records: &[(&str, &str)]| -> Suppressed {
            records.iter().map(|(dataset, id)| (dataset.parse().unwrap(), (*id).to_owned())).collect()
        };
        let ask = ask(5.015, "2026-11-27T20:40:00Z");
        assert_eq!(here(&ask, &hidden(&[("zones", "in")])).rules.len(), 1);
        let problem = &here(&ask, &hidden(&[("meldingen", "m1")])).problems[0];
        assert_eq!((problem.reports, problem.says.as_str()), (1, "1 melding, 20 november"));
        assert!(here(&ask, &hidden(&[("meldingen", "m1"), ("meldingen", "m2")])).problems.is_empty());
    }

    #[test]
    fn a_dwelling_is_answered_for_its_street_and_a_shop_for_itself() {
        let index = index();
        let picture = Picture::open(bytemuck::cast_slice(&index)).unwrap();
        let find = |text: &str| picture.find_address(text, &Suppressed::default());
        let dwelling = find("Kade 2 Markerwaard").unwrap();
        assert_eq!(dwelling.label, "Kade, Markerwaard");
        assert_eq!(dwelling.position.steps().0, 50_150_000, "the middle of the street, whatever the number");
        assert_eq!(find("kade 6").unwrap().position, dwelling.position);
        assert_eq!(find("Havenplein 3").unwrap().label, "Havenplein 3, 8285 AB Markerwaard");
        assert_eq!(find("Plein 1945").unwrap().label, "Plein 1945, Markerwaard");
        assert!(matches!(find("Kade 99"), Err(SearchError::NotFound(_))));
        assert!(find("8285ab").is_ok());
        assert!(matches!(find(""), Err(SearchError::NotFound(_))));
    }

    #[test]
    fn a_whole_area_is_asked_by_its_code() {
        let area =
            |code: &str| Ask { spot: Spot::Area(code.parse().unwrap()), ..ask(5.0, "2026-11-27T20:40:00Z") };
        let answer = here(&area("BU99900101"), &Suppressed::default());
        assert_eq!((answer.areas.len(), answer.problems.len()), (1, 1));
        assert_eq!(here(&area("BU99900102"), &Suppressed::default()).problems.len(), 0);
        let index = index();
        let picture = Picture::open(bytemuck::cast_slice(&index)).unwrap();
        let missing = picture.here(&area("BU00000000"), &RdTransform::Formula, &Suppressed::default());
        assert_eq!(missing.unwrap_err(), HereError::NoSuchArea("BU00000000".parse().unwrap()));
    }

    #[test]
    fn abroad_one_gap_says_it_all() {
        let mut ask = ask(2.35, "2026-11-27T20:40:00Z");
        ask.spot = Spot::At(Position::new(48.85, 2.35).unwrap());
        let answer = here(&ask, &Suppressed::default());
        assert_eq!(answer.gaps.len(), 1);
        assert!(answer.areas.is_empty() && answer.rules.is_empty());
    }

    #[test]
    fn a_damaged_index_is_refused_or_answers_and_never_panics() {
        let good = index();
        let ask = ask(5.015, "2026-11-27T20:40:00Z");
        let mut seed = 7_u64;
        for _ in 0..400 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut bad = good.clone();
            let at = usize::try_from(seed >> 33).unwrap() % bad.len();
            bad[at] ^= 1 << (seed % 64);
            let bytes: &[u8] = bytemuck::cast_slice(&bad);
            if let Ok(picture) = Picture::open(bytes) {
                let _ = picture.here(&ask, &RdTransform::Formula, &Suppressed::default());
                let _ = picture.find_address("Kade 2", &Suppressed::default());
            }
        }
    }
}
