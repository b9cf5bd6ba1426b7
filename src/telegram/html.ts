import { splitSentences } from "../corpus/text.ts";

/** Text → HTML that Telegram accepts. Pure. */

/** UTF-16 units of one quotation: leaves room for its heading and place below Telegram's 4,096. */
export const LONGEST_QUOTATION = 3200;

/** Telegram knows only these four entities. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A quotation that a phone folds to a few lines. */
export function quote(text: string): string {
  return `<blockquote expandable>${escapeHtml(text)}</blockquote>`;
}

/** The same words without tags, for when Telegram refuses the HTML. */
export function stripHtml(html: string): string {
  return html
    .replace(/<[^>]*>/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Whole sentences in parts of at most LONGEST_QUOTATION; a longer sentence is cut between words. */
export function splitText(text: string): string[] {
  const parts: string[] = [];
  for (const piece of splitSentences(text).flatMap(cutLong)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + piece.length < LONGEST_QUOTATION)
      parts[parts.length - 1] = `${last} ${piece}`;
    else parts.push(piece);
  }
  return parts;
}

function cutLong(sentence: string): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  while (rest.length > LONGEST_QUOTATION) {
    const space = rest.lastIndexOf(" ", LONGEST_QUOTATION);
    const end = space > 0 ? space : LONGEST_QUOTATION;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
}
