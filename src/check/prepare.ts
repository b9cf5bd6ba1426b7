import type { Encoded } from "./encode.ts";
import { listTokens, type Token } from "./tokens.ts";

/** What a pasted quotation carries beside the document's words: ellipses, quotation marks, lead-ins. Pure. */

/** Three points or the sign for them, alone or in brackets. */
const ELLIPSIS = /[[(<]?\s*(?:…|\.\s?\.\s?\.)[.…\s]*[\])>]?/gu;

/** Words of the quotation before which an ellipsis stands, but for those at its ends. */
export function findGaps(text: string, tokens: readonly Token[]): number[] {
  const gaps = [...text.matchAll(ELLIPSIS)].map(({ index }) => tokens.findIndex(({ start }) => start >= index));
  return [...new Set(gaps)].filter((gap) => gap > 0);
}

/** Numbers of footnotes: in brackets, or hanging on a word or on the full stop behind it. */
const FOOTNOTE_MARK =
  /\[\d{1,3}\]|(?<=\p{Ll}{3}[.,;:!?)\]”"»’]{0,3}|\p{Ll}[)”"»’][.,;:!?]?)\d{1,2}(?![\p{L}\p{N}%‰]|[.,]\d)/gu;

/** The text with the marks of footnotes blanked, so that every other letter keeps its place. */
export function blankFootnoteMarks(text: string): string {
  return text.replace(FOOTNOTE_MARK, (mark) => " ".repeat(mark.length));
}

export interface LeadIn {
  /** The words that introduce the quotation. */
  words: string;
  /** What is left to compare. */
  rest: string;
  /** Whether what stands at this offset of the text is compared. */
  isCompared: (offset: number) => boolean;
}

/** Verbs with which somebody reports what another said. */
const REPORTS = [
  "says?|said|states?|stated|notes?|noted|reports?|reported|claims?|claimed|writes?|wrote|adds?|added|stresse[sd]|confirms?|confirmed",
  "tells?|told|announce[sd]?|declare[sd]?|explains?|explained|emphasi[sz]e[sd]?|insists?|insisted|argue[sd]?|admits?|admitted",
  "acknowledge[sd]?|reveals?|revealed|shows?|showed|indicate[sd]?|found|finds|warns?|warned|recalls?|recalled|according to [^,.:]{3,60}?",
].join("|");
const REPORTS_RUSSIAN =
  "говорится|сказано|сообща\\p{L}+|сообщил\\p{L}*|отмеча\\p{L}+|отметил\\p{L}*|указ(?:ано|ывается|ывает|ал\\p{L}*)|утвержда\\p{L}+|пишет|написал\\p{L}*|заявил\\p{L}*|заявляет|подчеркнул\\p{L}*|подчеркива\\p{L}+|сказал\\p{L}*|рассказал\\p{L}*|объявил\\p{L}*|признал\\p{L}*|согласно [^,.:]{3,60}?|по данным [^,.:]{3,60}?";
