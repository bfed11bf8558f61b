-- Content: what was read and coded. Records are JSON; the columns beside them are copies of values inside, for filters.
CREATE TABLE report (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    outlet TEXT NOT NULL,
    language TEXT NOT NULL,
    published_start TEXT,
    published_end TEXT,
    copy_of TEXT,
    source_path TEXT NOT NULL,
    raw_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('coded', 'failed')),
    record TEXT NOT NULL,   -- the report without its text
    text TEXT NOT NULL      -- last, so that the columns before it are read without walking through it
);
CREATE INDEX report_order ON report (document, id);
CREATE INDEX report_text ON report (text_sha256);
CREATE INDEX report_raw ON report (raw_sha256, document);
CREATE INDEX report_published ON report (published_start, published_end);

-- The same text met again under another name: noted, never coded twice.
CREATE TABLE sighting (
    document TEXT NOT NULL,
    source_path TEXT NOT NULL,
    raw_sha256 TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    PRIMARY KEY (document, source_path, raw_sha256)
) WITHOUT ROWID;
CREATE INDEX sighting_raw ON sighting (raw_sha256, document);
CREATE INDEX sighting_report ON sighting (report);

-- What could not be read or coded, until a later run reads it.
CREATE TABLE failure (
    path TEXT NOT NULL,
    document TEXT NOT NULL,
    code TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (path, document, code)
) WITHOUT ROWID;

CREATE TABLE claim (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    report INTEGER NOT NULL REFERENCES report (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    modality TEXT NOT NULL,
    event_type TEXT NOT NULL,
    actor TEXT,
    source_type TEXT NOT NULL,
    source_side TEXT NOT NULL,
    country TEXT,
    geonames_id INTEGER,
    lat REAL,
    lon REAL,
    place_precision TEXT,
    date_start TEXT,
    date_end TEXT,
    confidence REAL NOT NULL,
    record TEXT NOT NULL    -- without the incident, which is a view over claims and lives in incident_claim
);
CREATE UNIQUE INDEX claim_order ON claim (report, position);
CREATE INDEX claim_type ON claim (event_type);
CREATE INDEX claim_kind ON claim (kind, modality);
CREATE INDEX claim_date ON claim (date_start, date_end);
CREATE INDEX claim_country ON claim (country);
CREATE INDEX claim_geonames ON claim (geonames_id);

-- Targets, weapons and parties (actor, side of the source) of a claim.
CREATE TABLE claim_value (
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (seq) ON DELETE CASCADE,
    PRIMARY KEY (field, value, claim)
) WITHOUT ROWID;
CREATE INDEX claim_value_claim ON claim_value (claim);

-- Every folded spelling of a place once, and the claims that bear it.
CREATE TABLE spelling (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE claim_spelling (
    spelling INTEGER NOT NULL REFERENCES spelling (seq),
    field TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (seq) ON DELETE CASCADE,
    PRIMARY KEY (spelling, field, claim)
) WITHOUT ROWID;
CREATE INDEX claim_spelling_claim ON claim_spelling (claim);

CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    event_type TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    contested INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX incident_by_date ON incident (date_start IS NULL, date_start, id);
CREATE INDEX incident_by_reports ON incident (-reports, id);

CREATE TABLE incident_claim (
    claim INTEGER PRIMARY KEY REFERENCES claim (seq) ON DELETE CASCADE,
    incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE
);
CREATE INDEX incident_claim_incident ON incident_claim (incident);

-- One row: how often claims have changed, and at which of these states the incidents were made from them.
CREATE TABLE revision (
    claims INTEGER NOT NULL,
    linked INTEGER NOT NULL
);
INSERT INTO revision VALUES (0, 0);

-- Full text over folded words; no copy of the text is kept here.
CREATE VIRTUAL TABLE report_words USING fts5 (words, content = '', tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE claim_words USING fts5 (words, content = '', tokenize = 'porter unicode61');

-- Custody: what was done, when, by which version. Apart from the content, which bears no time of day.
CREATE TABLE custody (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    version TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL     -- SHA-256 of the line before and this line
);
CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody BEGIN
    SELECT RAISE (ABORT, 'the custody log is append-only');
END;
CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody BEGIN
    SELECT RAISE (ABORT, 'the custody log is append-only');
END;
