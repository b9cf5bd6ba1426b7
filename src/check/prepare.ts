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

export interface LeadIn {
  /** The words that introduce the quotation. */
  words: string;
  /** What is left to compare, and where it stands in the text. */
  rest: string;
  from: number;
  to: number;
}

/** Who says it: "The report says that …", "Согласно докладу, …", "Баяндамада … делінген". */
const REPORTED = [
  /^[^.:;!?«“"]{0,90}?\b(?:says?|said|states?|stated|notes?|noted|reports?|reported|claims?|claimed|writes?|wrote|adds?|added|stresse[sd]|confirms?|confirmed|according to [^,.:]{3,60}?)(?:\s+that\b|\s*[,:])\s*/iu,
  /^[^.:;!?«“"]{0,90}?(?<!\p{L})(?:говорится|сказано|сообщает(?:ся)?|отмечает(?:ся)?|указано|указывается|утверждает(?:ся)?|пишет|заявил\p{L}*|согласно [^,.:]{3,60}?|по данным [^,.:]{3,60}?)(?:\s*,\s*что(?!\p{L})|\s*[,:])\s*/iu,
  /^[^.:;!?«“"]{0,60}?(?<!\p{L})(?:баяндамада|есепте|құжатта)(?:\s+(?:былай )?(?:делінген|айтылған|көрсетілген))?\s*[,:]\s*/iu,
] as const;
const REPORTED_AFTER =
  /\s*[,—–-]\s*(?:деп көрсетілген|деп айтылған|делінген|деп жазылған|says the report|the report says|говорится в докладе|сказано в докладе)[^.]{0,40}\.?\s*$/iu;
const QUOTED = /[“«"„]([^”»"“«„]{12,})[”»"“]/u;
/** Words: less is a title or a term in quotation marks, not a quotation. */
const SHORTEST_QUOTED = 5;
const DENIED = /\b(?:not|never|no)\b|(?<!\p{L})(?:не|нет|ни)(?!\p{L})|емес|жоқ/iu;

/** The ways in which the text may be a quotation with something said before it, the likelier first. */
export function listLeadIns(text: string): LeadIn[] {
  const found: LeadIn[] = [];
  for (const pattern of REPORTED) {
    const head = pattern.exec(text)?.[0];
    if (head && !DENIED.test(head)) found.push(leadIn(text, head.length, text.length));
  }
  const tail = REPORTED_AFTER.exec(text);
  if (tail) found.push(leadIn(text, 0, tail.index));
  const quoted = QUOTED.exec(text);
  if (quoted) found.push(leadIn(text, quoted.index + 1, quoted.index + quoted[0].length - 1));
  return found.filter(({ rest, words }) => listTokens(rest).length >= SHORTEST_QUOTED && listTokens(words).length > 0);
}

function leadIn(text: string, from: number, to: number): LeadIn {
  const around = [text.slice(0, from), text.slice(to)].map((part) => part.trim()).filter((part) => part !== "");
  return { words: around.join(" … "), rest: text.slice(from, to), from, to };
}

/** Words, as a share of all: fewer known ones and the text is in none of the corpus' languages. */
const KNOWN_LEAST = 0.25;

/** True when hardly a word is one of the corpus. */
export function isForeign({ tokens, words }: Encoded, known: number): boolean {
  const letters = tokens.filter(({ word }) => /\p{L}/u.test(word));
  const hit = tokens.filter(({ word }, k) => /\p{L}/u.test(word) && (words[k] ?? known) < known).length;
  return letters.length > 0 && hit / letters.length < KNOWN_LEAST;
}