/** Who says it: "The report says that …", "As stated in paragraph 4, …", "Согласно докладу, …", "Баяндамада … делінген". */
const REPORTED = [
  new RegExp(`^[^.:;!?«“"]{0,90}?\\b(?:${REPORTS})(?:(?:\\s+[\\p{L}’']+){0,4}?\\s+that\\b|\\s*[,:])\\s*`, "iu"),
  /^(?:as|in|per|under|according to)\s[^;!?«“"]{3,90}?(?<=\b(?:CEDAW\S*|reports?|paragraph|para\.?|page|§|p\.|Kenes)\b[^,:]{0,60}),\s+(?!(?:para|p\.|page|§|art))/iu,
  new RegExp(
    `^[^.:;!?«“"]{0,90}?(?<!\\p{L})(?:${REPORTS_RUSSIAN})(?:(?:\\s+\\p{L}+){0,4}?\\s*,\\s*что(?!\\p{L})|\\s*[,:])\\s*`,
    "iu",
  ),
  /^[^.:;!?«“"]{0,60}?(?<!\p{L})(?:баяндама(?:да|ға|ның|сында)?|есеп(?:те|ке)?|құжат(?:та|қа)?|министр\p{L}*)(?:\s+(?:сәйкес|бойынша|(?:былай )?(?:деді|делінген|айтылған|көрсетілген)))?\s*[,:]\s*/iu,
] as const;
const REPORTED_AFTER =
  /\s*[,—–-]["”»]?\s*(?:айтылған|делінген|деп \p{L}+|деді|(?:(?:says?|said|according to|reports?|reported|wrote|notes?|noted|говорится|сказано|сообща\p{L}+|сообщил\p{L}*|заявил\p{L}*|отметил\p{L}*)(?!\p{L})|[^.,;]{3,50}\s(?:says?|said|reports?|reported|wrote|notes?|noted|сообща\p{L}+|сообщил\p{L}*|заявил\p{L}*|отметил\p{L}*)(?!\p{L}))[^.,;]{0,60})\.?\s*$/iu;
const SAYING = new RegExp(`(?<!\\p{L})(?:${REPORTS}|${REPORTS_RUSSIAN}|деді|деп)(?!\\p{L})`, "iu");
const QUOTED = /[“«"„]([^”»"“«„]{12,})[”»"“]/u;
/** Words: less is a title or a term in quotation marks, not a quotation. */
const SHORTEST_QUOTED = 5;
/** Who denies it doesn't quote it. */
const DENIED =
  /\b(?:not|never|no|nobody|none|false|falsely|untrue|wrong|wrongly|\w+n[’']t|den(?:y|ies|ied)|refute[sd]?|contrary|unlike)\b|(?<!\p{L})(?:не|нет|ни|никто|ложно|вопреки|опроверг\p{L}*|отрица\p{L}*)(?!\p{L})|емес|жоқ|ешкім/iu;

/** The ways in which the text may be a quotation with something said before it, the likelier first. */
export function listLeadIns(text: string): LeadIn[] {
  const found: LeadIn[] = [];
  for (const pattern of REPORTED) {
    const head = pattern.exec(text)?.[0];
    if (head && !DENIED.test(head)) found.push(leadIn(text, head.length, text.length));
  }
  const tail = REPORTED_AFTER.exec(text);
  if (tail && !DENIED.test(tail[0])) found.push(leadIn(text, 0, tail.index));
  const interrupted = readInterrupted(text);
  if (interrupted) found.push(interrupted);
  const quoted = QUOTED.exec(text);
  if (quoted) found.push(leadIn(text, quoted.index + 1, quoted.index + quoted[0].length - 1));
  return found.filter(({ rest, words }) => listTokens(rest).length >= SHORTEST_QUOTED && listTokens(words).length > 0);
}

function leadIn(text: string, from: number, to: number): LeadIn {
  const around = [text.slice(0, from), text.slice(to)].map((part) => part.trim()).filter((part) => part !== "");
  const isCompared = (offset: number) => offset >= from && offset < to;
  return { words: around.join(" … "), rest: text.slice(from, to), isCompared };
}

/** “Loans,” the minister said, “are granted …”: the parts in quotation marks as one, where a verb of saying parts them. */
function readInterrupted(text: string): LeadIn | null {
  const stretches = text.split(/[“”"«»„]/u);
  const outside = stretches.filter((_, k) => k % 2 === 0).map((part) => part.trim());
  const words = outside.filter((part) => part !== "").join(" … ");
  if (stretches.length < INTERRUPTED || stretches.length % 2 === 0 || !SAYING.test(words) || DENIED.test(words))
    return null;
  let at = 0;
  const inside = stretches.flatMap((part, k) => {
    const from = at;
    at += part.length + 1;
    return k % 2 === 1 ? [{ from, to: from + part.length }] : [];
  });
  return {
    words,
    rest: stretches.filter((_, k) => k % 2 === 1).join(" "),
    isCompared: (offset) => inside.some(({ from, to }) => offset >= from && offset < to),
  };
}

/** Pieces of a text with two stretches in quotation marks. */
const INTERRUPTED = 5;

/** Words, as a share of all: fewer known ones and the text is in none of the corpus' languages. */
const KNOWN_LEAST = 0.25;

/** True when hardly a word is one of the corpus. */
export function isForeign({ tokens, words }: Encoded, known: number): boolean {
  const letters = tokens.filter(({ word }) => /\p{L}/u.test(word));
  const hit = tokens.filter(({ word }, k) => /\p{L}/u.test(word) && (words[k] ?? known) < known).length;
  return letters.length > 0 && hit / letters.length < KNOWN_LEAST;
}
