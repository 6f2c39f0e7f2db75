//! Records that are rules.

use schouw_picture::layers::{Extent, Rule};
use schouw_picture::window::Window;

use crate::dataset::RulesLayer;
use crate::finding::FindingKind;

use super::cells::RECORD_LEFT_OUT;
use super::{Mapper, Record};

impl Mapper<'_> {
    pub(super) fn map_rule(&mut self, layer: &RulesLayer, record: &Record<'_>) -> Option<()> {
        let id = self.need(record, "id", &layer.id)?;
        let theme = self.need(record, "theme", &layer.theme)?;
        let title = self.need(record, "title", &layer.title)?;
        let extent = self.extent_or_area(record, layer.area.as_ref(), layer.area_level)?;
        let extent = match extent {
            Extent::Area(code) if layer.somewhere => Extent::Somewhere(code),
            extent => extent,
        };
        let hours = record.eval_or_empty(layer.hours.as_ref());
        let except = record.eval_list(layer.except.as_ref());
        let words: Vec<&str> = except.iter().map(String::as_str).collect();
        if !hours.is_empty() || !except.is_empty() {
            let text = if hours.is_empty() { "24/7" } else { &hours };
            if let Err(why) = Window::parse(text, &words) {
                let column =
                    layer.hours.iter().flat_map(crate::dataset::Expr::columns).collect::<Vec<_>>().join(", ");
                let why = format!("{why}; the rule is left out, since when it holds is not known");
                self.bad(record, &column, &hours, FindingKind::BadValue, &why);
                return None;
            }
        }
        let (valid_from, valid_until) =
            self.span(record, layer.valid_from.as_ref(), layer.valid_until.as_ref(), RECORD_LEFT_OUT).ok()?;
        if !self.is_new(record, &layer.id, &id) {
            return None;
        }
        let mut hours_unknown = record.eval_or_empty(layer.hours_unknown.as_ref());
        if hours.is_empty() && hours_unknown.is_empty() {
            hours_unknown.clone_from(&layer.without_hours);
        }
        let rule = Rule {
            source: self.source,
            id,
            theme,
            title,
            zone: record.eval_or_empty(layer.zone.as_ref()),
            text: record.eval_or_empty(layer.text.as_ref()),
            article: record.eval_or_empty(layer.article.as_ref()),
            hours,
            except,
            hours_unknown,
            valid_from,
            valid_until,
            acts: record.eval_list(layer.acts.as_ref()),
            url: record.eval_or_empty(layer.url.as_ref()),
            extent,
        };
        self.layers.rules.push(rule);
        Some(())
    }
}
