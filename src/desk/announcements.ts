import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import type { Account } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import { chooseText } from "./case.ts";
import { cut } from "./cut.ts";

/** What the centre says to every asker for a time: a notice above the answers, or why answers are paused. */

export type AnnouncementKind = "notice" | "pause";

export interface Announcement {
  id: number;
  kind: AnnouncementKind;
  /** At least one of them isn't empty. */
  texts: Record<Language, string>;
  /** Milliseconds since 1970; `endsAt` is null until somebody ends it. */
  startsAt: number;
  endsAt: number | null;
  /** The staff member's name. */
  by: string;
}

export type NewAnnouncement = Pick<Announcement, "kind" | "texts" | "startsAt" | "endsAt">;

/** `order`: it would end before it begins, or has ended already. */
export type AnnouncementRefusal = "empty" | "order";

export interface Announcements {
  /** What stands above every answer now, in that language or the nearest there is; null when nothing does. */
  notice(language: Language): string | null;
  /** Why automatic answers are paused now; null when they aren't. */
  pausedBecause(language: Language): string | null;
  /** The latest first: those that stand, those to come and the last that ended. */
  list(): Announcement[];
  add(wanted: NewAnnouncement, account: Account): "done" | AnnouncementRefusal;
  /** Ends one that stands or is to come. */
  end(id: number, account: Account): "done" | "gone";
}

/** Letters of an announcement: a message of Telegram has room for it beside the answer. */
export const LONGEST_ANNOUNCEMENT = 500;
const LISTED = 30;

interface Row extends Record<Language, string> {
  id: number;
  kind: AnnouncementKind;
  starts_at: number;
  ends_at: number | null;
  by: string;
}

export function createAnnouncements(parts: {
  database: Database.Database;
  audit: Audit;
  now: () => number;
}): Announcements {
  const { database, audit, now } = parts;
  const select = "SELECT n.*, a.name AS by FROM announcements n JOIN accounts a ON a.id = n.account";
  const sql = {
    current: database.prepare<{ kind: AnnouncementKind; now: number }, Row>(
      `${select} WHERE n.kind = @kind AND n.starts_at <= @now AND (n.ends_at IS NULL OR n.ends_at > @now) ORDER BY n.id`,
    ),
    list: database.prepare<[], Row>(`${select} ORDER BY n.id DESC LIMIT ${LISTED}`),
    insert: database.prepare(
      `INSERT INTO announcements (kind, en, ru, kk, starts_at, ends_at, account)
       VALUES (@kind, @en, @ru, @kk, @startsAt, @endsAt, @account)`,
    ),
    end: database.prepare(
      `UPDATE announcements SET ends_at = @now WHERE id = @id AND (ends_at IS NULL OR ends_at > @now)`,
    ),
    kind: database.prepare<[number], { kind: AnnouncementKind }>("SELECT kind FROM announcements WHERE id = ?"),
  };
  const say = (kind: AnnouncementKind, language: Language): string | null => {
    const texts = sql.current.all({ kind, now: now() }).map((row) => row[chooseText(row, language, "ru")]);
    return texts.length === 0 ? null : texts.join("\n");
  };
  return {
    notice: (language) => say("notice", language),
    pausedBecause: (language) => say("pause", language),
    list: () => sql.list.all().map(toAnnouncement),
    add: database.transaction((wanted: NewAnnouncement, account: Account) => {
      const { kind, startsAt, endsAt } = wanted;
      const texts = { en: clean(wanted.texts.en), ru: clean(wanted.texts.ru), kk: clean(wanted.texts.kk) };
      if (Object.values(texts).every((text) => text === "")) return "empty" as const;
      if (endsAt !== null && endsAt <= Math.max(startsAt, now())) return "order" as const;
      const { lastInsertRowid } = sql.insert.run({ kind, ...texts, startsAt, endsAt, account: account.id });
      const detail = [startsAt, endsAt].map((time) => (time === null ? "…" : new Date(time).toISOString())).join(" – ");
      audit.record({ account: account.name, action: `${kind}-added`, subject: `${kind} ${lastInsertRowid}`, detail });
      return "done" as const;
    }),
    end: database.transaction((id: number, account: Account) => {
      const kind = sql.kind.get(id)?.kind;
      if (kind === undefined || sql.end.run({ id, now: now() }).changes === 0) return "gone" as const;
      audit.record({ account: account.name, action: `${kind}-ended`, subject: `${kind} ${id}` });
      return "done" as const;
    }),
  };
}

function clean(text: string): string {
  return cut(text.replaceAll("\u0000", " ").replaceAll("\r\n", "\n").trim(), LONGEST_ANNOUNCEMENT);
}

function toAnnouncement({ en, ru, kk, starts_at, ends_at, ...row }: Row): Announcement {
  return { id: row.id, kind: row.kind, by: row.by, texts: { en, ru, kk }, startsAt: starts_at, endsAt: ends_at };
}
