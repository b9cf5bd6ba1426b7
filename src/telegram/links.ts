import type { Corpus } from "../corpus/corpus.ts";
import { hashPassage } from "./button-data.ts";

/** Links that open a passage in the chat with the bot. Pure. */

/** What Telegram lets `/start` carry: 64 of these letters. */
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/u;
const PASSAGE = /^p-([\w-]{12})$/u;

export function linkPassage(botName: string, passage: string): string {
  return `https://t.me/${botName}?start=p-${hashPassage(passage)}`;
}

/** Telegram's own page for sending a link on to somebody. */
export function shareLink(link: string, text: string): string {
  return `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`;
}

/** The hash of the passage that a payload of `/start` names, or null. */
export function readPayload(payload: string): string | null {
  return PAYLOAD.test(payload) ? (PASSAGE.exec(payload)?.[1] ?? null) : null;
}

/** Finds a passage by its hash. */
export function createPassageFinder(corpus: Corpus): (hash: string) => ReturnType<Corpus["find"]> {
  const ids = new Map(
    corpus.documents.flatMap(({ passages }) => passages.map(({ id }) => [hashPassage(id), id] as const)),
  );
  return (hash) => corpus.find(ids.get(hash) ?? "");
}
