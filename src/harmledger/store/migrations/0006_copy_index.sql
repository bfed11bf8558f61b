-- By what near-copies are found again: bands of each report's MinHash. It is no content: it follows from the reports.
CREATE TABLE copy_print (
    report INTEGER PRIMARY KEY REFERENCES report (seq) ON DELETE CASCADE,
    made TEXT NOT NULL,     -- digest of what the print was made from
    bands BLOB NOT NULL     -- 64-bit numbers; empty for a text too short to be a copy
);
CREATE TABLE copy_band (
    band INTEGER NOT NULL,
    report INTEGER NOT NULL,
    PRIMARY KEY (band, report)
) WITHOUT ROWID;
