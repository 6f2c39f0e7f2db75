//! One story, told to every store: memory, SQLite, PostgreSQL. Every statement occurs in it.

use schouw_journal::memory::MemoryStore;
use schouw_journal::{
    Batch, Draft, EntryKey, Nonce, Signer, Standing, Store, StoreError, System, store::READ_MAX, verify,
};
use schouw_node::store::{Durable, PostgresStore, SqliteStore};

use crate::cluster::Cluster;
use crate::stage::{SetClock, draft, id, organisation};
use schouw_base::{Clock as _, OrganisationId};

fn signer() -> Signer {
    Signer::from_seed([1; 32]).unwrap()
}

fn batch(standing: &Standing, numbers: std::ops::Range<u64>) -> Batch {
    let now = SetClock::new().now();
    let drafts = numbers.clone().map(|number| draft(number, now, format!("body {number}").as_bytes()));
    let keys: Vec<_> = numbers
        .clone()
        .map(|number| (EntryKey::new([u8::try_from(number % 250).unwrap() + 1; 32]), Nonce([0; 12])))
        .collect();
    Batch::form(standing, &organisation(), drafts.collect(), &keys, &signer()).unwrap()
}

fn genesis(organisation: &OrganisationId) -> Batch {
    let system = System::Genesis { key: signer().public(), citation: "AVG 5(2)".into() };
    let draft = Draft::system(id(0), organisation.clone(), SetClock::new().now(), &system).unwrap();
    Batch::form(&Standing::default(), organisation, vec![draft], &[], &signer()).unwrap()
}

/// The story; `again` opens the same logs once more.
fn tell(store: &mut dyn Store, again: &mut dyn FnMut() -> Option<Box<dyn Store>>) {
    let (ours, theirs) = (organisation(), "politie-markerwaard".parse().unwrap());
    // nothing is there
    assert_eq!(store.standing(&ours).unwrap(), Standing::default());
    assert!(store.read(&ours, 0, 10).unwrap().is_empty() && store.heads(&ours, 0, 10).unwrap().is_empty());
    assert_eq!(store.find(&ours, &[id(1)]).unwrap(), [None]);
    assert!(store.organisations().unwrap().is_empty());
    // three batches, and a log of another organisation beside it with the same id
    let first = genesis(&ours);
    store.append(&ours, &first).unwrap();
    store.append(&theirs, &genesis(&theirs)).unwrap();
    let second = batch(&first.standing(), 1..6);
    store.append(&ours, &second).unwrap();
    let third = batch(&second.standing(), 6..7);
    store.append(&ours, &third).unwrap();
    let standing = third.standing();
    // what is not to be: an old place, an id twice, also within a batch that has new ones
    let expect_moved = store.append(&ours, &second);
    assert!(matches!(expect_moved, Err(StoreError::Moved { expected: 1, found: 7 })), "{expect_moved:?}");
    let taken = store.append(&ours, &batch(&standing, 5..9));
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    let mut stores: Vec<Box<dyn Store>> = again().into_iter().collect();
    for store in std::iter::once(store).chain(stores.iter_mut().map(|store| &mut **store)) {
        assert_eq!(store.standing(&ours).unwrap(), standing, "nothing was done by halves");
        let entries = store.read(&ours, 0, READ_MAX).unwrap();
        let appended = [first.entries(), second.entries(), third.entries()].concat();
        assert_eq!(entries, appended);
        assert_eq!(store.read(&ours, 2, 3).unwrap(), appended[2..5]);
        assert_eq!(store.read(&ours, 7, 3).unwrap(), []);
        assert_eq!(store.find(&ours, &[id(6), id(99), id(1)]).unwrap(), [Some(6), None, Some(1)]);
        assert_eq!(store.find(&theirs, &[id(6), id(0)]).unwrap(), [None, Some(0)]);
        assert_eq!(store.system(&ours, 0, 10).unwrap(), appended[..1]);
        assert_eq!(store.system(&ours, 1, 10).unwrap(), []);
        let heads = [first.head().clone(), second.head().clone(), third.head().clone()];
        assert_eq!(store.heads(&ours, 0, 10).unwrap(), heads);
        assert_eq!(store.heads(&ours, 1, 1).unwrap(), heads[1..2]);
        assert_eq!(store.organisations().unwrap(), [ours.clone(), theirs.clone()]);
        let report = verify::verify(store, &ours, None, &mut |_| None).unwrap();
        assert!(report.is_clean() && report.entries == 7, "{report:?}");
    }
}

#[test]
fn the_story_holds_in_memory() {
    tell(&mut MemoryStore::default(), &mut || None);
}

#[test]
fn the_story_holds_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut store = SqliteStore::open(&path, Durable::Yes).unwrap();
    tell(&mut store, &mut || Some(Box::new(SqliteStore::open_to_read(&path).unwrap())));
}

#[test]
fn the_story_holds_on_postgresql() {
    let Some(cluster) = Cluster::start() else { return };
    let mut store = PostgresStore::open(&cluster.connection()).unwrap();
    tell(&mut store, &mut || Some(Box::new(PostgresStore::open_to_read(&cluster.connection()).unwrap())));
}

/// A server that stops drops what it has on a thread of the runtime.
#[tokio::test]
async fn a_connection_closes_on_a_thread_that_serves() {
    let opened = tokio::task::spawn_blocking(|| {
        let cluster = Cluster::start()?;
        let store = PostgresStore::open(&cluster.connection()).unwrap();
        Some((store, cluster))
    });
    let Some((store, cluster)) = opened.await.unwrap() else { return };
    drop(store);
    drop(cluster);
}

#[test]
fn a_database_that_may_lose_what_it_acknowledged_is_refused() {
    let Some(cluster) = Cluster::start() else { return };
    let loose = format!("{} options='-c synchronous_commit=off'", cluster.connection());
    let refused = PostgresStore::open(&loose).unwrap_err().to_string();
    assert!(refused.contains("`synchronous_commit` is off"), "{refused}");
}
