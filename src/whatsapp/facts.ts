import type { Facts as Told } from "../delivery/message.ts";
import type { Incoming } from "./message.ts";

/** What the delivery must know of a message. Pure. */
export interface Facts extends Told {
  kind: "message" | "press";
  /** The message's own name at WhatsApp, for the sign that somebody is typing. */
  id: string;
}

/** Every press comes as a message of its own, so the same twice is the same person on the same choice. */
export function readFacts({ id, chat, sentAt, pressed }: Incoming): Facts {
  return {
    kind: pressed === undefined ? "message" : "press",
    ...{ id, line: chat, sender: chat, sentAt },
    press: pressed === undefined ? null : { button: chat, data: pressed },
  };
}
