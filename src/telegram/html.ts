import { createCutter, type Room } from "../delivery/cut.ts";

/** Text → HTML that Telegram accepts, within its limits. Pure. */

/**
 * What one quotation may take of a message: UTF-16 units of its HTML, of Telegram's 4,096, and UTF-8
 * bytes of its words, of the about 9,500 that all formatted words of a message may have. The rest is
 * for heading, introduction, notes and place.
 */
export const LONGEST_QUOTATION = { units: 2200, bytes: 5500 };

/** Telegram knows only these four entities. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A quotation that a phone folds to a few lines. */
export function quote(text: string): string {
  return `<blockquote expandable>${escapeHtml(text)}</blockquote>`;
}

export function bold(text: string): string {
  return `<b>${escapeHtml(text)}</b>`;
}

export function italic(text: string): string {
  return `<i>${escapeHtml(text)}</i>`;
}

export function link(text: string, url: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
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

const cutter = createCutter((text) => escapeHtml(text).length);

/** The beginning of a text in at most so many UTF-16 units of HTML, cut between letters and marked with "…". */
export const clip = cutter.clip;

/** Whole sentences in parts that each have room; a longer sentence is cut between words, a longer word between letters. */
export function splitText(text: string, room: Room = LONGEST_QUOTATION): string[] {
  return cutter.split(text, room);
}
