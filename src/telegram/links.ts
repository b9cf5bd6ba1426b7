import type { Corpus } from "../corpus/corpus.ts";
import { derive } from "../corpus/live-corpus.ts";
import type { Say } from "../messages/messages.ts";
import { hashPassage } from "./button-data.ts";
import { escapeHtml, link } from "./html.ts";

/** Links that open a passage in the chat with the bot. Pure. */

/** What Telegram lets `/start` carry: 64 of these letters. */
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/u;
const PASSAGE = /^p-([\w-]{12})$/u;

export function linkPassage(botName: string, passage: string): string {
  return `https://t.me/${botName}?start=p-${hashPassage(passage)}`;
}

/** UTF-16 units of a receipt's address: a longer one is left out, so that every message keeps its limits. */
const LONGEST_ADDRESS = 120;

/** The line that names the receipt: a link where the installation's public address is known; nothing without a code. */
export function renderProof(code: string | null, { publicUrl }: { publicUrl: string | null }, say: Say): string[] {
  if (code === null) return [];
  const words = say("proof", { code });
  const url = `${publicUrl}/r/${code}`;
  return [publicUrl === null || url.length > LONGEST_ADDRESS ? escapeHtml(words) : link(words, url)];
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
  const idsOf = derive(
    corpus,
    ({ documents }) => new Map(documents.flatMap(({ passages }) => passages.map(({ id }) => [hashPassage(id), id]))),
  );
  return (hash) => corpus.find(idsOf().get(hash) ?? "");
}
