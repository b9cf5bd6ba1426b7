import type { Reason } from "../answer/answer.ts";
import type { Language } from "../corpus/passage.ts";
import { maskPersonal } from "../corpus/personal.ts";
import type { Audit } from "./audit.ts";
import type { Case, CaseStatus, Received, Shared } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import type { Addresses } from "./channel.ts";
import { cut } from "./cut.ts";
import { hashToken } from "./tokens.ts";
import { endOf, type WorkingDays } from "./working-days.ts";

/**
 * The asker's side of the desk, the same for every channel: pass a question on, add to it, take it
 * back, ask how it stands, say whether the answer helped. What can be expected to fail is a value.
 */
export interface HandOffs {
  /** What would be shared, personal numbers masked: shown before `open`. */
  prepare(answerId: string, asker: string | null): Shared | { refused: Refusal };
  open(request: OpenRequest): CaseStatus | { refused: Refusal };
  /** The day by which the answer to a case opened now would be due. */
  dueDay(): string;
  status(ref: CaseRef): CaseStatus | undefined;
  /** An asker's cases on a channel, latest first. */
  list(asker: string): CaseStatus[];
  add(ref: CaseRef, text: string): Outcome;
  /** Takes an open case back; its texts are erased at once. */
  cancel(ref: CaseRef): Outcome;
  rate(ref: CaseRef, helped: boolean): Outcome;
  /** Erases every text and name of an asker's cases; open ones are cancelled. Gives how many. */
  forget(asker: string): number;
  /** Erases the texts of cases closed before then. Gives how many. */
  forgetTexts(before: number): number;
}

/** A channel's asker names a case by its number, the holder of a private link by the link's token. */
export type CaseRef = { token: string } | { number: string; asker: string };

/** `forgotten`: the question's text was erased. `already`: an open case came of this answer. */
export type Refusal = "unknown-answer" | "not-yours" | "forgotten" | "already" | "empty";
export type Outcome = "done" | "unknown" | "closed" | "full" | "empty";

export interface OpenRequest {
  /** `Answer.id`. */
  answerId: string;
  channel: string;
  /** The asker's pseudonym on the channel; null on the web. */
  asker: string | null;
  /** Where the channel sends the answer, in its own words (a chat's id): stored sealed. Null when it is fetched by the private link. */
  address: string | null;
  /** Secret of the private link, 128 bits at least: only its hash is stored. The same token opens once. */
  token: string;
  /** What the asker adds; may be empty. */
  message: string;
}

/** What the log knows of an answer. */
export interface Asked {
  asker: string | null;
  text: string | null;
  language: Language;
  reason: Reason | null;
  passages: string[];
}

export interface HandOffParts {
  store: CaseStore;
  audit: Audit;
  addresses: Addresses;
  workingDays: WorkingDays;
  /** Working days until an answer is due. */
  days: number;
  findAsked: (answerId: string) => Asked | undefined;
  /** The centre's answer as this case got it. */
  received: (found: Case) => Received | null;
  /** Cases came or went. */
  onChanged: () => void;
  now: () => number;
}

/** Letters of a message or addition, and additions a case: beyond that nobody reads them. */
export const LONGEST_NOTE = 2000;
const MOST_NOTES = 20;

export function createHandOffs(parts: HandOffParts): HandOffs {
  const { store, audit, now } = parts;
  const find = (ref: CaseRef): Case | undefined => {
    if ("token" in ref) return store.byLink(hashToken(ref.token));
    const found = store.byNumber(ref.number.trim().toUpperCase());
    return found?.asker === ref.asker ? found : undefined;
  };
  const describe = (found: Case): CaseStatus => ({
    number: found.number,
    state: found.state,
    question: found.question,
    language: found.language,
    openedAt: found.openedAt,
    dueDay: found.dueDay,
    overdue: found.state === "open" && now() > found.dueAt,
    taken: found.holder !== null,
    notes: store.notes(found.id),
    reply: parts.received(found),
    helped: found.helped,
  });
  const prepare = (answerId: string, asker: string | null) => prepareShared(parts.findAsked(answerId), asker);
  const changed = (number: string, action: string) => {
    audit.record({ account: "asker", action, subject: number });
    parts.onChanged();
  };
  const erase = (found: Case, action: string) => {
    store.close(found.id, "cancelled", now());
    store.erase(found.id);
    changed(found.number, action);
  };
  return {
    prepare,
    dueDay: () => parts.workingDays.after(now(), parts.days),
    open: (request) => {
      const repeated = store.byLink(hashToken(request.token));
      if (repeated) return describe(repeated);
      if (store.openByAnswer(request.answerId)) return { refused: "already" };
      const shared = prepare(request.answerId, request.asker);
      if ("refused" in shared) return shared;
      const opened = openCase(request, shared, parts);
      changed(opened.number, "opened");
      return describe(opened);
    },
    status: (ref) => {
      const found = find(ref);
      return found && describe(found);
    },
    list: (asker) => store.byAsker(asker).map(describe),
    add: (ref, text) => {
      const found = find(ref);
      if (!found) return "unknown";
      if (found.state !== "open") return "closed";
      if (store.notes(found.id).length >= MOST_NOTES) return "full";
      const note = readNote(text);
      if (note === "") return "empty";
      store.addNote(found.id, { at: now(), text: note });
      changed(found.number, "added");
      return "done";
    },
    cancel: (ref) => {
      const found = find(ref);
      if (!found) return "unknown";
      if (found.state !== "open") return "closed";
      erase(found, "cancelled");
      return "done";
    },
    rate: (ref, helped) => {
      const found = find(ref);
      if (!found) return "unknown";
      if (found.state !== "answered") return "closed";
      store.rate(found.id, helped);
      changed(found.number, helped ? "rated-helped" : "rated-not-helped");
      return "done";
    },
    forget: (asker) => {
      let erased = 0;
      for (let some = store.byAsker(asker); some.length > 0; some = store.byAsker(asker)) {
        for (const found of some) erase(found, "erased");
        erased += some.length;
      }
      return erased;
    },
    forgetTexts: (before) => {
      const stale = store.listStale(before);
      for (const id of stale) store.erase(id);
      return stale.length;
    },
  };
}

function prepareShared(asked: Asked | undefined, asker: string | null): Shared | { refused: Refusal } {
  if (!asked) return { refused: "unknown-answer" };
  if (asked.asker !== asker) return { refused: "not-yours" };
  if (asked.text === null) return { refused: "forgotten" };
  const question = maskPersonal(asked.text).trim();
  if (question === "" || asked.reason === "empty") return { refused: "empty" };
  const { language, reason, passages } = asked;
  return { question: cut(question, LONGEST_NOTE), language, reason, passages };
}

function openCase({ answerId, token, message, ...asked }: OpenRequest, shared: Shared, parts: HandOffParts): Case {
  const openedAt = parts.now();
  const dueDay = parts.workingDays.after(openedAt, parts.days);
  const { channel, asker } = asked;
  const address = asked.address === null ? null : parts.addresses.close(channel, asked.address);
  const opened = parts.store.insert({
    ...shared,
    ...{ channel, asker, address, answer: answerId, link: hashToken(token), openedAt, dueDay, dueAt: endOf(dueDay) },
  });
  const note = readNote(message);
  if (note !== "") parts.store.addNote(opened.id, { at: openedAt, text: note });
  return opened;
}

function readNote(text: string): string {
  return maskPersonal(cut(text.replaceAll("\u0000", " ").trim(), LONGEST_NOTE));
}
