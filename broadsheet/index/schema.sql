-- The index: a cache of what stands in the site's files, and of what was made of it.
-- Nothing in it is needed to get the site back; another version of this file means a clean build.

-- Values under a name of their own: among them what desk.yaml says, as the values of the program that read it.
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- What was scanned. A folder's digest covers the names, sizes and times of its files.
CREATE TABLE folder (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    hash TEXT NOT NULL,
    -- Until when what was made of a file that can't be read stays online; 0 for one that can be read.
    kept INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, name)
) WITHOUT ROWID;

-- The last good version of each document in content/, and what is wrong with it now.
CREATE TABLE doc (
    doc INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    edition TEXT NOT NULL,
    slug TEXT NOT NULL,
    address TEXT NOT NULL,
    header BLOB NOT NULL
);
CREATE INDEX doc_id ON doc (id);
CREATE INDEX doc_author ON doc (slug) WHERE kind = 'author';
CREATE TABLE body (doc INTEGER PRIMARY KEY, html TEXT NOT NULL);
CREATE TABLE link (target TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (target, doc)) WITHOUT ROWID;
CREATE TABLE instant (at INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (at, doc)) WITHOUT ROWID;
CREATE TABLE problem (
    path TEXT NOT NULL, room TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (path, room)
) WITHOUT ROWID;

-- Files under media/; the form says as what a picture goes out, and is empty for what goes out as it is.
CREATE TABLE picture (
    path TEXT PRIMARY KEY, hash TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    form TEXT NOT NULL, caption TEXT NOT NULL, credit TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE asset (name TEXT PRIMARY KEY, address TEXT NOT NULL, hash TEXT NOT NULL) WITHOUT ROWID;
-- `leads` is the target as others are compared with it: article:ID, content:PATH, address:/folded, or empty for elsewhere.
CREATE TABLE redirect (
    origin TEXT PRIMARY KEY, written TEXT NOT NULL, target TEXT NOT NULL, leads TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX redirect_leads ON redirect (leads);

-- A view is what one kind of reader may see: 0 the public, 1 those who preview drafts.
CREATE TABLE view (view INTEGER PRIMARY KEY, now INTEGER NOT NULL);
CREATE TABLE shown (view INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (view, doc)) WITHOUT ROWID;

-- Who lays claim to an address, an id or an author's name: the first by rank and path holds it.
CREATE TABLE claim (
    view INTEGER NOT NULL, name TEXT NOT NULL, rank INTEGER NOT NULL, path TEXT NOT NULL,
    PRIMARY KEY (view, name, rank, path)
) WITHOUT ROWID;
CREATE INDEX claim_alias ON claim (view, name) WHERE rank = 1;

-- What desk.yaml takes down: an id, a file or an address (id:, path:, address:), and what readers are told of it.
CREATE TABLE down (
    view INTEGER NOT NULL, name TEXT NOT NULL, said BLOB NOT NULL, PRIMARY KEY (view, name)
) WITHOUT ROWID;
-- Documents that would be shown, had they not been taken down.
CREATE TABLE taken (view INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (view, doc)) WITHOUT ROWID;

CREATE TABLE term (
    term INTEGER PRIMARY KEY,
    view INTEGER NOT NULL, kind TEXT NOT NULL, edition TEXT NOT NULL, key TEXT NOT NULL,
    UNIQUE (view, kind, edition, key)
);
-- What a term lists, oldest first; a bucket is the month (or year) that an entry falls in, '' where there are none.
CREATE TABLE listing (
    term INTEGER NOT NULL, bucket TEXT NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL,
    doc INTEGER NOT NULL,
    PRIMARY KEY (term, bucket, at, id, seq)
) WITHOUT ROWID;
CREATE TABLE tally (
    term INTEGER NOT NULL, bucket TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (term, bucket)
) WITHOUT ROWID;
CREATE TABLE spelling (
    term INTEGER NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (term, name)
) WITHOUT ROWID;

-- What was made, for each output. One is doubted whose files may not be what the index says, as after a power cut.
CREATE TABLE output (
    output INTEGER PRIMARY KEY,
    folder TEXT NOT NULL, view INTEGER NOT NULL,
    now INTEGER NOT NULL, claimed INTEGER NOT NULL, manifest INTEGER NOT NULL, whole INTEGER NOT NULL,
    pages INTEGER NOT NULL, doubted INTEGER NOT NULL DEFAULT 0,
    UNIQUE (folder, view)
);
CREATE TABLE basis (
    output INTEGER NOT NULL, kind TEXT NOT NULL, edition TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (output, kind, edition)
) WITHOUT ROWID;
CREATE TABLE page (
    output INTEGER NOT NULL, kind TEXT NOT NULL, edition TEXT NOT NULL, name TEXT NOT NULL, part TEXT NOT NULL,
    address TEXT NOT NULL, context BLOB NOT NULL, until INTEGER, source TEXT NOT NULL,
    -- The hash of the file as it was written; and of the build that last made it the clock, the reason and its cause.
    bytes BLOB NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL,
    PRIMARY KEY (output, kind, edition, name, part)
) WITHOUT ROWID;
CREATE INDEX page_address ON page (output, address);
CREATE INDEX page_until ON page (output, until) WHERE until IS NOT NULL;
-- The state of an entry: 0 listed, 1 in the hands of a build, 2 left behind by one, so that its file may be anything.
CREATE TABLE pending (
    output INTEGER NOT NULL, kind TEXT NOT NULL, edition TEXT NOT NULL, name TEXT NOT NULL, part TEXT NOT NULL,
    stage INTEGER NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, state INTEGER NOT NULL,
    PRIMARY KEY (output, kind, edition, part, name)
) WITHOUT ROWID;
-- Files in the output that are to go unless a page lives there; the hash is empty where only the manifest told of one.
CREATE TABLE stray (
    output INTEGER NOT NULL, address TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (output, address)
) WITHOUT ROWID;
