//! The rules about code and documents, one test a rule. `cargo xtask tidy` runs the same.

use std::sync::OnceLock;

use xtask::tidy::{self, RULES, Tree};

#[expect(clippy::expect_used, reason = "a test that cannot read the project has failed")]
fn tree() -> &'static Tree {
    static TREE: OnceLock<Tree> = OnceLock::new();
    TREE.get_or_init(|| Tree::read(&tidy::root()).expect("the project can be read"))
}

#[expect(clippy::expect_used, reason = "a test of a rule that is not there has failed")]
fn check(holds: &str) {
    let rule = RULES.iter().find(|rule| rule.holds == holds).expect("a rule of this name");
    let faults: Vec<String> = (rule.faults)(tree()).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{holds}: {} faults\n{}", faults.len(), faults.join("\n"));
}

macro_rules! rules {
    ($($name:ident => $holds:literal,)*) => {
        $(#[test] fn $name() { check($holds); })*

        #[test]
        fn every_rule_has_its_test() {
            let tested = [$($holds),*];
            let untested: Vec<_> = RULES.iter().map(|rule| rule.holds).filter(|holds| !tested.contains(holds)).collect();
            assert!(untested.is_empty(), "add to this file: {untested:?}");
        }
    };
}

rules! {
    crates_import_only_what_the_design_allows => "crates import only what the design allows",
    pure_crates_touch_no_disk_network_clock_or_thread => "pure crates touch no disk, network, clock or thread",
    pure_crates_have_only_the_libraries_that_were_agreed => "pure crates have only the libraries that were agreed",
    each_dependency_is_said_once_and_used => "each dependency is said once and used",
    licences_and_crates_are_those_that_deny_toml_allows => "licences and crates are those that deny.toml allows",
    files_and_functions_stay_short => "files and functions stay short",
    base_stays_small => "base stays small",
    there_are_no_drawers => "there are no drawers",
    nothing_is_left_for_later_in_the_code => "nothing is left for later in the code",
    no_dataset_is_named_in_code => "no dataset is named in code",
    architecture_md_names_every_crate_and_module => "architecture.md names every crate and module",
    cli_md_names_every_command_option_and_exit_code => "cli.md names every command, option and exit code",
    every_dataset_is_described => "every dataset is described",
    the_changelog_says_what_is_coming => "the changelog says what is coming",
    links_between_documents_lead_somewhere => "links between documents lead somewhere",
    nothing_of_one_machine_is_in_the_tree => "nothing of one machine is in the tree",
    publiccode_yml_has_what_catalogues_need => "publiccode.yml has what catalogues need",
    no_shared_data_is_in_the_tree => "no shared data is in the tree",
    no_large_binary_file_is_in_the_tree => "no large binary file is in the tree",
}
