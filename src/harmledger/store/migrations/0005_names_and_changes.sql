-- Every id that was ever issued to an incident, for which claim, and which incident it means now (none once retired).
CREATE TABLE incident_name (
    number INTEGER PRIMARY KEY,   -- in order of issue
    id TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL,           -- its letters and digits without prefix and hyphens
    anchor TEXT NOT NULL,         -- id of the claim that it was issued for
    anchor_report TEXT NOT NULL,  -- where the claim's words stand, by which it is found when its report is coded anew
    anchor_start INTEGER NOT NULL,
    anchor_end INTEGER NOT NULL,
    now TEXT,
    why TEXT NOT NULL,
    issued TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX incident_name_said ON incident_name (said);
CREATE INDEX incident_name_anchor ON incident_name (anchor);
CREATE INDEX incident_name_now ON incident_name (now);
CREATE TRIGGER incident_name_no_delete BEFORE DELETE ON incident_name BEGIN
    SELECT RAISE (ABORT, 'an id that was issued stays issued');
END;
CREATE TRIGGER incident_name_no_reuse BEFORE UPDATE OF number, id, said, issued ON incident_name BEGIN
    SELECT RAISE (ABORT, 'an id that was issued stays issued');
END;

-- What each linking changed in the incidents. Like custody it only grows, and is no content: it bears times of day.
CREATE TABLE run (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    version TEXT NOT NULL
);
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES run (number),
    incident TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX change_run ON change (run);
CREATE TRIGGER run_no_update BEFORE UPDATE ON run BEGIN
    SELECT RAISE (ABORT, 'the log of changes is append-only');
END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run BEGIN
    SELECT RAISE (ABORT, 'the log of changes is append-only');
END;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN
    SELECT RAISE (ABORT, 'the log of changes is append-only');
END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN
    SELECT RAISE (ABORT, 'the log of changes is append-only');
END;
