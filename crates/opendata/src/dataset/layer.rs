//! What becomes of the records of a dataset: one table `[layer]`, whose `kind` says which.
//!
//! Every key takes an [`Expr`]: the name of a column, or a table that says more.

use schouw_area::Level;
use serde::Deserialize;

use super::expr::Expr;
use super::measure::MeasureWords;

/// What becomes of the records.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Layer {
    /// areas of one level
    Areas(AreasLayer),
    /// figures of areas
    Figures(FiguresLayer),
    /// rules that hold somewhere
    Rules(Box<RulesLayer>),
    /// who acts and who to call
    Contacts(Box<ContactsLayer>),
    /// official notices
    Notices(Box<NoticesLayer>),
    /// public-space reports
    Reports(ReportsLayer),
    /// things with a place
    Places(PlacesLayer),
    /// addresses
    Addresses(AddressesLayer),
}

/// `kind = "areas"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreasLayer {
    /// `gemeente`, `wijk`, `buurt`, `postcode4` or `gebied`
    pub level: Level,
    /// year of the division; the index of raw files says it when absent
    pub year: Option<u16>,
    /// the code
    pub code: Expr,
    /// the name
    pub name: Option<Expr>,
    /// code of the wijk, when the code itself does not tell
    pub wijk: Option<Expr>,
    /// code of the gemeente, when the code itself does not tell
    pub gemeente: Option<Expr>,
    /// whether the areas cover the land without overlap; gaps and overlaps are findings either way
    #[serde(default)]
    pub partition: bool,
}

/// `kind = "figures"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresLayer {
    /// level of the areas; found from the code itself when absent (`GM…`, `WK…`, `BU…`, `NL…`)
    pub level: Option<Level>,
    /// code of the area
    pub area: Option<Expr>,
    /// name of the gemeente, for sources that give no code
    pub area_name: Option<Expr>,
    /// code of the area when it is the same for the whole file
    #[serde(default)]
    pub area_is: Option<String>,
    /// year of the division that the codes belong to; the index of raw files says it when absent
    pub year: Option<u16>,
    /// period of all figures, unless a figure says its own
    pub period: Option<Expr>,
    /// what is measured
    #[serde(rename = "measure")]
    pub measures: Vec<MeasureWords>,
    /// the columns with figures, for tables that are wide
    #[serde(default, rename = "figure")]
    pub figures: Vec<FigureColumn>,
    /// for tables with one figure a record
    pub long: Option<LongFigures>,
}

/// A column with figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureColumn {
    /// the column
    pub column: String,
    /// id of the measure
    pub measure: String,
    /// its period, when the layer's does not hold for it
    pub period: Option<String>,
}

/// A table with one figure a record.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongFigures {
    /// the column with the value
    pub value: String,
    /// id of the measure; a record of a measure that the definition does not have is passed over
    pub measure: Expr,
}

/// `kind = "rules"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesLayer {
    /// id of the rule
    pub id: Expr,
    /// theme code: `alcohol`, `parkeren`, `honden`
    pub theme: Expr,
    /// what the rule is called
    pub title: Expr,
    /// name of the zone
    pub zone: Option<Expr>,
    /// the rule in plain words
    pub text: Option<Expr>,
    /// article: `APV 2:48`
    pub article: Option<Expr>,
    /// time window in OSM `opening_hours` syntax; absent means always
    pub hours: Option<Expr>,
    /// days on which it does not hold, by name or date, with `;` between them
    pub except: Option<Expr>,
    /// what the hours could not say
    pub hours_unknown: Option<Expr>,
    /// what is said of a record without hours, in sources where that does not mean always
    #[serde(default)]
    pub without_hours: String,
    /// first day
    pub valid_from: Option<Expr>,
    /// last day
    pub valid_until: Option<Expr>,
    /// who acts, with `;` between them, first in line first
    pub acts: Option<Expr>,
    /// page with the text
    pub url: Option<Expr>,
    /// code of the area where it holds, for records without geometry
    pub area: Option<Expr>,
    /// level of that area
    pub area_level: Option<Level>,
    /// the rule holds somewhere in that area, and the source does not say where
    #[serde(default)]
    pub somewhere: bool,
}

/// `kind = "contacts"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactsLayer {
    /// id of the contact
    pub id: Expr,
    /// `basisteam`, `eenheid`, `wijkagent`, `contactpunt` or `afspraak`
    pub what: Expr,
    /// the party
    pub party: Expr,
    /// name of the team or desk
    pub name: Option<Expr>,
    /// role
    pub role: Option<Expr>,
    /// themes, with `;` between them
    pub themes: Option<Expr>,
    /// place in the order of acting
    pub rank: Option<Expr>,
    /// telephone number
    pub phone: Option<Expr>,
    /// mail address
    pub email: Option<Expr>,
    /// page or form
    pub url: Option<Expr>,
    /// when it can be reached
    pub hours: Option<Expr>,
    /// how to ask for help
    pub how_to_ask: Option<Expr>,
    /// last day on which it holds
    pub valid_until: Option<Expr>,
    /// day on which someone last confirmed it
    pub last_confirmed: Option<Expr>,
    /// code of the area, for records without geometry
    pub area: Option<Expr>,
    /// level of that area
    pub area_level: Option<Level>,
}

