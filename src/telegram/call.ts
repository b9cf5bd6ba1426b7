import type { Outgoing as Queued } from "../delivery/message.ts";

/** What comes from Telegram and what goes there. */

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

/** A call of the Bot API. */
export interface Call {
  method: string;
  payload: Record<string, unknown>;
  /** A file that goes with it, as multipart; `field` is what the method calls it, for example `document`. */
  file?: OutgoingFile;
}

export interface OutgoingFile {
  field: string;
  /** The name that the person sees. */
  name: string;
  base64: string;
  /** The media type, for example `application/json`. */
  type: string;
}

/** A call that waits to be made. */
export type Outgoing = Queued<Call>;
