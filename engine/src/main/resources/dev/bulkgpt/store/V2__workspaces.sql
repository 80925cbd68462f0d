-- Who may do what, and what was asked for: one text for SQLite and PostgreSQL.

CREATE TABLE workspace (
  id         VARCHAR(32)  NOT NULL PRIMARY KEY,
  name       VARCHAR(100) NOT NULL UNIQUE,
  created_at BIGINT       NOT NULL
);

-- A key is known by its prefix and proved by its hash; the key itself is nowhere.
CREATE TABLE api_key (
  id           VARCHAR(32) NOT NULL PRIMARY KEY,
  workspace_id VARCHAR(32) NOT NULL REFERENCES workspace (id),
  prefix       VARCHAR(16) NOT NULL UNIQUE,
  sha256       VARCHAR(64) NOT NULL,
  created_at   BIGINT      NOT NULL,
  revoked_at   BIGINT
);

CREATE TABLE workflow (
  id           VARCHAR(80)  NOT NULL PRIMARY KEY,
  workspace_id VARCHAR(32)  NOT NULL REFERENCES workspace (id),
  name         VARCHAR(200) NOT NULL,
  revision     INTEGER      NOT NULL,
  document     TEXT         NOT NULL,
  created_at   BIGINT       NOT NULL,
  updated_at   BIGINT       NOT NULL,
  UNIQUE (workspace_id, name)
);

-- What a repeated creation is recognized by.
CREATE TABLE idempotency (
  workspace_id VARCHAR(32)  NOT NULL,
  idem_key     VARCHAR(255) NOT NULL,
  request_hash VARCHAR(64)  NOT NULL,
  task_id      VARCHAR(128) NOT NULL,
  created_at   BIGINT       NOT NULL,
  PRIMARY KEY (workspace_id, idem_key)
);

-- What this installation signs with.
CREATE TABLE secret (
  name  VARCHAR(32) NOT NULL PRIMARY KEY,
  value VARCHAR(64) NOT NULL
);

-- Empty for the runs of the command line, which have a database each.
ALTER TABLE task ADD COLUMN workspace_id VARCHAR(32) NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN workflow_id VARCHAR(80) NOT NULL DEFAULT '';

CREATE INDEX task_by_workspace ON task (workspace_id, created_at, id);
CREATE INDEX task_by_finish ON task (finished_at);
CREATE INDEX task_by_state ON task (state);
