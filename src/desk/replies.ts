import type Database from "better-sqlite3";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { type Account, mayActAs } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import { type Case, chooseText } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import { cut } from "./cut.ts";
import type { Reply, ReplyStore } from "./reply-store.ts";

/**
 * From draft to sending: who holds the case writes; with approval on, a second person of the role
 * editor lets it out or gives it back. Whom it goes to is decided once, when it is submitted.
 */

export interface Draft {
  texts: Record<Language, string>;
  passages: string[];
  /** The version that the writer saw; 0 for none. */
  version: number;
}

/** One who could get the reply. */
export interface Recipient {
  case: Case;
  /** The language they would get it in. */
  textLanguage: Language;
  /** Who else works on it: then it is not sent to. */
  holder: string | null;
}

export type DraftOutcome =
  | { outcome: "saved"; reply: Reply }
  | { outcome: "not-holder" | "stale" | "waiting" | "closed" };
export type SubmitOutcome = "sent" | "waiting" | "not-holder" | "stale" | "empty" | "nobody";
export type ApprovalOutcome = "done" | "own" | "gone" | "forbidden";

export interface Replies {
  current(found: Case): Reply | undefined;
  save(found: Case, account: Account, draft: Draft): DraftOutcome;
  /** The case first, then other open ones that ask the same. */
  recipients(found: Case, account: Account, reply: Reply): Recipient[];
  /** Sends to the chosen cases, or lets the reply wait for a second person. */
  submit(found: Case, account: Account, chosen: { version: number; numbers: readonly string[] }): SubmitOutcome;
  approve(id: number, account: Account): ApprovalOutcome;
  giveBack(id: number, account: Account, why: string): ApprovalOutcome;
}

export interface ReplyParts {
  database: Database.Database;
  cases: CaseStore;
  store: ReplyStore;
  audit: Audit;
  /** A second person lets replies out. */
  approval: boolean;
  holderName: (found: Case) => string | null;
  onSent: () => void;
}

/** Letters a language: Telegram takes 4,096 with the question and the centre's name around it. */
export const LONGEST_REPLY = 3500;
/** Attached passages: more than that is no answer. */
const MOST_PASSAGES = 5;

export function createReplies(parts: ReplyParts): Replies {
  const { database, cases, store, audit } = parts;
  const record = (account: Account, action: string, number: string, detail = "") =>
    audit.record({ account: account.name, action, subject: number, detail });
  const numberOf = (id: number) => cases.byId(id)?.number ?? "";
  const send = (reply: Reply, approver: Account | null): number => {
    store.setSent(reply.id, approver?.id ?? null);
    const open = store
      .recipients(reply.id)
      .filter(({ state, holder }) => state === "open" && (holder === null || holder === reply.author));
    for (const { id } of open) store.queue(reply.id, id);
    store.unchoose(reply.id);
    return open.length;
  };
  return {
    current: ({ id }) => store.current(id),
    save: database.transaction((found: Case, account: Account, draft: Draft): DraftOutcome => {
      const current = cases.byId(found.id) as Case;
      const reply = store.current(found.id);
      if (current.state !== "open") return { outcome: "closed" };
      if (current.holder !== account.id) return { outcome: "not-holder" };
      if (reply?.state === "waiting") return { outcome: "waiting" };
      const { texts, passages } = tidyDraft(draft);
      if (reply && sameDraft(reply, { texts, passages })) return { outcome: "saved", reply };
      if ((reply?.version ?? 0) !== draft.version) return { outcome: "stale" };
      const saved = store.save({ lead: found.id, author: account.id, texts, passages });
      record(account, "drafted", found.number, `v${saved.version}`);
      return { outcome: "saved", reply: saved };
    }),
    recipients: (found, account, reply) =>
      store.listTheme(found).map((each) => ({
        case: each,
        textLanguage: chooseText(reply.texts, each.language, found.language),
        holder: each.holder === null || each.holder === account.id ? null : parts.holderName(each),
      })),
    submit: database.transaction((found: Case, account: Account, { version, numbers }): SubmitOutcome => {
      const reply = store.current(found.id);
      if (cases.byId(found.id)?.holder !== account.id) return "not-holder";
      if (reply?.state !== "draft" || reply.version !== version) return "stale";
      if (LANGUAGES.every((language) => reply.texts[language] === "")) return "empty";
      const chosen = store.listTheme(found).filter(({ number }) => numbers.includes(number));
      const held = chosen.filter(({ id }) => store.hold(id, account.id));
      if (!held.some(({ id }) => id === found.id)) return "nobody";
      for (const { id } of held) store.choose(reply.id, id);
      store.setState(reply.id, "waiting");
      record(account, "submitted", found.number, `#${reply.id} → ${held.length}`);
      if (parts.approval) return "waiting";
      const count = send(reply, null);
      record(account, "sent", found.number, `#${reply.id} → ${count}`);
      parts.onSent();
      return "sent";
    }),
    approve: database.transaction((id: number, account: Account): ApprovalOutcome => {
      const reply = store.byId(id);
      if (!mayActAs(account.role, "editor")) return "forbidden";
      if (reply?.state !== "waiting") return "gone";
      if (reply.author === account.id) return "own";
      const count = send(reply, account);
      record(account, "approved", numberOf(reply.lead), `#${id} → ${count}`);
      parts.onSent();
      return "done";
    }),
    giveBack: database.transaction((id: number, account: Account, why: string): ApprovalOutcome => {
      const reply = store.byId(id);
      if (reply?.state !== "waiting") return "gone";
      if (reply.author !== account.id && !mayActAs(account.role, "editor")) return "forbidden";
      for (const each of store.recipients(id)) if (each.id !== reply.lead) store.free(each.id);
      store.unchoose(id);
      store.setState(id, "draft", why.trim().slice(0, 1000) || null);
      record(account, "given-back", numberOf(reply.lead), `#${id}`);
      return "done";
    }),
  };
}

/** The centre's words stay as they are: its telephone numbers belong in them. */
function tidyDraft({ texts, passages }: Draft): Pick<Draft, "texts" | "passages"> {
  const tidy = (text: string) => cut(text.replaceAll("\u0000", " ").replaceAll("\r\n", "\n").trim(), LONGEST_REPLY);
  return {
    texts: { en: tidy(texts.en), ru: tidy(texts.ru), kk: tidy(texts.kk) },
    passages: [...new Set(passages)].slice(0, MOST_PASSAGES),
  };
}

function sameDraft(reply: Reply, { texts, passages }: Pick<Draft, "texts" | "passages">): boolean {
  return JSON.stringify([reply.texts, reply.passages]) === JSON.stringify([texts, passages]);
}
