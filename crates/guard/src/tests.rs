use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &str) {
    assert_eq!(shield(text), expected, "{text:?}");
}

/// Nothing is found.
fn stays(text: &str) {
    assert_eq!(shield(text), text);
    assert!(matches!(shield(text), Cow::Borrowed(_)));
}

#[test]
fn plates_of_every_sidecode_are_found() {
    for plate in [
        "AB-12-34",
        "12-34-AB",
        "12-AB-34",
        "BD-12-FG",
        "BD-FG-12",
        "12-BD-FG",
        "12-ABC-3",
        "1-BDF-23",
        "BD-123-F",
        "B-123-DF",
        "BDF-12-G",
        "B-12-DFG",
        "1-BD-234",
        "123-BD-4",
        "1-ABC-234",
    ] {
        check(
            &format!("Auto met kenteken {plate} staat op de stoep"),
            "Auto met kenteken [kenteken] staat op de stoep",
        );
        check(&format!("De {plate}, al weken."), "De [kenteken], al weken.");
        check(&format!("de auto {} staat", plate.to_lowercase()), "de auto [kenteken] staat");
    }
}

#[test]
fn plates_without_hyphens_are_found_where_they_can_be_told() {
    check("Witte bus GB123X blokkeert", "Witte bus [kenteken] blokkeert");
    check("witte bus gb123x blokkeert", "witte bus [kenteken] blokkeert");
    check("auto 12ABC3 en 1-KLM-23", "auto [kenteken] en [kenteken]");
    check("auto GB 123 X staat fout", "auto [kenteken] staat fout");
    check("Auto G.123.BD staat fout", "Auto G.123.BD staat fout".replace("G.123.BD", "[kenteken]").as_str());
    check("kenteken is: ab 12 34", "kenteken is: [kenteken]");
    check("kenteken van de auto 1234ab", "kenteken van de auto [kenteken]");
    check("Duits kenteken B-AB 1234 op de stoep", "Duits kenteken [kenteken] op de stoep");
    check("auto 12–ABC–3 met andere streepjes", "auto [kenteken] met andere streepjes");
}

#[test]
fn what_only_looks_like_a_plate_stays() {
    for text in [
        "Op de A2 en de A10 bij afslag S100 richting N247",
        "bij nummer 12A, 12-A en 12 hs",
        "artikel 2:48 APV en artikel 5 lid 2",
        "Kerkstraat 12, 1131 AB Volendam, 1131AB",
        "van 12-mei-2 tot 5-mei-24 en 12 MEI 2024",
        "tussen 12 en 14 uur, 3 keer per week, 100km2",
        "IK ZAG 12 UUR 3 KEER DE BUS LIJN12 BIJ PAAL12",
        "BU03850102 en GM0385, zaak Z-24-001234",
        "lantaarnpaal LP1234 en 10 kg",
        "1 op 100 en 2 op 12",
        "op 27-11-2026 om 21:40",
        "kenteken onbekend",
        "zie S33 nrc en artikel 257b Sv 257b, 15TH ST",
        "het kenteken heb ik niet",
    ] {
        stays(text);
    }
}

#[test]
fn phone_numbers_are_found_and_those_of_services_stay() {
    for phone in [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+31612345678",
        "+31 6 12345678",
        "+31 (0)6-12345678",
        "0031 6 1234 5678",
        "020-1234567",
        "0299 123 456",
        "(020) 123 45 67",
        "0299-123456",
        "+32 470 12 34 56",
        "0049 170 1234567",
        "088-1234567",
    ] {
        check(&format!("Bel mij op {phone}."), "Bel mij op [telefoon].");
    }
    for text in [
        "Bel 0900-8844 of 112",
        "gratis 0800-1234 of 0800 0432",
        "bel 14 020",
        "op 06-11-2023 12:30 uur",
        "01-02-2023 12:30",
        "open van 06.00-22.00 10 uur",
        "zaaknummer 2024012345678",
        "0,0612345678",
        "in 2019 2020 2021",
    ] {
        stays(text);
    }
}

#[test]
fn mail_accounts_and_bank_are_found() {
    check("mail naar j.de.tester@voorbeeld.nl graag", "mail naar [e-mailadres] graag");
    check("mail tester(at)voorbeeld.nl", "mail [e-mailadres]");
    check("zie @tester_01 op insta", "zie [account] op insta");
    check("zie https://www.facebook.com/tester.nl", "zie https://www.[account]");
    check("maak over op NL91 ABNA 0417 1643 00 svp", "maak over op [rekeningnummer] svp");
    check("nl91abna0417164300", "[rekeningnummer]");
    check("BE68 5390 0754 7034", "[rekeningnummer]");
    stays("BE68 5390 0754 7035 is geen rekening");
    stays("afspraak @ 12:00 en @12");
    stays("artikel NL12");
}

#[test]
fn a_bsn_passes_the_test_of_eleven_or_is_announced() {
    // the numbers that the authorities use in examples
    check("mijn nummer 111222333", "mijn nummer [bsn]");
    check("mijn nummer 123456782", "mijn nummer [bsn]");
    check("1234.56.782", "[bsn]");
    check("bsn: 123456789", "bsn: [bsn]");
    check("BSN nummer is 12345678", "BSN nummer is [bsn]");
    stays("meldnummer 123456789");
    stays("op 20231105 gemeld");
    stays("000000000");
}

