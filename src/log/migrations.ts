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
  // A receipt knows no asker. The link goes with the question's row, its text or its asker, whichever is
  // taken out first; the receipt stays. Without rowid, so that not even the order of asking is kept.
  `CREATE TABLE receipts (
     code TEXT PRIMARY KEY,
     signature TEXT NOT NULL UNIQUE,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE question_receipts (
     question TEXT PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,
     code TEXT NOT NULL REFERENCES receipts (code)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER receipt_link_forgotten AFTER UPDATE OF text, asker ON questions
   WHEN NEW.text IS NULL OR (NEW.asker IS NULL AND OLD.asker IS NOT NULL)
   BEGIN
     DELETE FROM question_receipts WHERE question = NEW.id;
   END;`,
  `ALTER TABLE questions ADD COLUMN excerpts TEXT;
   ALTER TABLE askers ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
   UPDATE askers SET seen_at = unixepoch() * 1000;
   CREATE TABLE last_questions (
     asker TEXT NOT NULL,
     chat TEXT NOT NULL,
     asked_at INTEGER NOT NULL,
     text TEXT NOT NULL,
     PRIMARY KEY (asker, chat)
   ) STRICT;
   CREATE INDEX last_questions_by_time ON last_questions (asked_at);
   CREATE TABLE feedback (
     answer TEXT PRIMARY KEY,
     asker TEXT,
     given_at INTEGER NOT NULL,
     helped INTEGER NOT NULL,
     reason TEXT
   ) STRICT;
   CREATE INDEX feedback_by_asker ON feedback (asker);
   CREATE TABLE presses (
     message TEXT PRIMARY KEY,
     data TEXT NOT NULL,
     update_id INTEGER NOT NULL,
     pressed_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX presses_by_time ON presses (pressed_at);
   CREATE TABLE erasures (
     code TEXT PRIMARY KEY,
     erased_at INTEGER NOT NULL,
     questions INTEGER NOT NULL,
     feedback INTEGER NOT NULL
   ) STRICT;`,
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
  `CREATE TABLE accounts (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE COLLATE NOCASE,
     role TEXT NOT NULL CHECK (role IN ('consultant', 'editor', 'supervisor')),
     password TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     disabled_at INTEGER
   ) STRICT;
   CREATE TABLE desk_sessions (
     token TEXT PRIMARY KEY,
     account INTEGER NOT NULL REFERENCES accounts (id),
     created_at INTEGER NOT NULL,
     seen_at INTEGER NOT NULL,
     language TEXT
   ) STRICT;
   CREATE TABLE login_attempts (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     account TEXT NOT NULL,
     address TEXT NOT NULL,
     succeeded INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX login_attempts_by_account ON login_attempts (account, at);
   CREATE INDEX login_attempts_by_address ON login_attempts (address, at);
   CREATE TABLE audit (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     account TEXT NOT NULL,
     action TEXT NOT NULL,
     subject TEXT NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_by_subject ON audit (subject);
   CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
   CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
   CREATE TABLE cases (
     id INTEGER PRIMARY KEY,
     number TEXT NOT NULL UNIQUE,
     link TEXT NOT NULL UNIQUE,
     answer TEXT NOT NULL,
     channel TEXT NOT NULL,
     asker TEXT,
     address TEXT,
     question TEXT,
     language TEXT NOT NULL,
     reason TEXT,
     passages TEXT NOT NULL,
     opened_at INTEGER NOT NULL,
     due_day TEXT NOT NULL,
     due_at INTEGER NOT NULL,
     state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'cancelled')),
     closed_at INTEGER,
     holder INTEGER REFERENCES accounts (id),
     theme INTEGER,
     reminded INTEGER NOT NULL DEFAULT 0,
     reply INTEGER,
     helped INTEGER,
     model TEXT,
     vector BLOB
   ) STRICT;
   CREATE UNIQUE INDEX cases_by_answer ON cases (answer) WHERE state = 'open';
   CREATE INDEX cases_open ON cases (due_at, id) WHERE state = 'open';
   CREATE INDEX cases_by_holder ON cases (holder, due_at) WHERE state = 'open';
   CREATE INDEX cases_by_theme ON cases (theme) WHERE state = 'open';
   CREATE INDEX cases_closed ON cases (closed_at) WHERE state <> 'open';
   CREATE INDEX cases_by_asker ON cases (asker);
   CREATE TABLE case_notes (
     id INTEGER PRIMARY KEY,
     case_id INTEGER NOT NULL REFERENCES cases (id),
     at INTEGER NOT NULL,
     text TEXT NOT NULL
   ) STRICT;
   CREATE INDEX case_notes_by_case ON case_notes (case_id);
   CREATE TABLE replies (
     id INTEGER PRIMARY KEY,
     lead INTEGER NOT NULL REFERENCES cases (id),
     author INTEGER NOT NULL REFERENCES accounts (id),
     state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'sent')),
     version INTEGER NOT NULL DEFAULT 1,
     en TEXT NOT NULL DEFAULT '',
     ru TEXT NOT NULL DEFAULT '',
     kk TEXT NOT NULL DEFAULT '',
     passages TEXT NOT NULL DEFAULT '[]',
     returned TEXT,
     approver INTEGER REFERENCES accounts (id),
     changed_at INTEGER NOT NULL,
     sent_at INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX replies_in_work ON replies (lead) WHERE state <> 'sent';
   CREATE INDEX replies_waiting ON replies (changed_at) WHERE state = 'waiting';
   CREATE TABLE deliveries (
     reply INTEGER NOT NULL REFERENCES replies (id),
     case_id INTEGER NOT NULL REFERENCES cases (id),
     state TEXT NOT NULL CHECK (state IN ('chosen', 'waiting', 'done', 'dropped')),
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (reply, case_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX deliveries_waiting ON deliveries (not_before) WHERE state = 'waiting';`,
  // A question that Kenes did not answer waits here to be grouped; its vector goes with its text.
  `CREATE TABLE announcements (
     id INTEGER PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('notice', 'pause')),
     en TEXT NOT NULL,
     ru TEXT NOT NULL,
     kk TEXT NOT NULL,
     starts_at INTEGER NOT NULL,
     ends_at INTEGER,
     account INTEGER NOT NULL REFERENCES accounts (id)
   ) STRICT;
   CREATE TABLE unanswered (
     id INTEGER PRIMARY KEY,
     question TEXT NOT NULL UNIQUE REFERENCES questions (id) ON DELETE CASCADE,
     model TEXT,
     vector BLOB,
     theme INTEGER
   ) STRICT;
   CREATE INDEX unanswered_by_theme ON unanswered (theme);
   INSERT INTO unanswered (question) SELECT id FROM questions
     WHERE kind = 'abstained' AND reason IN ('not-in-document', 'related-only') AND text IS NOT NULL ORDER BY asked_at;
   CREATE TRIGGER unanswered_asked AFTER INSERT ON questions
   WHEN NEW.kind = 'abstained' AND NEW.reason IN ('not-in-document', 'related-only') AND NEW.text IS NOT NULL
   BEGIN
     INSERT INTO unanswered (question) VALUES (NEW.id);
   END;
   CREATE TRIGGER unanswered_forgotten AFTER UPDATE OF text ON questions WHEN NEW.text IS NULL
   BEGIN
     DELETE FROM unanswered WHERE question = NEW.id;
   END;`,
  // One inbox and one outbox for every channel; what a message is, is the channel's own.
  `CREATE TABLE inbox_of_channels (
     id INTEGER PRIMARY KEY,
     channel TEXT NOT NULL,
     key TEXT NOT NULL,
     chat TEXT NOT NULL,
     sender TEXT,
     received_at INTEGER NOT NULL,
     body TEXT,
     attempts INTEGER NOT NULL DEFAULT 0,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
     UNIQUE (channel, key)
   ) STRICT;
   INSERT INTO inbox_of_channels (channel, key, chat, sender, received_at, body, attempts, state)
     SELECT 'telegram', CAST(update_id AS TEXT), chat, CAST(json_extract(body, '$.message.from.id') AS TEXT),
       received_at, body, attempts, CASE state WHEN 'waiting' THEN 'waiting' ELSE 'done' END
     FROM inbox ORDER BY update_id;
   DROP TABLE inbox;
   ALTER TABLE inbox_of_channels RENAME TO inbox;
   CREATE INDEX inbox_waiting ON inbox (channel, id) WHERE state = 'waiting';
   CREATE INDEX inbox_by_age ON inbox (channel, received_at);
   CREATE TABLE outbox_of_channels (
     id INTEGER PRIMARY KEY,
     channel TEXT NOT NULL,
     chat TEXT NOT NULL,
     message TEXT NOT NULL,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'parked', 'sent')),
     receipt TEXT,
     deadline_at INTEGER NOT NULL,
     not_before INTEGER NOT NULL DEFAULT 0,
     attempts INTEGER NOT NULL DEFAULT 0,
     begun INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   INSERT INTO outbox_of_channels (id, channel, chat, message, deadline_at, not_before, attempts, begun)
     SELECT id, 'telegram', chat, CASE WHEN file IS NULL THEN json_object('method', method, 'payload', json(payload))
         ELSE json_object('method', method, 'payload', json(payload), 'file', json(file)) END,
       deadline_at, not_before, attempts, begun
     FROM outbox ORDER BY id;
   DROP TABLE outbox;
   ALTER TABLE outbox_of_channels RENAME TO outbox;
   CREATE INDEX outbox_by_chat ON outbox (channel, chat);
   CREATE UNIQUE INDEX outbox_by_receipt ON outbox (channel, receipt) WHERE receipt IS NOT NULL;`,
  // What people at the centre changed of what Kenes shows: every change with what was before, added to only.
  // The private link's page and the chats that were shown it are told once each: see src/desk/notices.ts.
  `ALTER TABLE questions ADD COLUMN address TEXT;
   CREATE INDEX questions_by_address ON questions (address) WHERE address IS NOT NULL;
   CREATE TABLE changes (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     account TEXT NOT NULL,
     kind TEXT NOT NULL CHECK (kind IN ('passage', 'rendering', 'questions', 'centre')),
     subject TEXT NOT NULL,
     language TEXT NOT NULL,
     base TEXT NOT NULL,
     before TEXT NOT NULL,
     after TEXT NOT NULL,
     undoes INTEGER REFERENCES changes (id)
   ) STRICT;
   CREATE INDEX changes_by_subject ON changes (kind, subject, language);
   CREATE INDEX changes_of_subject ON changes (subject);
   CREATE TRIGGER changes_stay BEFORE UPDATE ON changes BEGIN SELECT raise(ABORT, 'changes are append-only'); END;
   CREATE TRIGGER changes_kept BEFORE DELETE ON changes BEGIN SELECT raise(ABORT, 'changes are append-only'); END;
   CREATE TABLE errata (
     change INTEGER PRIMARY KEY REFERENCES changes (id),
     at INTEGER NOT NULL,
     account TEXT NOT NULL,
     en TEXT NOT NULL,
     ru TEXT NOT NULL,
     kk TEXT NOT NULL
   ) STRICT;
   CREATE TABLE notices (
     id INTEGER PRIMARY KEY,
     change INTEGER NOT NULL REFERENCES errata (change),
     recipient TEXT NOT NULL,
     channel TEXT NOT NULL,
     asker TEXT,
     address TEXT,
     case_id INTEGER REFERENCES cases (id),
     language TEXT NOT NULL,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL DEFAULT 0,
     UNIQUE (change, recipient)
   ) STRICT;
   CREATE INDEX notices_waiting ON notices (id) WHERE state = 'waiting';
   CREATE INDEX notices_by_case ON notices (case_id);
   CREATE INDEX notices_by_asker ON notices (asker);
   CREATE TABLE known_texts (
     subject TEXT NOT NULL,
     language TEXT NOT NULL,
     text TEXT NOT NULL,
     PRIMARY KEY (subject, language)
   ) STRICT, WITHOUT ROWID;`,
  // WhatsApp: until when one may write to somebody, and how far our messages came; both under pseudonyms.
  // The last view is what "next" or "original" means when they are written instead of pressed.
  `CREATE TABLE whatsapp_windows (
     chat TEXT PRIMARY KEY,
     open_until INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX whatsapp_windows_by_time ON whatsapp_windows (open_until);
   CREATE TABLE whatsapp_statuses (
     message TEXT PRIMARY KEY,
     status TEXT NOT NULL CHECK (status IN ('sent', 'delivered', 'read', 'failed')),
     code INTEGER NOT NULL,
     at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX whatsapp_statuses_by_time ON whatsapp_statuses (at);
   CREATE TABLE last_views (
     asker TEXT NOT NULL,
     chat TEXT NOT NULL,
     at INTEGER NOT NULL,
     view TEXT NOT NULL,
     PRIMARY KEY (asker, chat)
   ) STRICT;
   CREATE INDEX last_views_by_time ON last_views (at);`,
];
