-- Version 11: what was found in texts and can be found again, such as where persons are named: offsets, never words. Kept so
-- that it is looked for once; no content.

CREATE TABLE finding (
    by TEXT NOT NULL,           -- finder and version
    text_sha256 TEXT NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (by, text_sha256)
) WITHOUT ROWID;
