//! The catalogue holds together: definitions, the index of the shared data and the document about them.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use schouw_opendata::Dataset;
    use schouw_opendata::dataset::{FiguresLayer, Format, Layer, MeasureWords, PersonalData};

    const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    const SHARED_DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    /// Indexes are no definitions.
    const INDEX: &str = "raw.toml";

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Index {
        version: u32,
        file: Vec<IndexedFile>,
    }

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct IndexedFile {
        path: String,
        dataset: String,
        role: Option<String>,
        year: Option<u16>,
        retrieved: String,
        address: Option<String>,
    }

    /// All files with this ending under a folder, sorted.
    fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == ending) {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }

    fn name(path: &Path) -> String {
        path.file_name().unwrap().to_str().unwrap().to_owned()
    }

    /// The definitions under a folder, by id; each parses and bears the name of its file.
    fn definitions(folder: &str) -> BTreeMap<String, Dataset> {
        let mut definitions = BTreeMap::new();
        for path in files(&Path::new(PROJECT).join(folder), "toml") {
            if name(&path) == INDEX {
                continue;
            }
            let dataset = Dataset::parse(&name(&path), &fs::read_to_string(&path).unwrap());
            let dataset = dataset.unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            let id = dataset.id.as_str().to_owned();
            assert_eq!(name(&path), format!("{id}.toml"));
            assert!(
                definitions.insert(id, dataset).is_none(),
                "{} has an id that another has",
                path.display()
            );
        }
        definitions
    }

    /// The definitions of real datasets: those of a fictional municipality have a folder of their own.
    fn real_definitions() -> BTreeMap<String, Dataset> {
        let top = Path::new(PROJECT).join("datasets");
        let own = |id: &str| top.join(format!("{id}.toml")).is_file();
        definitions("datasets").into_iter().filter(|(id, _)| own(id)).collect()
    }

    fn shared_index() -> Index {
        toml::from_str(&fs::read_to_string(Path::new(PROJECT).join("bench/shared-data.raw.toml")).unwrap())
            .unwrap()
    }

    fn figures(dataset: &Dataset) -> Option<&FiguresLayer> {
        match &dataset.layer {
            Layer::Figures(layer) => Some(layer),
            _ => None,
        }
    }

    #[test]
    fn every_definition_parses_and_bears_the_name_of_its_file() {
        assert!(definitions("datasets").len() >= 40);
    }

    #[test]
    fn the_examples_in_the_documents_parse_and_their_indexes_name_their_files() {
        let examples = definitions("docs/examples");
        for path in files(&Path::new(PROJECT).join("docs/examples"), "toml") {
            if name(&path) != INDEX {
                continue;
            }
            let index: Index = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            assert_eq!(index.version, 1);
            for file in &index.file {
                assert!(path.with_file_name(&file.path).is_file(), "{} names {}", path.display(), file.path);
                assert!(examples.contains_key(&file.dataset), "{} names {}", path.display(), file.dataset);
            }
        }
    }

    #[test]
    fn definitions_tell_people_what_they_need_to_know() {
        for (id, dataset) in real_definitions() {
            let end_of_a_sentence =
                dataset.tells.starts_with(char::is_lowercase) && !dataset.tells.ends_with('.');
            assert!(end_of_a_sentence, "{id}: `tells` is the end of a sentence: {}", dataset.tells);
            assert!(
                !dataset.title.is_empty() && !dataset.publisher.is_empty() && !dataset.licence.is_empty(),
                "{id}"
            );
            assert!(!dataset.homepage.is_empty(), "{id}: a page about the dataset");
            let fetches = dataset.fetch.iter().flat_map(|fetch| std::iter::once(fetch).chain(&fetch.also));
            for fetch in fetches {
                assert!(fetch.address.starts_with("https://"), "{id}: {}", fetch.address);
                assert!(!fetch.address.contains([' ', '"']), "{id}: {}", fetch.address);
            }
        }
    }

    #[test]
    fn the_same_measure_has_the_same_words_everywhere() {
        let mut known: BTreeMap<String, (String, MeasureWords)> = BTreeMap::new();
        for (id, dataset) in real_definitions() {
            for words in figures(&dataset).iter().flat_map(|layer| &layer.measures) {
                let (first, same) =
                    known.entry(words.id.clone()).or_insert_with(|| (id.clone(), words.clone()));
                assert_eq!(same, words, "`{}` in {first} and {id}", words.id);
            }
        }
        for (first, words) in known.values() {
            let denominator = &words.denominator;
            assert!(
                denominator.is_empty() || known.contains_key(denominator),
                "{first}: no measure `{denominator}`"
            );
        }
    }

    #[test]
    fn income_education_and_status_stand_apart_and_offences_are_not_shown_when_few() {
        for (id, dataset) in real_definitions() {
            for words in figures(&dataset).iter().flat_map(|layer| &layer.measures) {
                let is = |stems: &[&str]| stems.iter().any(|stem| words.id.starts_with(stem));
                assert!(
                    words.apart || !is(&["inkomen", "opleiding", "ses-", "woz-", "uitkering"]),
                    "{id}: {}",
                    words.id
                );
                assert!(words.small_below >= 5 || !is(&["misdrijven"]), "{id}: {}", words.id);
            }
        }
    }

    #[test]
    fn areas_are_alike_by_buildings_density_use_and_function_only() {
        use schouw_picture::figures::{MeasureGroup, Similar};
        for (id, dataset) in real_definitions() {
            for words in figures(&dataset).iter().flat_map(|layer| &layer.measures) {
                let of_place = [MeasureGroup::Bebouwing, MeasureGroup::Werk, MeasureGroup::Voorzieningen];
                let density = words.group == MeasureGroup::Bevolking && words.similar == Similar::PerKm2;
                let fits = !words.apart && (of_place.contains(&words.group) || density);
                assert!(words.similar == Similar::No || fits, "{id}: {}", words.id);
            }
        }
    }

    #[test]
    fn nothing_of_an_officer_of_the_police_is_read() {
        let personal =
            ["naam", "afbeelding", "telefoon", "twitter", "facebook", "instagram", "extraInformatie", "url"];
        for (id, dataset) in real_definitions() {
            if dataset.personal_data != PersonalData::Present {
                continue;
            }
            for column in dataset.columns_used() {
                let first = column.split('.').next().unwrap_or_default();
                assert!(!personal.iter().any(|word| first.starts_with(word)), "{id}: {column}");
            }
        }
    }

    #[test]
    fn the_index_of_the_shared_data_and_the_catalogue_name_each_other() {
        let definitions = real_definitions();
        let index = shared_index();
        assert_eq!(index.version, 1);
        let mut indexed = BTreeSet::new();
        let mut entries = BTreeSet::new();
        for file in &index.file {
            let dataset =
                definitions.get(&file.dataset).unwrap_or_else(|| panic!("no definition of {}", file.dataset));
            indexed.insert(file.dataset.clone());
            assert!(entries.insert((&file.path, &file.dataset)), "{} twice for {}", file.path, file.dataset);
            assert!(file.retrieved.parse::<jiff::civil::Date>().is_ok(), "{}: {}", file.path, file.retrieved);
            assert!(file.address.iter().all(|address| address.starts_with("https://")), "{}", file.path);
            assert_eq!(file.role.is_some(), matches!(dataset.format, Format::Npr {}), "{}: role", file.path);
            let of_layer = match &dataset.layer {
                Layer::Areas(layer) => layer.year,
                Layer::Figures(layer) => layer.year,
                _ => continue,
            };
            assert_eq!(of_layer.is_none(), file.year.is_some(), "{}: the year is said once", file.path);
        }
        // what is not in the shared data is fetched from its publisher, or the document says why it is not read
        for (id, dataset) in &definitions {
            assert!(indexed.contains(id) || dataset.fetch.is_some(), "{id} is neither indexed nor fetched");
        }
    }

    #[test]
    fn every_indexed_file_exists() {
        if !Path::new(SHARED_DATA).is_dir() {
            eprintln!("skipped: there is no folder {SHARED_DATA}");
            return;
        }
        for file in shared_index().file {
            assert!(Path::new(SHARED_DATA).join(&file.path).is_file(), "{}", file.path);
        }
    }

    #[test]
    fn the_document_about_sources_names_every_dataset_and_whether_it_was_tried_live() {
        let text = fs::read_to_string(Path::new(PROJECT).join("docs/sources.md")).unwrap();
        for (id, dataset) in real_definitions() {
            let line = text.lines().find(|line| line.starts_with(&format!("| `{id}` |")));
            let line = line.unwrap_or_else(|| panic!("docs/sources.md has no line for `{id}`"));
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let said = cells.get(9).copied().unwrap_or_default();
            let expected = match &dataset.fetch {
                None => "–",
                Some(fetch) if fetch.tried_live => "yes",
                Some(_) => "no",
            };
            assert_eq!(said, expected, "{id}: column `tried live`: {line}");
            assert!(
                cells.contains(&dataset.licence.as_str()),
                "{id}: the licence is not {}: {line}",
                dataset.licence
            );
        }
    }

    #[test]
    fn the_document_names_no_dataset_that_there_is_not() {
        let definitions = real_definitions();
        let text = fs::read_to_string(Path::new(PROJECT).join("docs/sources.md")).unwrap();
        // below this heading the tables are about files and sources that are not read
        let tables = text.split("## What several sources have in common").next().unwrap();
        let named = tables.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        for id in named {
            assert!(definitions.contains_key(id), "docs/sources.md has a line for `{id}`");
        }
    }
}
