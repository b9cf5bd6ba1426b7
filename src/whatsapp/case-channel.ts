import type { Corpus } from "../corpus/corpus.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Head } from "../delivery/lines.ts";
import type { Channel, Parcel } from "../desk/dispatch.ts";
import type { Messages } from "../messages/messages.ts";
import { renderReply } from "./case-texts.ts";
import { bold, clip, italic } from "./markup.ts";
import type { Incoming, Message } from "./message.ts";
import { ROOM } from "./render-passage.ts";
import { type Text, writeReply } from "./reply.ts";
import { addressTo } from "./sayings.ts";

/**
 * Takes the centre's answers into the outbox, inside the transaction that settles them: both are
 * committed together or not at all. When their reader's day is over, the template that asks to go on
 * is sent first, and they wait: the delivery sees to that.
 */

export interface ChannelParts {
  corpus: Corpus;
  messages: Messages;
  delivery: Pick<Delivery<Incoming, Message>, "store" | "push" | "waiting">;
}

/** Milliseconds that what people wrote is worth sending, and waits for its reader to write. */
const HOLDS = 30 * 86_400_000;
/** Messages that wait in the outbox beyond which less urgent ones let citizens' answers go first. */
const ENOUGH_WAITING = 50;

export function createCaseChannel({ corpus, messages, delivery }: ChannelParts): Channel & { hasRoom(): boolean } {
  let heads: Head[] = [];
  return {
    deliver: (parcel) => {
      // A transaction that failed took what it had queued back.
      heads = [];
      const { address, language, number } = parcel;
      if (address === null) return;
      const texts = renderParcel(parcel, { corpus, messages });
      const sendables = texts.flatMap((text) => writeReply(text, { messages, language }));
      const deadlineAt = Date.now() + HOLDS;
      heads = delivery.store.enqueue(
        sendables.map((one) => ({ ...addressTo(address, one), about: number, deadlineAt })),
      );
    },
    delivered: () => {
      delivery.push(heads);
      heads = [];
    },
    hasRoom: () => delivery.waiting().messages < ENOUGH_WAITING,
  };
}

/** The answer that came for a case. */
function renderParcel(parcel: Parcel, { corpus, messages }: Pick<ChannelParts, "corpus" | "messages">): Text[] {
  const { number, question, language, text, textLanguage, passages } = parcel;
  const say = messages[language];
  const asked = question === null ? [] : [italic(clip(`${say("case-question")}: ${question}`, ROOM.question))];
  const lead = [bold(say("case-title", { number })), ...asked].join("\n");
  const reply = { number, text, language: textLanguage, passages, at: Date.now() };
  const [first, ...others] = renderReply(reply, { corpus, messages, language });
  return first ? [{ ...first, text: `${lead}\n${first.text}` }, ...others] : [];
}
