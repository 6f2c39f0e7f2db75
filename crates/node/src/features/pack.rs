//! From layers to the index of features: made once, at build, so that no request reads a whole file.

use schouw_base::Digest;
use schouw_picture::layers::{Layers, Problem, Source};
use schouw_picture::pack::{ContainerBuilder, PackError};

use super::geometry::{encode, encode_surface};
use super::meta::{AddressRun, ColumnMeta, FEATURES_VERSION, Meta, SetKind, SetMeta};
use super::set_builder::SetBuilder;
use super::time::{area_span, contact_span, notice_span, place_span, problem_span, rule_span};
use crate::format::column::{Column, Datasets};
use crate::format::rows;

/// Packs everything that has a place, or holds in an area, with its properties as JSON.
///
/// # Errors
/// When there are more rows than the index has numbers for.
pub(crate) fn pack(layers: &Layers, digest: Digest) -> Result<ContainerBuilder, PackError> {
    let datasets = Datasets::of(&layers.sources);
    let mut out = ContainerBuilder::default();
    let mut sets = Vec::new();
    for set in &layers.area_sets {
        let columns = rows::areas();
        let mut builder = SetBuilder::new(&datasets, Some(set.year));
        let span = area_span(set.year);
        for area in &set.areas {
            let row = rows::AreaRow { area, source: set.source };
            encode_surface(area.shape.polygons(), builder.geometry());
            builder.row(set.source, area.code.as_str(), &columns, &row, Some(area.shape.bounds()), span)?;
        }
        let kind = SetKind::Areas { level: set.level, year: set.year };
        add(&mut out, &mut sets, kind, &columns, builder)?;
    }
    macro_rules! items {
        ($kind:ident, $list:ident, $span:ident) => {
            let mut columns = rows::$list();
            columns.extend(rows::extent_columns());
            let mut builder = SetBuilder::new(&datasets, None);
            for row in &layers.$list {
                let bounds = encode(&row.extent, builder.geometry());
                builder.row(row.source, &row.id, &columns, row, bounds, $span(row))?;
            }
            add(&mut out, &mut sets, SetKind::$kind, &columns, builder)?;
        };
    }
    items!(Rules, rules, rule_span);
    items!(Contacts, contacts, contact_span);
    items!(Notices, notices, notice_span);
    items!(Places, places, place_span);
    let builder = problems(&layers.problems, &datasets)?;
    add(&mut out, &mut sets, SetKind::Problems, &rows::problems(), builder)?;
    let meta = Meta {
        version: FEATURES_VERSION,
        digest: digest.to_string(),
        sources: layers.sources.clone(),
        sets,
        addresses: addresses(layers, &layers.sources),
    };
    let meta = postcard::to_stdvec(&meta).map_err(|_| PackError::Damaged("meta".into()))?;
    out.add("meta", meta);
    Ok(out)
}

/// Problems also stand there whole: one of which a report may not be shown is told anew.
fn problems<'d>(problems: &[Problem], datasets: &'d Datasets) -> Result<SetBuilder<'d>, PackError> {
    let columns = rows::problems();
    let mut builder = SetBuilder::new(datasets, None);
    for problem in problems {
        let (lon, lat) = problem.place;
        let extent = schouw_picture::layers::Extent::Points(vec![(lon, lat)]);
        let bounds = encode(&extent, builder.geometry());
        builder.whole(problem)?;
        builder.row(problem.source, &problem.id, &columns, problem, bounds, problem_span(problem))?;
    }
    Ok(builder)
}

fn add<T>(
    out: &mut ContainerBuilder,
    sets: &mut Vec<SetMeta>,
    kind: SetKind,
    columns: &[Column<T>],
    builder: SetBuilder<'_>,
) -> Result<(), PackError> {
    let columns = columns.iter().map(|column| ColumnMeta { name: column.name.into(), kind: column.kind });
    let runs = builder.finish(out, sets.len());
    sets.push(SetMeta { kind, columns: columns.collect(), runs });
    Ok(())
}

/// How many addresses each dataset has and where; the addresses themselves stand in the index of the picture.
fn addresses(layers: &Layers, sources: &[Source]) -> Vec<AddressRun> {
    let mut runs: Vec<Option<AddressRun>> = sources.iter().map(|_| None).collect();
    for row in &layers.addresses.rows {
        let bounds = schouw_area::Bounds::of(row.lon, row.lat);
        let Some(run) = runs.get_mut(usize::from(row.source)) else { continue };
        match run {
            Some(run) => {
                run.rows += 1;
                run.bounds = run.bounds.and(bounds);
            }
            None => *run = Some(AddressRun { source: row.source, rows: 1, bounds }),
        }
    }
    runs.into_iter().flatten().collect()
}