/// `kind = "notices"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticesLayer {
    /// id of the publication
    pub id: Expr,
    /// kind
    pub what: Option<Expr>,
    /// title
    pub title: Expr,
    /// summary
    pub text: Option<Expr>,
    /// day of publication
    pub published: Option<Expr>,
    /// first day that it speaks of
    pub from: Option<Expr>,
    /// last day that it speaks of
    pub until: Option<Expr>,
    /// the publication
    pub url: Option<Expr>,
    /// code or name of the gemeente, for records without place
    pub area: Option<Expr>,
    /// level of that area
    pub area_level: Option<Level>,
}

/// `kind = "reports"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportsLayer {
    /// id of the report
    pub id: Expr,
    /// theme or category
    pub theme: Expr,
    /// moment
    pub at: Expr,
    /// status
    pub status: Option<Expr>,
    /// the statuses that mean closed
    #[serde(default)]
    pub closed: Vec<String>,
    /// free text: only looked at to see what it holds, never kept
    pub text: Option<Expr>,
}

/// `kind = "places"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesLayer {
    /// id; the number of the record when absent
    pub id: Option<Expr>,
    /// kind of thing
    pub what: Expr,
    /// name
    pub name: Option<Expr>,
    /// year or date
    pub date: Option<Expr>,
    /// further facts: label in Dutch and where the value comes from
    #[serde(default)]
    pub facts: std::collections::BTreeMap<String, Expr>,
}

/// `kind = "addresses"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressesLayer {
    /// street
    pub street: Expr,
    /// house number
    pub number: Expr,
    /// house letter
    pub letter: Option<Expr>,
    /// addition
    pub addition: Option<Expr>,
    /// postal code
    pub postcode: Option<Expr>,
    /// town
    pub town: Expr,
    /// use: the texts in `dwelling` mean that someone lives there
    pub usage: Option<Expr>,
    /// texts of `usage` that mean a dwelling; empty means that every address may be one
    #[serde(default)]
    pub dwelling: Vec<String>,
}

impl Layer {
    /// The columns it reads, perhaps more than once.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let mut columns: Vec<String> = self.exprs().into_iter().flat_map(Expr::columns).collect();
        if let Self::Figures(layer) = self {
            columns.extend(layer.figures.iter().map(|figure| figure.column.clone()));
            columns.extend(layer.long.iter().map(|long| long.value.clone()));
        }
        columns
    }

    /// Whether it brings texts to the screen that a publisher's people wrote freely.
    #[must_use]
    pub fn shows_free_text(&self) -> bool {
        matches!(self, Self::Notices(_) | Self::Reports(_) | Self::Contacts(_))
    }

    fn exprs(&self) -> Vec<&Expr> {
        fn all<'a, const N: usize, const M: usize>(
            sure: [&'a Expr; N],
            maybe: [&'a Option<Expr>; M],
        ) -> Vec<&'a Expr> {
            sure.into_iter().chain(maybe.into_iter().flatten()).collect()
        }
        match self {
            Self::Areas(l) => all([&l.code], [&l.name, &l.wijk, &l.gemeente]),
            Self::Figures(l) => {
                let long = l.long.as_ref().map(|long| &long.measure);
                let mut exprs = all([], [&l.area, &l.area_name, &l.period]);
                exprs.extend(long);
                exprs
            }
            Self::Rules(l) => all(
                [&l.id, &l.theme, &l.title],
                [
                    &l.zone,
                    &l.text,
                    &l.article,
                    &l.hours,
                    &l.except,
                    &l.hours_unknown,
                    &l.valid_from,
                    &l.valid_until,
                    &l.acts,
                    &l.url,
                    &l.area,
                ],
            ),
            Self::Contacts(l) => all(
                [&l.id, &l.what, &l.party],
                [
                    &l.name,
                    &l.role,
                    &l.themes,
                    &l.rank,
                    &l.phone,
                    &l.email,
                    &l.url,
                    &l.hours,
                    &l.how_to_ask,
                    &l.valid_until,
                    &l.last_confirmed,
                    &l.area,
                ],
            ),
            Self::Notices(l) => {
                all([&l.id, &l.title], [&l.what, &l.text, &l.published, &l.from, &l.until, &l.url, &l.area])
            }
            Self::Reports(l) => all([&l.id, &l.theme, &l.at], [&l.status, &l.text]),
            Self::Places(l) => {
                let mut exprs = all([&l.what], [&l.id, &l.name, &l.date]);
                exprs.extend(l.facts.values());
                exprs
            }
            Self::Addresses(l) => {
                all([&l.street, &l.number, &l.town], [&l.letter, &l.addition, &l.postcode, &l.usage])
            }
        }
    }
}
