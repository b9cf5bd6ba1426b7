import { maskPersonal } from "../corpus/personal.ts";

/** What people wrote in a message of a channel, masked before it is committed. */

/** For JSON.stringify: masks what people wrote, and leaves what programs wrote. */
export function maskWritten(key: string, value: unknown): unknown {
  return typeof value === "string" && WRITTEN.has(key) ? maskPersonal(value) : value;
}

/** Fields of the Bot API, and of the Cloud API, that hold what a person typed or shared. */
const WRITTEN: ReadonlySet<string> = new Set([
  "text",
  "body",
  "caption",
  "query",
  "phone_number",
  "vcard",
  "title",
  "question",
]);