#[test]
fn names_are_found() {
    for (text, expected) in [
        ("De heer J. van der Berg parkeert fout", "De heer [naam] parkeert fout"),
        ("dhr. Jansen en mevr. De Vries-Smit", "dhr. [naam] en mevr. [naam]"),
        ("Mevrouw Van Dam van nummer 12", "Mevrouw [naam] van nummer 12"),
        ("meneer jansen doet het", "meneer [naam] doet het"),
        ("meneer de vries doet het", "meneer [naam] doet het"),
        ("MENEER JANSEN DOET HET", "MENEER [naam] DOET HET"),
        ("de familie Bakker maakt lawaai", "de familie [naam] maakt lawaai"),
        ("mw. A.B. Testman", "mw. [naam]"),
        ("Mijn naam is Piet de Tester en ik woon hier", "Mijn naam is [naam] en ik woon hier"),
        ("mijn naam is piet", "mijn naam is [naam]"),
        ("mijn naam is piet de boer en ik", "mijn naam is [naam] en ik"),
        ("een jongen genaamd Testo", "een jongen genaamd [naam]"),
        ("hij heet Testo", "hij heet [naam]"),
        ("Naam: Testo Testerman", "Naam: [naam]"),
        ("Met vriendelijke groet,\nTesto Testerman", "Met vriendelijke groet,\n[naam]"),
        ("m.v.g. Testo", "m.v.g. [naam]"),
        ("Ik zag Jan Jansen op de hoek", "Ik zag [naam] op de hoek"),
        ("buurman Jan-Willem de Tester", "buurman [naam]"),
        ("overlast door Fatima el Testi.", "overlast door [naam]."),
        ("verdachte Mohammed B. liep weg", "verdachte [naam] liep weg"),
        ("Kees van Dijk en Piet van der Laan", "[naam] en [naam]"),
        ("jan de vries staat fout", "[naam] staat fout"),
        ("last van buurman van der Heijden", "last van buurman [naam]"),
        ("overlast door Van Testen elke avond", "overlast door [naam] elke avond"),
        ("Piet Hoogendijk van hiernaast", "[naam] van hiernaast"),
    ] {
        check(text, expected);
    }
}

#[test]
fn streets_places_and_plain_words_stay() {
    for text in [
        "Op de Jan Steenstraat en de Burgemeester van Baarstraat",
        "Jan van Galenstraat 12, hoek Willem de Zwijgerlaan",
        "de Johan Huizingalaan en het Anne Frankplein",
        "bij de Anne Frank School en het Jan van Galen park",
        "in de Van der Madeweg en de Van Baerlestraat",
        "voor de Albert Heijn en de Dirk van den Broek",
        "de Jan Hofdijk is glad",
        "Sint Jan en Prins Willem Alexander",
        "in de buurt van Den Haag en van de Dam",
        "Hoek van Holland",
        "mevrouw loopt daar met de hond",
        "de heer was boos",
        "mijn naam is bekend bij de gemeente",
        "mijn naam is niet belangrijk",
        "Groeten, bewoners van de Kerkstraat",
        "Met vriendelijke groet, Bewoners van de Kerkstraat",
        "Mark zei het. De buurman ook.",
        "Gemeente de Wolden en Café de Kroon",
        "museum Van Gogh",
        "Naam onbekend",
        "Er ligt afval naast de container aan het Marktplein",
        "",
    ] {
        stays(text);
    }
}

#[test]
fn a_text_with_much_in_it() {
    check(
        "De heer Testman (06-12345678, t.testman@voorbeeld.nl) zet zijn auto 12-ABC-3 steeds op de Jan Steenstraat 12A.",
        "De heer [naam] ([telefoon], [e-mailadres]) zet zijn auto [kenteken] steeds op de Jan Steenstraat 12A.",
    );
}

#[test]
fn what_was_not_looked_at_is_not_shown() {
    let long = "é".repeat(TEXT_BYTES_MAX);
    let shielded = shield(&long);
    assert!(shielded.len() <= TEXT_BYTES_MAX + "[…]".len() && shielded.ends_with("[…]"));
    assert!(inspect(&format!("{}06-12345678", " ".repeat(TEXT_BYTES_MAX))).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_shielded_once_and_for_all(text in "([A-Za-z0-9éß’'@.+(): \\n-]|van |de |Jan |06|12-|meneer ){0,60}") {
        let hits = inspect(&text);
        prop_assert!(hits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        prop_assert!(hits.iter().all(|hit| hit.range.start < hit.range.end && text.get(hit.range.clone()).is_some()));
        prop_assert_eq!(shield(&text) == text, hits.is_empty());
    }

    #[test]
    fn any_characters_do_no_harm(text in "\\PC{0,80}") {
        let _ = shield(&text);
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    for piece in
        ["06", "12-", "a@", "van ", "Jan ", "jan ", "A.", "NL91", "A.", "1 ", "é-", "0 ", "groet ", "12AB"]
    {
        let text = piece.repeat(TEXT_BYTES_MAX / piece.len());
        #[expect(clippy::disallowed_methods, reason = "a guard against a text that takes forever")]
        let watch = std::time::Instant::now();
        let _ = shield(&text);
        assert!(watch.elapsed().as_secs() < 5, "{piece}: {:?}", watch.elapsed());
    }
}
