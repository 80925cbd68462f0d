-- One text for SQLite and PostgreSQL. Instants are epoch milliseconds (UTC), money is nano-USD.

CREATE TABLE task (
  id                  VARCHAR(128) NOT NULL PRIMARY KEY,
  workflow            TEXT         NOT NULL,
  header              TEXT         NOT NULL,
  input_blob          VARCHAR(255) NOT NULL,
  input_rows          BIGINT       NOT NULL,
  selection           VARCHAR(64)  NOT NULL,
  selected_rows       BIGINT       NOT NULL,
  state               VARCHAR(16)  NOT NULL,
  pause_reason        VARCHAR(16),
  pause_code          VARCHAR(32),
  pause_message       TEXT,
  retry_round         INTEGER      NOT NULL,
  openings            INTEGER      NOT NULL,
  succeeded           BIGINT       NOT NULL,
  failed              BIGINT       NOT NULL,
  skipped             BIGINT       NOT NULL,
  calls               BIGINT       NOT NULL,
  unpriced_calls      BIGINT       NOT NULL,
  input_tokens        BIGINT       NOT NULL,
  cached_input_tokens BIGINT       NOT NULL,
  output_tokens       BIGINT       NOT NULL,
  cost_nano_usd       BIGINT       NOT NULL,
  created_at          BIGINT       NOT NULL,
  started_at          BIGINT,
  finished_at         BIGINT
);

CREATE TABLE chunk (
  task_id     VARCHAR(128) NOT NULL,
  number      INTEGER      NOT NULL,
  first_row   BIGINT       NOT NULL,
  row_count   INTEGER      NOT NULL,
  byte_offset BIGINT       NOT NULL,
  byte_count  BIGINT       NOT NULL,
  state       VARCHAR(16)  NOT NULL,
  round       INTEGER      NOT NULL,
  open_rows   INTEGER      NOT NULL,
  PRIMARY KEY (task_id, number)
);

CREATE INDEX chunk_by_state ON chunk (task_id, state, number);

CREATE TABLE row_result (
  task_id             VARCHAR(128) NOT NULL,
  row_number          BIGINT       NOT NULL,
  retry_round         INTEGER      NOT NULL,
  status              VARCHAR(16)  NOT NULL,
  cells               TEXT         NOT NULL,
  error_code          VARCHAR(32),
  error_step          VARCHAR(255),
  error_message       TEXT,
  attempts            INTEGER      NOT NULL,
  calls               INTEGER      NOT NULL,
  unpriced_calls      INTEGER      NOT NULL,
  input_tokens        BIGINT       NOT NULL,
  cached_input_tokens BIGINT       NOT NULL,
  output_tokens       BIGINT       NOT NULL,
  cost_nano_usd       BIGINT       NOT NULL,
  latency_ms          BIGINT       NOT NULL,
  finished_at         BIGINT       NOT NULL,
  PRIMARY KEY (task_id, row_number)
);

CREATE INDEX row_result_failed ON row_result (task_id, row_number) WHERE status = 'FAILED';

-- Paid steps of rows that are not finished: an answer is never paid twice.
CREATE TABLE step_result (
  task_id             VARCHAR(128) NOT NULL,
  row_number          BIGINT       NOT NULL,
  step_id             VARCHAR(255) NOT NULL,
  cells               TEXT         NOT NULL,
  attempts            INTEGER      NOT NULL,
  calls               INTEGER      NOT NULL,
  unpriced_calls      INTEGER      NOT NULL,
  input_tokens        BIGINT       NOT NULL,
  cached_input_tokens BIGINT       NOT NULL,
  output_tokens       BIGINT       NOT NULL,
  cost_nano_usd       BIGINT       NOT NULL,
  latency_ms          BIGINT       NOT NULL,
  PRIMARY KEY (task_id, row_number, step_id)
);

-- db-scheduler's table, with its own column names.
CREATE TABLE scheduled_tasks (
  task_name            VARCHAR(64)  NOT NULL,
  task_instance        VARCHAR(255) NOT NULL,
  task_data            BYTEA,
  execution_time       BIGINT       NOT NULL,
  picked               BOOLEAN      NOT NULL,
  picked_by            VARCHAR(64),
  last_success         BIGINT,
  last_failure         BIGINT,
  consecutive_failures INTEGER,
  last_heartbeat       BIGINT,
  version              BIGINT       NOT NULL,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_due ON scheduled_tasks (picked, execution_time);
