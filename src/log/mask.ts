import { maskPersonal } from "../corpus/personal.ts";

/** What people wrote in an update of Telegram, masked before it is committed. */

/** For JSON.stringify: masks what people wrote in an update, and leaves what programs wrote. */
export function maskWritten(key: string, value: unknown): unknown {
  return typeof value === "string" && WRITTEN.has(key) ? maskPersonal(value) : value;
}

/** Fields of the Bot API that hold what a person typed or shared. */
const WRITTEN: ReadonlySet<string> = new Set([
  "text",
  "caption",
  "query",
  "phone_number",
  "vcard",
  "title",
  "question",
]);
