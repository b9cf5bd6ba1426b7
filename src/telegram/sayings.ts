import { LANGUAGES } from "../corpus/passage.ts";
import type { Askers } from "../log/askers.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { Messages } from "../messages/messages.ts";
import type { Outgoing } from "./call.ts";
import { escapeHtml } from "./html.ts";
import type { Facts } from "./update.ts";

/** What the delivery itself says to an asker, in their language: too much, too late, something broke. */
export interface Sayings {
  apologise(facts: Facts): Outgoing[];
  notice(facts: Facts, text: "too-many" | "too-many-today"): Outgoing[];
  /** The same answer, its first message with a word about the delay. */
  excuse(facts: Facts, outgoing: Outgoing[]): Outgoing[];
  typing(facts: Facts): Outgoing[];
}

export interface SayingsParts {
  messages: Messages;
  pseudonym: Pseudonym;
  askers: Pick<Askers, "language">;
}

/** UTF-16 units of a message. */
const LONGEST_MESSAGE = 4096;
/** Milliseconds that a notice or an apology is worth something. */
const WORTH = 600_000;

export function createSayings({ messages, pseudonym, askers }: SayingsParts): Sayings {
  /** The language chosen, else that of the asker's Telegram, else Kazakh. */
  const say = (facts: Facts, id: string): string => {
    const chosen = facts.sender === null ? undefined : askers.language(pseudonym("telegram", facts.sender));
    return messages[chosen ?? LANGUAGES.find((one) => one === facts.languageCode) ?? "kk"](id);
  };
  const tell = (facts: Facts, id: string): Outgoing[] => {
    if (facts.chat === null || !facts.addressed) return [];
    const payload = { ...whereTo(facts), text: say(facts, id) };
    return [{ chat: facts.line, method: "sendMessage", payload, deadlineAt: Date.now() + WORTH }];
  };
  return {
    apologise: (facts) => (facts.kind === "message" || facts.kind === "press" ? tell(facts, "failure") : []),
    notice: tell,
    excuse: (facts, outgoing) => {
      const [first, ...rest] = outgoing;
      if (first?.method !== "sendMessage") return outgoing;
      const excuse = say(facts, "late");
      const text = `${first.payload.parse_mode === "HTML" ? escapeHtml(excuse) : excuse}\n\n${first.payload.text}`;
      if (text.length > LONGEST_MESSAGE) return outgoing;
      return [{ ...first, payload: { ...first.payload, text } }, ...rest];
    },
    typing: (facts) =>
      facts.chat === null || facts.kind === "inline" || facts.kind === "other"
        ? []
        : [{ chat: facts.line, method: "sendChatAction", payload: { ...whereTo(facts), action: "typing" } }],
  };
}

function whereTo({ chat, thread }: Facts): Record<string, unknown> {
  return { chat_id: chat, ...(thread === null ? {} : { message_thread_id: thread }) };
}
