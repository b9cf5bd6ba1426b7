import type { Language } from "../corpus/passage.ts";
import type { Received } from "../delivery/message.ts";
import { type Action, readAction, type View } from "./actions.ts";
import { type Cases, createCases } from "./cases.ts";
import { bold, plain } from "./markup.ts";
import type { Incoming, Sendable } from "./message.ts";
import { askToForget, forget, giveData } from "./privacy.ts";
import { answerQuestion, askAgain, rate, showView } from "./questions.ts";
import { listLanguages } from "./render.ts";
import { renderVerdict } from "./render-check.ts";
import { type ConversationParts, createTalk, say, type Talk } from "./talk.ts";
import { createWordReader, type VIEWED, type Word } from "./words.ts";

/**
 * One message in, the messages that answer it out. What a button carries may be forged: an answer is
 * shown to nobody but its asker, and every mistake ends in a polite sentence.
 */
export type Converse = (received: Pick<Received<Incoming>, "body" | "id">) => Promise<Sendable[]>;

/** Kinds of message without words, by the sentence that answers them. */
const VOICES = ["audio", "voice"];
const STICKERS = ["sticker"];

export function createConversation(parts: ConversationParts): Converse {
  const readWord = createWordReader(parts.messages);
  const cases = createCases(parts);
  return async (received) => {
    const { text, pressed, type } = received.body;
    const action = pressed === undefined ? null : readAction(pressed);
    const written = text === undefined ? null : readWord(text);
    const talk = createTalk(received, { parts, written: written?.language ?? null });
    if (pressed !== undefined && !action) tell(talk, parts, "edited-or-old");
    else if (action) await act(talk, parts, { action, cases });
    else if (text === undefined) tell(talk, parts, `not-text-${contentOf(type)}`);
    else if (!(written && (await obey(talk, parts, { word: written.word, cases })))) await ask(talk, parts, text);
    return talk.outgoing;
  };
}

function contentOf(type: string): "voice" | "sticker" | "other" {
  if (VOICES.includes(type)) return "voice";
  return STICKERS.includes(type) ? "sticker" : "other";
}

function tell(talk: Talk, parts: ConversationParts, id: string): void {
  say(talk, [{ text: plain(parts.messages[talk.language](id)) }], parts);
}

async function ask(talk: Talk, parts: ConversationParts, text: string): Promise<void> {
  const previous = parts.askers.lastQuestion(talk.asker, talk.chat);
  await answerQuestion(talk, parts, { text, ...(previous === undefined ? {} : { previous }) });
}

interface Doing {
  cases: Cases;
}

/** What was pressed, or named by a word that needs nothing more. */
async function act(talk: Talk, parts: ConversationParts, { action, cases }: Doing & { action: Action }): Promise<void> {
  switch (action.kind) {
    case "set":
      parts.askers.setLanguage(talk.asker, action.language);
      return say(talk, [{ text: plain(parts.messages[action.language]("language-set")) }], {
        messages: parts.messages,
        language: action.language,
      });
    case "show":
      return showView(talk, parts, action.view);
    case "rate":
      return rate(talk, parts, action);
    case "alone":
      return askAgain(talk, parts, { answer: action.answer });
    case "choose":
      return askAgain(talk, parts, action);
    case "forget":
      return askToForget(talk, parts);
    case "forget-sure":
      return forget(talk, parts);
    case "forget-not":
      return tell(talk, parts, "forget-kept");
    case "mydata":
      return giveData(talk, parts);
    case "start":
    case "help":
    case "about":
    case "language":
      return introduce(talk, parts, action.kind);
    default:
      return actOnCase(talk, { action, cases });
  }
}

function actOnCase(talk: Talk, { action, cases }: { action: Action; cases: Cases }): void {
  if (action.kind === "person") cases.prepare(talk, action.answer);
  if (action.kind === "pass") cases.pass(talk, action.answer);
  if (action.kind === "case") cases.act(talk, action);
  if (action.kind === "cases") cases.list(talk);
  if (action.kind === "continue") cases.goOn(talk);
}

function introduce(talk: Talk, parts: ConversationParts, what: "start" | "help" | "about" | "language"): void {
  const { messages, corpus, retentionDays } = parts;
  const speak = messages[talk.language];
  const choices = listLanguages(messages);
  if (what === "start") say(talk, [{ text: plain(speak("wa-start", { days: retentionDays })), choices }], parts);
  if (what === "help") say(talk, [{ text: plain(speak("wa-help")) }], parts);
  if (what === "language") say(talk, [{ text: plain(speak("language-choose")), choices }], parts);
  if (what !== "about") return;
  const texts = corpus.documents.map(({ titles, symbol, date, publisher }) => {
    const about = speak("about", { title: titles[talk.language], symbol, date, publisher });
    return { text: `${bold(symbol)}\n${plain(about)}` };
  });
  say(talk, texts, parts);
}

/** False when it is no command after all: the number of nobody's case. */
async function obey(talk: Talk, parts: ConversationParts, { word, cases }: Doing & { word: Word }): Promise<boolean> {
  switch (word.kind) {
    case "check":
      checkQuotation(talk, parts, word.quotation);
      return true;
    case "case-text":
      return cases.write(talk, word);
    case "unknown-command":
      tell(talk, parts, "unknown-command");
      return true;
    case "next":
    case "previous":
    case "full":
    case "excerpt":
    case "original":
    case "source":
    case "helped":
    case "not-helped":
    case "person":
    case "alone": {
      const action = talk.view && pointAt(talk.view, word.kind);
      if (action) await act(talk, parts, { action, cases });
      else tell(talk, parts, talk.view ? "no-more" : "wa-nothing-shown");
      return true;
    }
    case "set":
      speakIn(talk, parts, word.language);
      return true;
    default:
      await act(talk, parts, { action: word, cases });
      return true;
  }
}

/** Spoken from now on; what was last shown comes in it too. */
function speakIn(talk: Talk, parts: ConversationParts, language: Language): void {
  const { view } = talk;
  parts.askers.setLanguage(talk.asker, language);
  const { messages } = parts;
  say(talk, [{ text: plain(messages[language]("language-set")) }], { messages, language });
  const logged = view && view.language !== language ? parts.log.find(view.answer) : undefined;
  if (!view || logged?.asker !== talk.asker || logged.text === null || logged.passages.length === 0) return;
  showView(talk, parts, { ...view, language, mode: view.mode === "original" ? "full" : view.mode });
}

type Viewed = (typeof VIEWED)[number];

/** What a word means where that view is shown; null when there is nothing before it. */
function pointAt(view: View, kind: Viewed): Action | null {
  const { answer, position } = view;
  switch (kind) {
    case "next":
      return { kind: "show", view: { ...view, position: position + 1, mode: "excerpt" } };
    case "previous":
      return position === 0 ? null : { kind: "show", view: { ...view, position: position - 1, mode: "excerpt" } };
    case "helped":
      return { kind: "rate", view, verdict: "yes" };
    case "not-helped":
      return { kind: "rate", view, verdict: "no" };
    case "person":
    case "alone":
      return { kind, answer };
    default:
      return { kind: "show", view: { ...view, mode: kind } };
  }
}

function checkQuotation(talk: Talk, parts: ConversationParts, quotation: string): void {
  if (quotation === "") {
    tell(talk, parts, "wa-check-how");
    return;
  }
  const { messages, publicUrl, check } = parts;
  say(talk, renderVerdict(check(quotation), { messages, publicUrl, language: talk.language }), parts);
}
