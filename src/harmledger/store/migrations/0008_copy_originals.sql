-- Of the bands of near-copies, those of originals: a report is compared with originals only, however many copies there are.
CREATE TABLE copy_first (
    band INTEGER NOT NULL,
    report INTEGER NOT NULL,
    PRIMARY KEY (band, report)
) WITHOUT ROWID;
INSERT INTO copy_first SELECT b.band, b.report FROM copy_band b JOIN report r ON r.seq = b.report WHERE r.copy_of IS NULL;
