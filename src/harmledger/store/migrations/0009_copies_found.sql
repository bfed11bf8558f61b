-- Version 9: the near-copies of a report are found without looking at every report, so that a decision is linked at once.

CREATE INDEX report_copy ON report (copy_of) WHERE copy_of IS NOT NULL;
