//! Logs in memory: what may be appended, and what verification finds when a log was touched.

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jiff::Timestamp;
    use schouw_base::{CommandId, Digest, OrganisationId};
    use schouw_journal::memory::MemoryStore;
    use schouw_journal::verify::{Finding, Report, verify};
    use schouw_journal::*;
    use schouw_law::Permit;
    use schouw_law::given::Asker;
    use schouw_law::share::{Question, ShareLaw};

    fn organisation() -> OrganisationId {
        "politie-markerwaard".parse().unwrap()
    }

    fn id(number: u32) -> CommandId {
        format!("01932c07-d000-7000-8000-0000{number:08x}").parse().unwrap()
    }

    fn time(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + seconds).unwrap()
    }

    fn header(number: u32) -> Header {
        Header {
            id: id(number),
            organisation: organisation(),
            kind: "signal".parse().unwrap(),
            version: 1,
            time: time(number.into()),
        }
    }

    fn signer() -> Signer {
        Signer::from_seed([1; 32]).unwrap()
    }

    /// A real permit to share, for this command.
    fn permit(organisation: &str, command: Digest) -> Permit {
        static LAW: LazyLock<ShareLaw> = LazyLock::new(|| ShareLaw::load().unwrap());
        let value = serde_json::json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true, "categories": ["identity"], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": "police", "domain": "I"}, "purpose": "investigate_offence", "facts": []});
        let question = Question::read(&value, jiff::civil::date(2026, 11, 23)).unwrap();
        let asker = Asker { organisation: organisation.into(), actor: "boa-1".into(), command };
        LAW.permit(&question, &asker, &[]).unwrap().unwrap()
    }

    fn draft(number: u32, body: &[u8]) -> Draft {
        let header = header(number);
        let permit = permit(organisation().as_str(), command_digest(&header, body));
        Draft::permitted(permit, header, body).unwrap()
    }

    fn key(number: u32) -> (EntryKey, Nonce) {
        (EntryKey::new([u8::try_from(number % 251).unwrap() + 1; 32]), Nonce([0; 12]))
    }

    fn genesis() -> Draft {
        let system = System::Genesis { key: signer().public(), citation: "AVG 5(2)".into() };
        Draft::system(id(0), organisation(), time(0), &system).unwrap()
    }

    /// A log of a genesis and so many entries, two a batch.
    fn log(entries: u32) -> MemoryStore {
        let mut store = MemoryStore::default();
        append(&mut store, vec![genesis()], &[], &signer());
        for number in (1..=entries).step_by(2) {
            let numbers: Vec<u32> = (number..=entries.min(number + 1)).collect();
            let drafts = numbers.iter().map(|number| draft(*number, b"drums")).collect();
            let keys: Vec<_> = numbers.iter().map(|number| key(*number)).collect();
            append(&mut store, drafts, &keys, &signer());
        }
        store
    }

    fn append(store: &mut MemoryStore, drafts: Vec<Draft>, keys: &[(EntryKey, Nonce)], signer: &Signer) {
        let standing = store.standing(&organisation()).unwrap();
        let batch = Batch::form(&standing, &organisation(), drafts, keys, signer).unwrap();
        store.append(&organisation(), &batch).unwrap();
    }

    /// A store that shows what another has, touched.
    struct Touched {
        entries: Vec<Entry>,
        heads: Vec<SignedHead>,
        standing: Standing,
    }

    impl Touched {
        fn of(mut store: MemoryStore) -> Self {
            Self {
                entries: store.read(&organisation(), 0, 1000).unwrap(),
                heads: store.heads(&organisation(), 0, 1000).unwrap(),
                standing: store.standing(&organisation()).unwrap(),
            }
        }
    }

    impl Store for Touched {
        fn standing(&mut self, _: &OrganisationId) -> Result<Standing, StoreError> {
            Ok(self.standing.clone())
        }
        fn append(&mut self, _: &OrganisationId, _: &Batch) -> Result<(), StoreError> {
            unreachable!("only read")
        }
        fn find(&mut self, _: &OrganisationId, _: &[CommandId]) -> Result<Vec<Option<u64>>, StoreError> {
            unreachable!("not asked")
        }
        fn read(&mut self, _: &OrganisationId, from: u64, limit: usize) -> Result<Vec<Entry>, StoreError> {
            let mut entries = self.entries.clone();
            entries.sort_by_key(|entry| entry.sequence);
            Ok(entries.into_iter().filter(|entry| entry.sequence >= from).take(limit).collect())
        }
        fn system(&mut self, _: &OrganisationId, _: u64, _: usize) -> Result<Vec<Entry>, StoreError> {
            unreachable!("not asked")
        }
        fn heads(
            &mut self,
            _: &OrganisationId,
            after: u64,
            limit: usize,
        ) -> Result<Vec<SignedHead>, StoreError> {
            Ok(self.heads.iter().filter(|head| head.head.size > after).take(limit).cloned().collect())
        }
        fn organisations(&mut self) -> Result<Vec<OrganisationId>, StoreError> {
            Ok(vec![organisation()])
        }
    }

    fn report(store: &mut dyn Store, earlier: Option<SignedHead>) -> Report {
        verify(store, &organisation(), earlier, &mut |_| None).unwrap()
    }

    /// Touches a log of nine entries; these are the findings.
    #[track_caller]
    fn check(touch: impl FnOnce(&mut Touched), expected: &[Finding]) {
        let mut touched = Touched::of(log(8));
        touch(&mut touched);
        assert_eq!(report(&mut touched, None).findings, expected);
    }

    fn reseal(entry: &mut Entry) {
        entry.leaf = entry.computed_leaf();
    }

    #[test]
    fn an_untouched_log_is_clean_whatever_its_size() {
        for size in 0..9 {
            let report = report(&mut log(size), None);
            assert_eq!((report.findings, report.entries), (Vec::new(), u64::from(size) + 1));
            assert_eq!(report.head.unwrap().head.size, u64::from(size) + 1);
        }
    }

    #[test]
    fn every_changed_entry_is_named() {
        for at in 1..9_usize {
            let sequence = at as u64;
            check(|log| log.entries[at].content[3] ^= 1, &[Finding::Changed { sequence }]);
            check(|log| log.entries[at].header.version += 1, &[Finding::Changed { sequence }]);
            check(
                |log| log.entries[at].header.kind = "other".parse().unwrap(),
                &[Finding::Changed { sequence }],
            );
        }
    }

    #[test]
    fn an_entry_that_was_changed_with_its_leaf_is_found_in_its_batch() {
        let change = |log: &mut Touched| {
            log.entries[4].content[3] ^= 1;
            reseal(&mut log.entries[4]);
        };
        check(change, &[Finding::Replaced { from: 3, to: 4 }]);
    }

    #[test]
    fn a_missing_entry_is_named() {
        check(|log| drop(log.entries.remove(4)), &[Finding::Missing { from: 4, to: 4 }]);
        check(|log| drop(log.entries.drain(3..6)), &[Finding::Missing { from: 3, to: 5 }]);
    }

    #[test]
    fn entries_that_changed_places_are_found() {
        let swap = |log: &mut Touched| {
            log.entries[3].sequence = 4;
            log.entries[4].sequence = 3;
        };
        check(swap, &[Finding::Reordered { sequence: 4 }, Finding::Replaced { from: 3, to: 4 }]);
    }

    #[test]
    fn an_entry_that_was_put_in_is_found() {
        let twice = |log: &mut Touched| {
            let mut entry = log.entries[2].clone();
            entry.sequence = 9;
            entry.header.time = time(100);
            reseal(&mut entry);
            log.entries.push(entry);
        };
        let why = "the log says that it has 9 entries, there are 10".to_owned();
        let found = [
            Finding::Twice { sequence: 9, id: id(2) },
            Finding::Unsigned { from: 9, to: 9 },
            Finding::Damaged { why },
        ];
        check(twice, &found);
    }

    #[test]
    fn a_cut_tail_is_found_by_the_head_of_the_log() {
        check(|log| log.entries.truncate(7), &[Finding::CutTail { size: 7, signed: 9 }]);
    }

    #[test]
    fn a_head_of_another_key_is_found() {
        let forge = |log: &mut Touched| {
            let other = Signer::from_seed([2; 32]).unwrap();
            log.heads[2] = log.heads[2].head.clone().signed(&other);
        };
        check(forge, &[Finding::Signature { size: 5 }]);
        check(|log| log.heads[2].head.time = time(99), &[Finding::Signature { size: 5 }]);
    }

    #[test]
    fn a_log_that_was_put_back_or_went_another_way_is_found_by_an_earlier_head() {
        let earlier = log(6).standing(&organisation()).unwrap().head;
        for size in 0..9 {
            let report = report(&mut log(size), earlier.clone());
            let expected = if size < 6 {
                vec![Finding::RolledBack { size: u64::from(size) + 1, signed: 7 }]
            } else {
                Vec::new()
            };
            assert_eq!(report.findings, expected, "{size}");
        }
        let mut other = log(4);
        append(&mut other, vec![draft(5, b"other"), draft(6, b"words")], &[key(5), key(6)], &signer());
        append(&mut other, vec![draft(7, b"more")], &[key(7)], &signer());
        assert_eq!(report(&mut other, earlier.clone()).findings, [Finding::Fork { size: 7 }]);
        let mut bent = earlier.unwrap();
        bent.head.root = Digest::of(b"bent");
        let bent = bent.head.signed(&Signer::from_seed([9; 32]).unwrap());
        assert_eq!(report(&mut log(8), Some(bent)).findings, [Finding::Fork { size: 7 }]);
    }

    #[test]
    fn another_signing_key_goes_on_only_when_the_one_before_vouches_for_it() {
        let next = Signer::from_seed([2; 32]).unwrap();
        let rotated = |vouched: &Signer| {
            let mut store = log(4);
            let system = System::rotation(&organisation(), vouched, next.public(), "yearly".into());
            let draft = Draft::system(id(90), organisation(), time(90), &system).unwrap();
            append(&mut store, vec![draft], &[], &next);
            append(&mut store, vec![self::draft(91, b"after")], &[key(91)], &next);
            report(&mut store, None).findings
        };
        assert_eq!(rotated(&signer()), []);
        assert!(matches!(rotated(&next)[..], [Finding::System { sequence: 5, .. }, ..]));
    }

    #[test]
    fn time_never_runs_back() {
        let mut store = log(2);
        let mut header = header(50);
        header.time = time(-1000);
        let permit = permit(organisation().as_str(), command_digest(&header, b"early"));
        let early = Draft::permitted(permit, header, b"early").unwrap();
        append(&mut store, vec![early], &[key(50)], &signer());
        let entries = store.read(&organisation(), 0, 10).unwrap();
        assert_eq!(entries[3].header.time, entries[2].header.time);
        assert!(report(&mut store, None).is_clean());
    }

    #[test]
    fn an_entry_opens_to_its_warrant_and_body() {
        let mut store = log(1);
        let entry = store.read(&organisation(), 1, 1).unwrap().remove(0);
        let (warrant, body) = draft::open_entry(&key(1).0, &entry).unwrap();
        assert_eq!(body, b"drums");
        assert_eq!((warrant.may.as_str(), warrant.actor.as_str()), ("share", "boa-1"));
        assert!(!warrant.articles.is_empty());
        assert!(!entry.content.windows(5).any(|bytes| bytes == b"drums"), "sealed");
        assert!(draft::open_entry(&key(2).0, &entry).is_err());
    }

    #[test]
    fn a_permit_carries_its_own_command_for_its_own_organisation_only() {
        let digest = command_digest(&header(1), b"drums");
        let ours = || permit(organisation().as_str(), digest);
        assert!(Draft::permitted(ours(), header(1), b"drums").is_ok());
        let wrong = |draft: Result<Draft, DraftError>| draft.unwrap_err();
        assert!(matches!(wrong(Draft::permitted(ours(), header(1), b"pipes")), DraftError::WrongCommand(_)));
        assert!(matches!(wrong(Draft::permitted(ours(), header(2), b"drums")), DraftError::WrongCommand(_)));
        let theirs = permit("gemeente-markerwaard", digest);
        let refused = wrong(Draft::permitted(theirs, header(1), b"drums"));
        assert!(matches!(refused, DraftError::WrongOrganisation { .. }));
        let mut system = header(1);
        system.kind = "system.erasure".parse().unwrap();
        let given = permit(organisation().as_str(), command_digest(&system, b"{}"));
        assert!(matches!(wrong(Draft::permitted(given, system, b"{}")), DraftError::SystemKind(_)));
    }

    #[test]
    fn what_goes_to_another_log_needs_one_permit_to_share_for_both() {
        let mut copy = header(2);
        copy.organisation = "omgevingsdienst-markermeer".parse().unwrap();
        let digest = shared_digest(&header(1), b"ours", &copy, b"theirs");
        let ours = || permit(organisation().as_str(), digest);
        let (own, theirs) = Draft::shared(ours(), (header(1), b"ours"), (copy.clone(), b"theirs")).unwrap();
        assert_eq!(own.header().organisation, organisation());
        assert_eq!(theirs.header().organisation, copy.organisation);
        assert!(Draft::shared(ours(), (header(1), b"ours"), (copy.clone(), b"more")).is_err());
        let other = Header { organisation: "politie-elders".parse().unwrap(), ..copy };
        assert!(Draft::shared(ours(), (header(1), b"ours"), (other, b"theirs")).is_err());
        let same = Draft::shared(ours(), (header(1), b"ours"), (header(2), b"theirs"));
        assert!(matches!(same, Err(DraftError::WithItself(_))));
    }

    #[test]
    fn a_store_refuses_a_batch_that_does_not_go_on_or_an_id_that_is_there() {
        let mut store = log(2);
        let standing = store.standing(&organisation()).unwrap();
        let form = |standing: &Standing, number: u32| {
            let (drafts, keys) = (vec![draft(number, b"x")], [key(number)]);
            Batch::form(standing, &organisation(), drafts, &keys, &signer()).unwrap()
        };
        let old = form(&Standing::default(), 7);
        let moved = store.append(&organisation(), &old);
        assert!(matches!(moved, Err(StoreError::Moved { expected: 0, found: 3 })));
        assert!(matches!(store.append(&organisation(), &form(&standing, 2)), Err(StoreError::Taken)));
        assert_eq!(store.standing(&organisation()).unwrap(), standing, "nothing was done by halves");
    }
}
