-- Equal questions are asked once. `asked` holds the fingerprints of the questions that a row's own
-- calls answered, 16 bytes each.

ALTER TABLE task ADD COLUMN reused_answers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE row_result ADD COLUMN reused_answers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE row_result ADD COLUMN asked BYTEA;
ALTER TABLE step_result ADD COLUMN reused_answers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE step_result ADD COLUMN asked BYTEA;
ALTER TABLE stopped_spend ADD COLUMN reused_answers INTEGER NOT NULL DEFAULT 0;

-- Answers that the tasks of a workspace share, each for a time.
CREATE TABLE shared_answer (
  workspace_id VARCHAR(32) NOT NULL,
  fingerprint  BYTEA       NOT NULL,
  cells        TEXT        NOT NULL,
  answered_at  BIGINT      NOT NULL,
  expires_at   BIGINT      NOT NULL,
  PRIMARY KEY (workspace_id, fingerprint)
);

CREATE INDEX shared_answer_by_expiry ON shared_answer (expires_at);
