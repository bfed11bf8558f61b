-- Version 10: the claims and incidents that were touched, one after the other, so that what stays open in a server, such
-- as the queue of a reviewer, takes in a decision without reading the whole ledger again. No content.

CREATE TABLE touched (
    mark INTEGER PRIMARY KEY,
    key TEXT NOT NULL     -- id of a claim or incident, or of the decision that an undo or agreement is about
);

CREATE TRIGGER touched_by_incident AFTER DELETE ON incident BEGIN
    INSERT INTO touched (key) VALUES (old.id);
END;
CREATE TRIGGER touched_by_home AFTER INSERT ON incident_claim BEGIN
    INSERT INTO touched (key) VALUES (new.incident);
END;
CREATE TRIGGER touched_by_claim AFTER INSERT ON claim BEGIN
    INSERT INTO touched (key) VALUES (new.id);
END;
CREATE TRIGGER touched_by_lost_claim AFTER DELETE ON claim BEGIN
    INSERT INTO touched (key) VALUES (old.id);
END;
CREATE TRIGGER touched_by_verdict AFTER UPDATE OF record ON claim BEGIN
    INSERT INTO touched (key) VALUES (new.id);
    INSERT INTO touched (key) SELECT incident FROM incident_claim WHERE claim = new.seq;
END;
CREATE TRIGGER touched_by_decision AFTER INSERT ON decision_claim WHEN new.claim IS NOT NULL BEGIN
    INSERT INTO touched (key) VALUES (new.claim);
END;
CREATE TRIGGER touched_by_followed AFTER UPDATE OF claim ON decision_claim BEGIN
    INSERT INTO touched (key) SELECT old.claim WHERE old.claim IS NOT NULL;
    INSERT INTO touched (key) SELECT new.claim WHERE new.claim IS NOT NULL;
END;
CREATE TRIGGER touched_by_subject AFTER INSERT ON decision_subject BEGIN
    INSERT INTO touched (key) VALUES (new.subject);
END;
