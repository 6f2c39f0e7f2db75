//! Every SQL statement by its name, for both stores: the names are the same by construction.
//!
//! The organisation leads every key, so that an engine that spreads tables over machines can do so by it.

/// The statements of a store.
#[derive(Debug)]
pub struct Statements {
    /// Makes the tables; nothing when they are there.
    pub schema: &'static str,
    /// Waits until nobody is appending.
    pub wait_for_writers: &'static str,
    /// Size and frontier of a log. `organisation`
    pub standing: &'static str,
    /// The same, and nobody else may append until the transaction ends. `organisation`
    pub lock_log: &'static str,
    /// A log without entries, when it is not there. `organisation`
    pub begin_log: &'static str,
    /// Size and frontier after a batch. `organisation, size, frontier`
    pub move_log: &'static str,
    /// Entries of a batch. `organisation, sequence, id, kind, version, time, content, leaf`
    pub insert_entries: &'static str,
    /// The head of a batch. `organisation, size, root, time, key, signature`
    pub insert_head: &'static str,
    /// The head of so many entries. `organisation, size`
    pub head: &'static str,
    /// The places of ids. `organisation, id`
    pub find: &'static str,
    /// Entries from a place on. `organisation, from, limit`
    pub read: &'static str,
    /// The log's own entries from a place on. `organisation, from, limit`
    pub system: &'static str,
    /// Heads of more than so many entries. `organisation, after, limit`
    pub heads: &'static str,
    /// Whose logs are here.
    pub organisations: &'static str,
}

/// For SQLite. A row an entry.
pub const SQLITE: Statements = Statements {
    schema: "
        CREATE TABLE IF NOT EXISTS logs (
            organisation TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, frontier BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS entries (
            organisation TEXT NOT NULL, sequence INTEGER NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL,
            version INTEGER NOT NULL, time INTEGER NOT NULL, content BLOB NOT NULL, leaf BLOB NOT NULL,
            PRIMARY KEY (organisation, sequence), UNIQUE (organisation, id)
        );
        CREATE INDEX IF NOT EXISTS system_entries ON entries (organisation, sequence)
            WHERE kind >= 'system.' AND kind < 'system/';
        CREATE TABLE IF NOT EXISTS heads (
            organisation TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, time INTEGER NOT NULL,
            key BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (organisation, size)
        ) WITHOUT ROWID;",
    // the lock on the file does
    wait_for_writers: "",
    standing: "SELECT size, frontier FROM logs WHERE organisation = ?1",
    lock_log: "SELECT size, frontier FROM logs WHERE organisation = ?1",
    begin_log: "INSERT INTO logs (organisation, size, frontier) VALUES (?1, 0, x'') ON CONFLICT DO NOTHING",
    move_log: "UPDATE logs SET size = ?2, frontier = ?3 WHERE organisation = ?1",
    insert_entries: "INSERT INTO entries (organisation, sequence, id, kind, version, time, content, leaf)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    insert_head: "INSERT INTO heads (organisation, size, root, time, key, signature)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    head: "SELECT size, root, time, key, signature FROM heads WHERE organisation = ?1 AND size = ?2",
    find: "SELECT sequence FROM entries WHERE organisation = ?1 AND id = ?2",
    read: "SELECT sequence, id, kind, version, time, content, leaf FROM entries
        WHERE organisation = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT ?3",
    system: "SELECT sequence, id, kind, version, time, content, leaf FROM entries
        WHERE organisation = ?1 AND sequence >= ?2 AND kind >= 'system.' AND kind < 'system/'
        ORDER BY sequence LIMIT ?3",
    heads: "SELECT size, root, time, key, signature FROM heads
        WHERE organisation = ?1 AND size > ?2 ORDER BY size LIMIT ?3",
    organisations: "SELECT organisation FROM logs ORDER BY organisation",
};

/// For PostgreSQL. Entries go in columns at once: a batch is one statement.
pub const POSTGRES: Statements = Statements {
    schema: "
        CREATE TABLE IF NOT EXISTS logs (
            organisation text COLLATE \"C\" NOT NULL PRIMARY KEY, size bigint NOT NULL, frontier bytea NOT NULL
        );
        CREATE TABLE IF NOT EXISTS entries (
            organisation text COLLATE \"C\" NOT NULL, sequence bigint NOT NULL, id bytea NOT NULL,
            kind text COLLATE \"C\" NOT NULL, version integer NOT NULL, time bigint NOT NULL,
            content bytea NOT NULL, leaf bytea NOT NULL,
            PRIMARY KEY (organisation, sequence), UNIQUE (organisation, id)
        );
        CREATE INDEX IF NOT EXISTS system_entries ON entries (organisation, sequence)
            WHERE kind >= 'system.' AND kind < 'system/';
        CREATE TABLE IF NOT EXISTS heads (
            organisation text COLLATE \"C\" NOT NULL, size bigint NOT NULL, root bytea NOT NULL, time bigint NOT NULL,
            key bytea NOT NULL, signature bytea NOT NULL, PRIMARY KEY (organisation, size)
        );",
    wait_for_writers: "SET LOCAL lock_timeout = '10s'; LOCK TABLE logs IN EXCLUSIVE MODE",
    standing: "SELECT size, frontier FROM logs WHERE organisation = $1",
    lock_log: "SELECT size, frontier FROM logs WHERE organisation = $1 FOR UPDATE",
    begin_log: "INSERT INTO logs (organisation, size, frontier) VALUES ($1, 0, ''::bytea) ON CONFLICT DO NOTHING",
    move_log: "UPDATE logs SET size = $2, frontier = $3 WHERE organisation = $1",
    insert_entries: "INSERT INTO entries (organisation, sequence, id, kind, version, time, content, leaf)
        SELECT $1, * FROM unnest($2::bigint[], $3::bytea[], $4::text[], $5::integer[], $6::bigint[], $7::bytea[], $8::bytea[])",
    insert_head: "INSERT INTO heads (organisation, size, root, time, key, signature)
        VALUES ($1, $2, $3, $4, $5, $6)",
    head: "SELECT size, root, time, key, signature FROM heads WHERE organisation = $1 AND size = $2",
    find: "SELECT id, sequence FROM entries WHERE organisation = $1 AND id = ANY ($2)",
    read: "SELECT sequence, id, kind, version, time, content, leaf FROM entries
        WHERE organisation = $1 AND sequence >= $2 ORDER BY sequence LIMIT $3",
    system: "SELECT sequence, id, kind, version, time, content, leaf FROM entries
        WHERE organisation = $1 AND sequence >= $2 AND kind >= 'system.' AND kind < 'system/'
        ORDER BY sequence LIMIT $3",
    heads: "SELECT size, root, time, key, signature FROM heads
        WHERE organisation = $1 AND size > $2 ORDER BY size LIMIT $3",
    organisations: "SELECT organisation FROM logs ORDER BY organisation",
};
