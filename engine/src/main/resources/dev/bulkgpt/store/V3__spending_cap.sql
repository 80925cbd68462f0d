-- What a task may spend, and what was paid for rows that were stopped: one text for SQLite and
-- PostgreSQL. Money is nano-USD.

ALTER TABLE task ADD COLUMN max_cost_nano_usd BIGINT;

-- Answers that were billed, of rows that were stopped before there was anything else to save. They
-- count in the task's spend, and in that of the row once it has a result.
CREATE TABLE stopped_spend (
  task_id             VARCHAR(128) NOT NULL,
  row_number          BIGINT       NOT NULL,
  stop_id             VARCHAR(36)  NOT NULL,
  retry_round         INTEGER      NOT NULL,
  calls               INTEGER      NOT NULL,
  unpriced_calls      INTEGER      NOT NULL,
  input_tokens        BIGINT       NOT NULL,
  cached_input_tokens BIGINT       NOT NULL,
  output_tokens       BIGINT       NOT NULL,
  cost_nano_usd       BIGINT       NOT NULL,
  PRIMARY KEY (task_id, row_number, stop_id)
);
