//! Records that are official notices.

use schouw_picture::layers::Notice;

use crate::dataset::NoticesLayer;

use super::cells::LEFT_OUT;
use super::{Mapper, Record};

/// Longest text of a notice that is kept, in characters: it is read on a phone, the publication is one tap away.
const TEXT_CHARS_MAX: usize = 600;

impl Mapper<'_> {
    pub(super) fn map_notice(&mut self, layer: &NoticesLayer, record: &Record<'_>) -> Option<()> {
        let id = self.need(record, "id", &layer.id)?;
        let title = self.need(record, "title", &layer.title)?;
        let extent = self.extent_or_area(record, layer.area.as_ref(), layer.area_level)?;
        let (from, until) =
            self.span(record, layer.from.as_ref(), layer.until.as_ref(), LEFT_OUT).unwrap_or_default();
        if !self.is_new(record, &layer.id, &id) {
            return None;
        }
        let text = record.eval_or_empty(layer.text.as_ref());
        let notice = Notice {
            source: self.source,
            id,
            kind: record.eval_or_empty(layer.what.as_ref()),
            title: title.chars().take(TEXT_CHARS_MAX).collect(),
            text: text.chars().take(TEXT_CHARS_MAX).collect(),
            published: self.past_date(record, layer.published.as_ref()),
            from,
            until,
            url: record.eval_or_empty(layer.url.as_ref()),
            extent,
        };
        self.layers.notices.push(notice);
        Some(())
    }
}
