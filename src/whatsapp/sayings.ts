import type { Askers } from "../log/askers.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { Messages } from "../messages/messages.ts";
import { readView } from "./actions.ts";
import type { Facts } from "./facts.ts";
import { LIMITS, plain } from "./markup.ts";
import type { Outgoing, Sendable } from "./message.ts";
import { writeText } from "./reply.ts";

/** What the delivery itself says to an asker, in their language: too much, too late, something broke. */
export interface Sayings {
  apologise(facts: Facts): Outgoing[];
  notice(facts: Facts, text: "too-many" | "too-many-today"): Outgoing[];
  /** The same answer, its first message with a word about the delay. */
  excuse(facts: Facts, outgoing: Outgoing[]): Outgoing[];
}

export interface SayingsParts {
  messages: Messages;
  pseudonym: Pseudonym;
  askers: Pick<Askers, "language" | "lastView">;
}

/** Milliseconds that a notice or an apology is worth something. */
const WORTH = 600_000;

export function createSayings({ messages, pseudonym, askers }: SayingsParts): Sayings {
  /** The language chosen, else that last shown, else Kazakh. */
  const languageOf = ({ line }: Facts) => {
    const asker = pseudonym("whatsapp", line);
    const view = readView(askers.lastView(asker, pseudonym("whatsapp-chat", line)) ?? "");
    return askers.language(asker) ?? view?.language ?? "kk";
  };
  const tell = (facts: Facts, id: string): Outgoing[] => {
    const language = languageOf(facts);
    const sendable = writeText(plain(messages[language](id)), language);
    return [{ ...addressTo(facts.line, sendable), deadlineAt: Date.now() + WORTH }];
  };
  return {
    apologise: (facts) => tell(facts, "failure"),
    notice: tell,
    excuse: (_facts, outgoing) => {
      const [first, ...rest] = outgoing;
      if (!first) return outgoing;
      const late = plain(messages[first.language]("late"));
      const payload = putAbove(late, first.payload);
      return payload
        ? [{ ...first, payload }, ...rest]
        : [addressTo(first.to, writeText(late, first.language)), ...outgoing];
    },
  };
}

/** Null where there is no room above it, or nothing to stand above. */
function putAbove(words: string, payload: Sendable["payload"]): Sendable["payload"] | null {
  if (payload.type === "text") {
    const text = payload.text as { body: string };
    const body = `${words}\n\n${text.body}`;
    return body.length > LIMITS.text ? null : { ...payload, text: { ...text, body } };
  }
  if (payload.type !== "interactive") return null;
  const interactive = payload.interactive as { body: { text: string } };
  const text = `${words}\n\n${interactive.body.text}`;
  return text.length > LIMITS.interactive ? null : { ...payload, interactive: { ...interactive, body: { text } } };
}

export function addressTo(chat: string, sendable: Sendable): Outgoing {
  return { chat, to: chat, ...sendable };
}
