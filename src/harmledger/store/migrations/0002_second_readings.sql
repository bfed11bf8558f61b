-- What an optional second reader (a model that the user runs) made of a report: beside the claims, never among them.
CREATE TABLE second_reading (
    report INTEGER NOT NULL REFERENCES report (seq) ON DELETE CASCADE,
    model TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (report, model)
) WITHOUT ROWID;
