import type { Corpus } from "../corpus/corpus.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Head } from "../delivery/lines.ts";
import type { Channel } from "../desk/channel.ts";
import type { Messages } from "../messages/messages.ts";
import type { Call, Outgoing, Update } from "./call.ts";
import { renderParcel } from "./case-texts.ts";
import { renderCorrection } from "./correction-texts.ts";
import { payloadOf, type Text } from "./talk.ts";

/**
 * Takes the centre's answers and corrections into the outbox, inside the transaction that settles
 * them: both are committed together or not at all.
 */

export interface CaseChannelParts {
  corpus: Corpus;
  messages: Messages;
  delivery: Pick<Delivery<Update, Call>, "store" | "push" | "waiting">;
}

/** Milliseconds that what people wrote is worth sending: longer than any outage of Telegram's. */
const HOLDS = 7 * 86_400_000;
/** Messages that wait in the outbox beyond which corrections let citizens' answers go first. */
const ENOUGH_WAITING = 50;

export function createCaseChannel(parts: CaseChannelParts): Channel {
  const { delivery } = parts;
  let heads: Head[] = [];
  const enqueue = (address: string, texts: readonly Text[]) => {
    // A transaction that failed took what it had queued back.
    heads = delivery.store.enqueue(texts.map((text) => toCall(address, text)));
  };
  return {
    deliver: (parcel) => {
      heads = [];
      if (parcel.address !== null) enqueue(parcel.address, renderParcel(parcel, { ...parts, at: Date.now() }));
    },
    correct: (correction) => enqueue(correction.address, renderCorrection(correction, parts)),
    delivered: () => {
      delivery.push(heads);
      heads = [];
    },
    hasRoom: () => delivery.waiting().messages < ENOUGH_WAITING,
  };
}

/** `address` as `addressOf` writes it. */
function toCall(address: string, text: Text): Outgoing {
  const [chat = "", topic] = address.split(":");
  const where = { chat_id: Number(chat), ...(topic === undefined ? {} : { message_thread_id: Number(topic) }) };
  return { chat, method: "sendMessage", payload: { ...where, ...payloadOf(text) }, deadlineAt: Date.now() + HOLDS };
}
