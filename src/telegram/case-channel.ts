import type { Corpus } from "../corpus/corpus.ts";
import type { Channel } from "../desk/dispatch.ts";
import type { NoticeChannel } from "../desk/notices.ts";
import type { Messages } from "../messages/messages.ts";
import { renderParcel } from "./case-texts.ts";
import { renderCorrection } from "./correction-texts.ts";
import type { Head } from "./lines.ts";
import type { Outbox } from "./outbox.ts";
import type { Outgoing, TelegramStore } from "./store.ts";
import type { Text } from "./talk.ts";

/**
 * Takes the centre's answers and corrections into the outbox, inside the transaction that settles
 * them: both are committed together or not at all.
 */

export interface ChannelParts {
  corpus: Corpus;
  messages: Messages;
  store: Pick<TelegramStore, "enqueue">;
  outbox: Pick<Outbox, "push" | "size">;
}

/** Milliseconds that what people wrote is worth sending: longer than any holiday of Telegram's. */
const HOLDS = 7 * 86_400_000;
/** Messages that wait in the outbox beyond which corrections let citizens' answers go first. */
const ENOUGH_WAITING = 50;

export function createCaseChannel(parts: ChannelParts): Channel & NoticeChannel {
  const { store, outbox } = parts;
  let heads: Head[] = [];
  const enqueue = (chat: string, texts: readonly Text[]) => {
    heads.push(...store.enqueue(texts.map((text) => toCall(chat, text, Date.now() + HOLDS))));
  };
  const wake = () => {
    outbox.push(heads);
    heads = [];
  };
  return {
    deliver: (parcel) => {
      // A transaction that failed took what it had queued back.
      heads = [];
      if (parcel.address !== null) enqueue(parcel.address, renderParcel(parcel, { ...parts, at: Date.now() }));
    },
    delivered: wake,
    hasRoom: () => outbox.size() < ENOUGH_WAITING,
    tell: (notice) => {
      heads = [];
      enqueue(notice.address, renderCorrection(notice, parts));
    },
    told: wake,
  };
}

function toCall(chat: string, { text, buttons }: Text, deadlineAt: number): Outgoing {
  const payload = {
    chat_id: Number(chat),
    text,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(buttons && buttons.length > 0 ? { reply_markup: { inline_keyboard: buttons } } : {}),
  };
  return { chat, method: "sendMessage", payload, deadlineAt };
}
