//! Records that say who acts and who to call.

use schouw_picture::layers::{Contact, ContactKind};

use crate::dataset::{ContactsLayer, Expr};
use crate::finding::FindingKind;

use super::cells::RECORD_LEFT_OUT;
use super::{Mapper, Record};

impl Mapper<'_> {
    pub(super) fn map_contact(&mut self, layer: &ContactsLayer, record: &Record<'_>) -> Option<()> {
        let id = self.need(record, "id", &layer.id)?;
        let what = self.need(record, "what", &layer.what)?;
        let Some(kind) = kind(&what) else {
            let column = layer.what.columns().join(", ");
            let why = "write basisteam, eenheid, wijkagent, contactpunt or afspraak; the record is left out";
            self.bad(record, &column, &what, FindingKind::BadValue, why);
            return None;
        };
        let party = self.need(record, "party", &layer.party)?;
        let extent = self.extent_or_area(record, layer.area.as_ref(), layer.area_level)?;
        let (_, valid_until) = self.span(record, None, layer.valid_until.as_ref(), RECORD_LEFT_OUT).ok()?;
        let rank = self.rank(record, layer.rank.as_ref());
        if !self.is_new(record, &layer.id, &id) {
            return None;
        }
        let contact = Contact {
            source: self.source,
            id,
            kind,
            party,
            name: record.eval_or_empty(layer.name.as_ref()),
            role: record.eval_or_empty(layer.role.as_ref()),
            themes: record.eval_list(layer.themes.as_ref()),
            rank,
            phone: record.eval_or_empty(layer.phone.as_ref()),
            email: record.eval_or_empty(layer.email.as_ref()),
            url: record.eval_or_empty(layer.url.as_ref()),
            hours: record.eval_or_empty(layer.hours.as_ref()),
            how_to_ask: record.eval_or_empty(layer.how_to_ask.as_ref()),
            valid_until,
            last_confirmed: self.past_date(record, layer.last_confirmed.as_ref()),
            extent,
        };
        self.layers.contacts.push(contact);
        Some(())
    }

    /// The place in the order of acting, the first when the record says none.
    fn rank(&mut self, record: &Record<'_>, expr: Option<&Expr>) -> u8 {
        let Some((expr, text)) = expr.and_then(|expr| Some((expr, record.eval(expr)?))) else { return 0 };
        text.parse().unwrap_or_else(|_| {
            let why = "a place in the order of acting is a whole number from 0 to 255; kept as the first";
            self.bad(record, &expr.columns().join(", "), &text, FindingKind::BadValue, why);
            0
        })
    }
}

fn kind(text: &str) -> Option<ContactKind> {
    Some(match text.to_lowercase().as_str() {
        "basisteam" => ContactKind::Basisteam,
        "eenheid" => ContactKind::Eenheid,
        "wijkagent" => ContactKind::Wijkagent,
        "contactpunt" => ContactKind::Contactpunt,
        "afspraak" => ContactKind::Afspraak,
        _ => return None,
    })
}
