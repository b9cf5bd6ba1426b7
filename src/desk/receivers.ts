import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import type { Published } from "./centre-answers.ts";
import type { Change } from "./change-store.ts";

/** Who was shown what has changed since, as the log of questions and the cases know it. */

/** One who can be told. */
export interface Receiver {
  /** The same for one chat or one private page, however often it was shown there. */
  recipient: string;
  channel: "telegram" | "web";
  asker: string | null;
  /** The chat, sealed; null for a private page. */
  address: string | null;
  caseId: number | null;
  language: Language;
}

export interface Received {
  receivers: Receiver[];
  /** Answers on the web, over HTTP and in the terminal that nobody left an address for. */
  anonymous: number;
}

export interface Addresses {
  close(address: string): string;
  open(sealed: string): string | null;
  /** What stands for a chat. */
  name(chat: string): string;
}

interface AskedRow {
  id: string;
  channel: string;
  asker: string | null;
  address: string | null;
  language: Language;
}

interface CaseRow {
  id: number;
  answer: string;
  channel: string;
  asker: string | null;
  address: string | null;
  language: Language;
  passages: string;
  reply: number;
}

const MS_A_DAY = 86_400_000;
/** Passages shown beside "the report does not say this": three on the page, one in Telegram. */
const RELATED = 3;

/** Gives who was shown it in the days before it changed. */
export function createReceivers(database: Database.Database, addresses: Addresses) {
  const columns = "id, channel, asker, address, language";
  const byPassage = database.prepare<[number, number, string, string, number], AskedRow>(
    `SELECT ${columns} FROM questions q WHERE asked_at > ? AND asked_at <= ? AND instr(passages, json_quote(?)) > 0
       AND EXISTS (SELECT 1 FROM json_each(q.passages) p WHERE p.value = ?
         AND p.key < CASE WHEN q.shown > 0 THEN q.shown WHEN q.reason = 'related-only' THEN ? ELSE 0 END)
     ORDER BY asked_at DESC`,
  );
  const byCentre = database.prepare<[number, number, string], AskedRow>(
    `SELECT ${columns} FROM questions WHERE asked_at > ? AND asked_at <= ? AND centre IS NOT NULL
       AND EXISTS (SELECT 1 FROM json_each(centre) c WHERE c.value LIKE ? || '.%') ORDER BY asked_at DESC`,
  );
  const cases = database.prepare<[number, number], CaseRow>(
    `SELECT c.id, c.answer, c.channel, c.asker, c.address, c.language, r.passages, c.reply
     FROM cases c JOIN replies r ON r.id = c.reply
     WHERE c.state = 'answered' AND c.question IS NOT NULL AND r.sent_at > ? AND r.sent_at <= ?`,
  );
  const openWeb = database.prepare<[], Pick<CaseRow, "id" | "answer" | "language">>(
    "SELECT id, answer, language FROM cases WHERE channel = 'web' AND question IS NOT NULL",
  );
  const listAsked = ({ kind, subject, at }: Change, since: number): AskedRow[] =>
    kind === "centre" ? byCentre.all(since, at, subject) : byPassage.all(since, at, subject, subject, RELATED);
  const listCases = (change: Change, since: number): CaseRow[] => {
    const published = (change.before ?? change.after) as Published | null;
    return cases
      .all(since, change.at)
      .filter(({ passages, reply }) =>
        change.kind === "centre"
          ? reply === published?.reply
          : (JSON.parse(passages) as string[]).includes(change.subject),
      );
  };
  return (change: Change, days: number): Received => {
    // Authored questions are never shown to anybody.
    if (change.kind === "questions") return { receivers: [], anonymous: 0 };
    const since = change.at - days * MS_A_DAY;
    const reads = ({ language }: { language: Language }) => change.kind !== "rendering" || language === change.language;
    const asked = listAsked(change, since).filter(reads);
    const found = new Map<string, Receiver>();
    const add = (receiver: Receiver) => {
      if (!found.has(receiver.recipient)) found.set(receiver.recipient, receiver);
    };
    const addChat = (chat: string | null, about: Pick<Receiver, "asker" | "language">) => {
      if (chat === null) return false;
      const { asker, language } = about;
      const [recipient, address] = [addresses.name(chat), addresses.close(chat)];
      add({ ...{ recipient, channel: "telegram", asker, address, caseId: null, language } });
      return true;
    };
    const addPage = (caseId: number, language: Language) =>
      add({ recipient: `case ${caseId}`, channel: "web", asker: null, address: null, caseId, language });
    const pages = new Map(openWeb.all().map((each) => [each.answer, each]));
    let anonymous = 0;
    for (const row of asked) {
      const page = pages.get(row.id);
      if (page) addPage(page.id, row.language);
      else if (!addChat(row.address === null ? null : addresses.open(row.address), row)) anonymous += 1;
    }
    for (const row of listCases(change, since).filter(reads)) {
      if (row.channel === "web") addPage(row.id, row.language);
      else addChat(row.address, row);
    }
    return { receivers: [...found.values()], anonymous };
  };
}
