-- In which round of retry-failed a step was saved: one text for SQLite and PostgreSQL. What a row's
-- failed result counts already is of its round or an earlier one.
ALTER TABLE step_result ADD COLUMN retry_round INTEGER NOT NULL DEFAULT 0;
