import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import { chooseText } from "./case.ts";
import type { Published } from "./centre-document.ts";
import type { Change } from "./change-store.ts";

/** Who was shown what has changed since, as the log of questions and the cases know it. */

/** One who can be told. */
export interface Receiver {
  /** The same for one chat or one private page, however often it was shown there. */
  recipient: string;
  /** `web`: it stands on the private page. */
  channel: string;
  /** Null on a private page, and where several askers of one chat were shown it. */
  asker: string | null;
  /** The chat, sealed; null for a private page. */
  address: string | null;
  caseId: number | null;
  language: Language;
}

export interface Received {
  receivers: Receiver[];
  /** Answers that nobody left an address for: on the web, over HTTP, in the terminal. */
  anonymous: number;
}

interface Shown {
  id: string;
  channel: string;
  asker: string | null;
  address: string | null;
  language: Language;
}

interface CaseShown extends Omit<Shown, "id"> {
  id: number;
  passages: string;
  reply: number;
}

const MS_A_DAY = 86_400_000;
/** Passages shown beside "the report does not say this": three on the page, one in a chat. */
const RELATED = 3;

/** Gives who was shown it in the days before it changed. */
export function createReceivers(database: Database.Database): (change: Change, days: number) => Received {
  const listAsked = prepareAsked(database);
  const listCases = prepareCases(database);
  const pages = database.prepare<[string], { id: number; language: Language }>(
    "SELECT id, language FROM cases WHERE channel = 'web' AND answer = ? AND question IS NOT NULL",
  );
  return (change, days) => {
    // Authored questions are never shown to anybody.
    if (change.kind === "questions") return { receivers: [], anonymous: 0 };
    const since = change.at - days * MS_A_DAY;
    const found = new Map<string, Receiver>();
    const add = (receiver: Receiver) => {
      const before = found.get(receiver.recipient);
      if (!before) found.set(receiver.recipient, receiver);
      else if (before.asker !== receiver.asker) found.set(receiver.recipient, { ...before, asker: null });
    };
    const addChat = ({ channel, asker, address, language }: Omit<Shown, "id">): boolean => {
      if (address === null) return false;
      add({ recipient: `${channel} ${address}`, channel, asker, address, caseId: null, language });
      return true;
    };
    const addPage = ({ id, language }: { id: number; language: Language }) =>
      add({ recipient: `case ${id}`, channel: "web", asker: null, address: null, caseId: id, language });
    const concerned = (shown: { language: Language }) => concerns(change, shown.language);
    let anonymous = 0;
    for (const asked of listAsked(change, since).filter(concerned)) {
      const page = pages.get(asked.id);
      if (page) addPage(page);
      else if (!addChat(asked)) anonymous += 1;
    }
    for (const each of listCases(change, since).filter(concerned)) {
      if (each.channel === "web") addPage(each);
      else addChat(each);
    }
    return { receivers: [...found.values()], anonymous };
  };
}

/** Whether somebody who is answered in that language was shown something else than now. */
function concerns({ kind, language, before, after }: Change, spoken: Language): boolean {
  if (kind === "rendering") return spoken === language;
  if (kind !== "centre") return true;
  return readCentre(before, spoken) !== readCentre(after, spoken);
}

/** The words of a centre's answer as somebody of that language reads them. */
export function readCentre(published: unknown, language: Language): string | null {
  if (published === null) return null;
  const { texts, lead } = published as Published;
  return texts[chooseText(texts, language, lead)];
}

function prepareAsked(database: Database.Database): (change: Change, since: number) => Shown[] {
  const statement = database.prepare<
    { since: number; at: number; subject: string; under: string; related: number },
    Shown
  >(
    `SELECT id, channel, asker, address, language FROM questions q
     WHERE asked_at > @since AND asked_at <= @at AND instr(passages, @subject) > 0
       AND EXISTS (SELECT 1 FROM json_each(q.passages) p WHERE (p.value = @subject OR instr(p.value, @under) = 1)
         AND p.key < CASE WHEN q.shown > 0 THEN q.shown WHEN q.reason = 'related-only' THEN @related ELSE 0 END)
     ORDER BY asked_at DESC`,
  );
  return ({ subject, at }, since) => statement.all({ since, at, subject, under: `${subject}/`, related: RELATED });
}

/** Cases whose answer had the passage under it, or was what the centre's answer was made of. */
function prepareCases(database: Database.Database): (change: Change, since: number) => CaseShown[] {
  const statement = database.prepare<[number, number], CaseShown>(
    `SELECT c.id, c.channel, c.asker, c.address, c.language, r.passages, c.reply
     FROM cases c JOIN replies r ON r.id = c.reply
     WHERE c.state = 'answered' AND c.question IS NOT NULL AND r.sent_at > ? AND r.sent_at <= ?`,
  );
  return (change, since) => {
    const published = (change.kind === "centre" ? (change.before ?? change.after) : null) as Published | null;
    const attached = (passages: string) =>
      (JSON.parse(passages) as string[]).some((id) => id === change.subject || id.startsWith(`${change.subject}/`));
    return statement
      .all(since, change.at)
      .filter(({ passages, reply }) => (published ? reply === published.reply : attached(passages)));
  };
}
