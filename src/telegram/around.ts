import type { Answer, Citation } from "../answer/answer.ts";
import type { Say } from "../messages/messages.ts";
import { bold, clip, escapeHtml } from "./html.ts";
import type { Text } from "./talk.ts";

/** What stands around an answer's messages: the centre's notice above, words that the report explains below. Pure. */

/** UTF-16 units of a message, a little of it left for what is put in front of a late answer. */
const MESSAGE = 3900;
/** UTF-16 units of HTML: a notice has at most 500 letters, an explanation its first sentences. */
const NOTICE = 900;
const EXPLANATION = 320;

/** In the first message where it has room, else a message of its own before it. */
export function putAbove(texts: readonly Text[], words: readonly string[]): Text[] {
  const above = words.map((each) => escapeHtml(clip(each, NOTICE)));
  const [first, ...others] = texts;
  if (above.length === 0 || !first) return [...texts];
  const joined = [...above, "", first.text].join("\n");
  return joined.length <= MESSAGE ? [{ ...first, text: joined }, ...others] : [{ text: above.join("\n") }, ...texts];
}

/** What the centre says above every answer, and why automatic answers are paused. */
export function listAbove({ notice, pausedBecause }: Answer, say: Say): string[] {
  return [
    ...(notice === undefined ? [] : [notice]),
    ...(pausedBecause === undefined ? [] : [say("paused-because", { because: pausedBecause })]),
  ];
}

/** Words of the excerpt that the document itself explains: on the last message, as many as have room. */
export function explainTerms(texts: readonly Text[], { terms }: Pick<Citation, "terms">, say: Say): Text[] {
  const last = texts.at(-1);
  if (!last || terms.length === 0) return [...texts];
  const text = terms.reduce((before, { term, explanation }) => {
    const words = escapeHtml(clip(explanation, EXPLANATION));
    const after = `${before}\n\n${bold(say("explained", { term }))}\n${words}`;
    return after.length <= MESSAGE ? after : before;
  }, last.text);
  return [...texts.slice(0, -1), { ...last, text }];
}
