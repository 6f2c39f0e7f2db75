//! Records that say who acts and who to call.

use schouw_picture::layers::{Contact, ContactKind};

use crate::dataset::ContactsLayer;
use crate::finding::FindingKind;

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
        let column = layer.id.columns().join(", ");
        if !self.is_new(record.row.number, &column, &id) {
            return None;
        }
        let rank = record.eval_or_empty(layer.rank.as_ref());
        let contact = Contact {
            source: self.source,
            id,
            kind,
            party,
            name: record.eval_or_empty(layer.name.as_ref()),
            role: record.eval_or_empty(layer.role.as_ref()),
            themes: record.eval_list(layer.themes.as_ref()),
            rank: rank.parse().unwrap_or(0),
            phone: record.eval_or_empty(layer.phone.as_ref()),
            email: record.eval_or_empty(layer.email.as_ref()),
            url: record.eval_or_empty(layer.url.as_ref()),
            hours: record.eval_or_empty(layer.hours.as_ref()),
            how_to_ask: record.eval_or_empty(layer.how_to_ask.as_ref()),
            valid_until: self.date(record, layer.valid_until.as_ref()),
            last_confirmed: self.past_date(record, layer.last_confirmed.as_ref()),
            extent,
        };
        self.layers.contacts.push(contact);
        Some(())
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
