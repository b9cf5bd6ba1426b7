/** Numbered, applied once each, in order; one that has shipped is never changed. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE questions (
     id TEXT PRIMARY KEY,
     asked_at INTEGER NOT NULL,
     channel TEXT NOT NULL,
     asker TEXT,
     text TEXT,
     language TEXT NOT NULL,
     kind TEXT NOT NULL,
     reason TEXT,
     confidence REAL NOT NULL,
     shown INTEGER NOT NULL,
     passages TEXT NOT NULL,
     scores TEXT NOT NULL,
     milliseconds REAL NOT NULL,
     steps TEXT NOT NULL,
     model TEXT NOT NULL,
     index_hash TEXT NOT NULL
   ) STRICT;
   CREATE INDEX questions_by_time ON questions (asked_at);
   CREATE INDEX questions_by_asker ON questions (asker);`,
  `CREATE TABLE inbox (
     update_id INTEGER PRIMARY KEY,
     chat TEXT NOT NULL,
     received_at INTEGER NOT NULL,
     body TEXT,
     attempts INTEGER NOT NULL DEFAULT 0,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed'))
   ) STRICT;
   CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY,
     chat TEXT NOT NULL,
     method TEXT NOT NULL,
     payload TEXT,
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL DEFAULT 0,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed'))
   ) STRICT;
   CREATE INDEX outbox_waiting ON outbox (chat, id) WHERE state = 'waiting';
   CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE askers (asker TEXT PRIMARY KEY, language TEXT NOT NULL) STRICT;`,
  `CREATE TABLE outbox_waiting_only (
     id INTEGER PRIMARY KEY,
     chat TEXT NOT NULL,
     method TEXT NOT NULL,
     payload TEXT NOT NULL,
     file TEXT,
     deadline_at INTEGER NOT NULL,
     not_before INTEGER NOT NULL DEFAULT 0,
     attempts INTEGER NOT NULL DEFAULT 0,
     begun INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   INSERT INTO outbox_waiting_only (id, chat, method, payload, deadline_at, not_before, attempts)
     SELECT id, chat, method, payload, (unixepoch() + 86400) * 1000, not_before, attempts FROM outbox
     WHERE state = 'waiting';
   DROP TABLE outbox;
   ALTER TABLE outbox_waiting_only RENAME TO outbox;
   CREATE INDEX outbox_by_chat ON outbox (chat);
   CREATE TABLE blocked_chats (chat TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   UPDATE inbox SET chat = '', body = NULL WHERE state <> 'waiting';`,
];
