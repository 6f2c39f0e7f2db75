//! The tables of NPR, which are read all at once.

use schouw_area::Projector;
use schouw_opendata::finding::Remark;
use schouw_opendata::mapping::{Mapper, MapperInput};
use schouw_opendata::read;
use schouw_opendata::read::npr::{NprInput, NprOptions, Role};
use schouw_opendata::row::{Row, RowSink};
use std::ops::ControlFlow;

use super::{DatasetJob, DatasetRead, FaultKind, facts, kind_of, open};

impl DatasetJob<'_> {
    /// Reads the tables, and joins them.
    pub(super) fn read_npr(&self, projector: &Projector, out: &mut DatasetRead) {
        let (mut inputs, mut tables) = (Vec::new(), Vec::new());
        for file in &self.files {
            let Some(role) = file.role.as_deref().and_then(Role::from_word) else {
                let why = "the index must say the role of this file: gebied, regeling, tijdvak, tariefdeel or tariefberekening";
                out.faults.push(self.fault(&file.path, FaultKind::Definition, why));
                continue;
            };
            match open(&self.folder.join(&file.path)) {
                Ok(input) => {
                    inputs.push(NprInput { role, input });
                    tables.push((role.word(), file.path.as_str()));
                }
                Err(error) => out.faults.push(self.fault(&file.path, FaultKind::World, error.to_string())),
            }
        }
        let rules = Role::Regeling.word();
        let Some(first) = self.files.iter().find(|file| file.role.as_deref() == Some(rules)) else {
            let why =
                format!("the index names no file with role = \"{rules}\", and without it there are no rules");
            out.faults.push(self.fault("", FaultKind::Definition, why));
            return;
        };
        let facts = facts(first);
        let input = MapperInput {
            dataset: self.dataset,
            file: &facts,
            source: self.source,
            projector,
            join: None,
            names: self.names,
        };
        let mut mapper = Mapper::new(input, &mut out.layers, &mut out.findings);
        let options = NprOptions { today: facts.retrieved };
        let result = read::npr::read(inputs, &options, &mut Tables { mapper: &mut mapper, files: &tables });
        let (read, taken) = (mapper.read, mapper.taken);
        out.read += read;
        out.taken += taken;
        if let Err(error) = result {
            let path = tables.get(error.input).map_or(first.path.as_str(), |(_, path)| *path);
            out.faults.push(self.fault(path, kind_of(&error.source), error.to_string()));
        } else if taken == 0 && (read > 0 || out.findings.first_of(&self.dataset.id, &first.path).is_some()) {
            out.faults.push(self.unusable(&first.path, read, &out.findings));
        } else if taken == 0 {
            self.empty(&first.path, out);
        }
    }
}

/// Gives each remark on a table its own file: they name the table before the column.
struct Tables<'s, 'm> {
    mapper: &'s mut Mapper<'m>,
    /// role and path of each table
    files: &'s [(&'s str, &'s str)],
}

impl RowSink for Tables<'_, '_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.mapper.row(row)
    }

    fn remark(&mut self, remark: Remark) {
        let role = remark.column.split('.').next().unwrap_or_default();
        match self.files.iter().find(|(known, _)| *known == role) {
            Some((_, path)) => self.mapper.remark_in(path, remark),
            None => self.mapper.remark(remark),
        }
    }
}
