import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Head } from "../delivery/lines.ts";
import type { Channel, Correction, Parcel } from "../desk/channel.ts";
import { formatDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import { renderReply, renderWords, shortPlace } from "./case-texts.ts";
import { bold, clip, italic, plain, quote } from "./markup.ts";
import type { Incoming, Message } from "./message.ts";
import { ROOM } from "./render-passage.ts";
import { type Text, writeReply } from "./reply.ts";
import { addressTo } from "./sayings.ts";

/**
 * Takes the centre's answers and corrections into the outbox, inside the transaction that settles them: both are
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
/** Messages that wait in the outbox beyond which corrections let citizens' answers go first. */
const ENOUGH_WAITING = 50;

export function createCaseChannel({ corpus, messages, delivery }: ChannelParts): Channel {
  let heads: Head[] = [];
  const enqueue = (address: string, texts: readonly Text[], about: { language: Language; number?: string }) => {
    const { language, number } = about;
    const sendables = texts.flatMap((text) => writeReply(text, { messages, language }));
    const more = { deadlineAt: Date.now() + HOLDS, ...(number === undefined ? {} : { about: number }) };
    // A transaction that failed took what it had queued back.
    heads = delivery.store.enqueue(sendables.map((one) => ({ ...addressTo(address, one), ...more })));
  };
  return {
    deliver: (parcel) => {
      heads = [];
      if (parcel.address !== null) enqueue(parcel.address, renderParcel(parcel, { corpus, messages }), parcel);
    },
    correct: (correction) =>
      enqueue(correction.address, renderCorrection(correction, { corpus, messages }), {
        language: correction.language,
      }),
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

/** UTF-16 units of what it said: the first lines are enough to know it again. */
const BEFORE = 700;

/** What it said, what it says now, and why. */
function renderCorrection(
  { kind, passage, at, before, after, why, language }: Correction,
  { corpus, messages }: Pick<ChannelParts, "corpus" | "messages">,
): Text[] {
  const say = messages[language];
  const subject = kind === "centre" ? say("errata-kind-centre") : shortPlace({ corpus, language }, passage);
  return renderWords({
    head: [
      bold(say("errata-notice")),
      plain(clip(`${subject} · ${formatDay(at, language)}`, ROOM.place)),
      "",
      ...(before === null ? [] : [bold(say("errata-before")), quote(clip(before, BEFORE)), ""]),
      bold(say(after === null ? "errata-withdrawn" : "errata-after")),
    ],
    words: after ?? "",
    tail: ["", `${bold(say("errata-why"))} ${plain(clip(why, ROOM.introduction))}`, italic(say("errata-sorry"))],
    choices: [],
  });
}
