//! Word lists of the guard, in lower case. They are facts of the language and name nobody.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of words, asked for every word of a text.
pub(super) type List = LazyLock<HashSet<&'static str>>;

fn words(text: &'static str) -> HashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}

/// Frequent given names in the Netherlands, of all ages and origins. Only together with a surname or an
/// initial behind them do they count.
pub(super) static GIVEN: List = LazyLock::new(|| {
    words(
        "jan piet kees henk johan peter hans willem gerrit cornelis pieter dirk jeroen mark marc martijn erik \
         eric rob robert ronald richard michel michael marcel dennis bas thijs tim tom thomas daan sem lucas \
         luuk levi finn noah milan jesse bram ruben stijn lars max sander wouter joost frank fred theo ton \
         toon wim gert geert arie bert albert paul patrick kevin rick niels vincent joris koen maarten martin \
         jos jaap klaas sjaak nico leo rené andré karel anna anne maria johanna cornelia elisabeth wilhelmina \
         ingrid monique petra linda sandra esther miranda marieke annemarie saskia yvonne marjan ria ans \
         corrie tineke truus greet els ellen emma julia sophie lisa eva sara sanne lotte femke iris fleur \
         lieke noor roos tess mila nora manon kim laura nicole chantal wendy bianca mohamed mohammed ahmed \
         ali hassan ibrahim mustafa mehmet youssef omar bilal hamza fatima aicha khadija samira yasmina fatma \
         ayse emine",
    )
});

/// Frequent surnames, without what stands before them. Only needed where a text has no capitals.
pub(super) static SURNAMES: List = LazyLock::new(|| {
    words(
        "jansen janssen jong vries berg bakker dijk visser smit meijer meyer boer mulder groot bos vos peters \
         hendriks dekker leeuwen brouwer wit dijkstra smits graaf meer linden kok jacobs haan vermeulen \
         heuvel veen broek bruin heijden schouten beek willems vliet hoekstra maas verhoeven koster pietersen \
         yilmaz kaya amrani",
    )
});

/// What stands before a surname.
pub(super) static PARTICLES: List =
    LazyLock::new(|| words("van der den de het 't ’t ter ten te von la le el al ben bin op in uit d'"));

/// Titles that announce a name.
pub(super) static TITLES: List =
    LazyLock::new(|| words("heer dhr hr mevrouw mevr mvr mw meneer mijnheer juffrouw familie fam"));

/// Endings of the names of streets and public places.
pub(super) static STREET_ENDINGS: List = LazyLock::new(|| {
    words(
        "straat straatje laan laantje weg plein pleintje kade gracht singel plantsoen dreef steeg steegje pad \
         park brug boulevard school kerk sluis tunnel haven kanaal markt hof hofje dijk wal vest oord ring \
         poort bos baan allee college ziekenhuis station halte huis hal veld museum stadion arena",
    )
});

/// Endings that are as often the end of a surname: only a street when an article stands before the whole.
pub(super) static DOUBTFUL_ENDINGS: List =
    LazyLock::new(|| words("hof dijk bos veld huis wal kerk oord poort"));

/// Words before a given name that make it the name of a place, a feast or a house.
pub(super) static NOT_BEFORE: List = LazyLock::new(|| {
    words("sint st prins prinses koning koningin burgemeester museum hotel stadion park school")
});

/// Shops and landmarks that bear the name of a person.
pub(super) const LANDMARKS: &[&str] = &[
    "albert heijn",
    "dirk van den broek",
    "jan linders",
    "johan cruijff",
    "anne frank",
    "jan van galen",
    "jan steen",
    "jan van riebeeck",
    "piet hein",
    "kees smit",
];

/// Words with a capital that are no surname, and words that follow "mijn naam is" without being a name.
pub(super) static NO_NAMES: List = LazyLock::new(|| {
    words(
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni \
         juli augustus september oktober november december niet bekend geen anoniem ook al wel hier een de \
         het ik en in op voor bij van met bewoner bewoners buurtbewoner buurtbewoners buurt gemeente vve team \
         namens politie handhaving bedankt dank alvast uw jullie u hij zij er",
    )
});
