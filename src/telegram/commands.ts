import { reportsOf } from "../corpus/corpus.ts";
import { LANGUAGES } from "../corpus/passage.ts";
import { writeButton } from "./button-data.ts";
import { createCases } from "./cases.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { clip, escapeHtml } from "./html.ts";
import { type Command, isPrivate, readReplied, type Self } from "./incoming.ts";
import type { Button } from "./keyboard.ts";
import { createPassageFinder, readPayload } from "./links.ts";
import { showOpened } from "./opened.ts";
import { askToForget, giveData } from "./privacy.ts";
import { renderVerdict } from "./render-check.ts";
import { say, type Talk } from "./talk.ts";

/** Every command that people see, in the order of the menu; /settings is one that Telegram's clients expect. */
export const COMMANDS = ["start", "help", "check", "language", "about", "cases", "mydata", "forget"] as const;

/** Answers a command; one that nobody knows is answered too. */
export function createCommands(
  parts: ConversationParts,
  self: Self,
): (talk: Talk, command: Command | null) => Promise<void> {
  const find = createPassageFinder(parts.corpus);
  const cases = createCases(parts);
  const answers: Record<string, (talk: Talk, payload: string) => void> = {
    start: (talk, payload) => {
      const hash = readPayload(payload);
      const found = hash === null ? undefined : find(hash);
      if (hash === null || !found) return greet(talk, parts);
      say(talk, showOpened(found, { parts, self, opened: { hash, mode: "full", language: talk.language } }));
    },
    help: (talk) => tell(talk, parts, "help"),
    check: (talk, payload) => checkQuotation(talk, parts, payload),
    language: (talk) => chooseLanguage(talk, parts),
    settings: (talk) => chooseLanguage(talk, parts),
    about: (talk) => describeDocuments(talk, parts),
    cases: (talk) => (isPrivate(talk.message) ? cases.list(talk) : sendToPrivate(talk, parts, self)),
    mydata: (talk) => (isPrivate(talk.message) ? giveData(talk, parts) : sendToPrivate(talk, parts, self)),
    forget: (talk) => (isPrivate(talk.message) ? askToForget(talk, parts) : sendToPrivate(talk, parts, self)),
  };
  const known = new Map(Object.entries(answers));
  return async (talk, command) => {
    const answer = command && known.get(command.name);
    if (answer) answer(talk, command.payload);
    else tell(talk, parts, "unknown-command");
  };
}

function tell(talk: Talk, { messages }: ConversationParts, id: string): void {
  say(talk, [{ text: escapeHtml(messages[talk.language](id)) }]);
}

/** What stands behind the command, else what was marked in the message that it replies to, else that whole message. */
function checkQuotation(talk: Talk, parts: ConversationParts, payload: string): void {
  const { messages, publicUrl } = parts;
  const text = payload || readReplied(talk.message);
  if (text === "") {
    tell(talk, parts, "check-how");
    return;
  }
  const about = { messages, language: talk.language, botName: talk.self.username, publicUrl };
  say(talk, renderVerdict(parts.check(text), about));
}

function greet(talk: Talk, { messages, retentionDays }: ConversationParts): void {
  const text = escapeHtml(messages[talk.language]("start", { days: retentionDays }));
  say(talk, [{ text, buttons: languageButtons(messages) }]);
}

function chooseLanguage(talk: Talk, { messages }: ConversationParts): void {
  say(talk, [{ text: escapeHtml(messages[talk.language]("language-choose")), buttons: languageButtons(messages) }]);
}

export function languageButtons(messages: ConversationParts["messages"]): Button[][] {
  return [
    LANGUAGES.map((language) => ({
      text: messages[language]("language-name"),
      callback_data: writeButton.language(language),
    })),
  ];
}

/** UTF-16 units of HTML for one document: four of them fit in one message. */
const DOCUMENT = 900;

function describeDocuments(talk: Talk, { messages, corpus }: ConversationParts): void {
  const texts = reportsOf(corpus).map(({ titles, symbol, date, publisher }) =>
    escapeHtml(
      clip(messages[talk.language]("about", { title: titles[talk.language], symbol, date, publisher }), DOCUMENT),
    ),
  );
  for (let first = 0; first < texts.length; first += 4) {
    say(talk, [{ text: texts.slice(first, first + 4).join("\n\n") }]);
  }
}

/** What is stored about one person is nothing for a group to read. */
function sendToPrivate(talk: Talk, { messages }: ConversationParts, { username }: Self): void {
  const speak = messages[talk.language];
  say(talk, [
    {
      text: escapeHtml(speak("only-private")),
      buttons: [[{ text: speak("open-private"), url: `https://t.me/${username}` }]],
    },
  ]);
}
