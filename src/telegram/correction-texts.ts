import type { Corpus } from "../corpus/corpus.ts";
import type { Correction } from "../desk/channel.ts";
import { formatDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import { bold, clip, escapeHtml, italic, quote } from "./html.ts";
import { ROOM, shortPlace } from "./render-passage.ts";
import type { Text } from "./talk.ts";
import { renderWords } from "./words.ts";

/** A correction → the messages that tell it: what it said, what it says now, and why. Pure. */

/** UTF-16 units of what it said: the first lines are enough to know it again. */
const BEFORE = 700;

export function renderCorrection(
  { kind, passage, at, before, after, why, language }: Correction,
  { corpus, messages }: { corpus: Corpus; messages: Messages },
): Text[] {
  const say = messages[language];
  const subject = kind === "centre" ? say("errata-kind-centre") : shortPlace(corpus, passage, language);
  return renderWords({
    head: [
      bold(say("errata-notice")),
      escapeHtml(clip(`${subject} · ${formatDay(at, language)}`, ROOM.place)),
      "",
      ...(before === null ? [] : [bold(say("errata-before")), quote(clip(before, BEFORE)), ""]),
      bold(say(after === null ? "errata-withdrawn" : "errata-after")),
    ],
    words: after ?? "",
    tail: ["", `${bold(say("errata-why"))} ${escapeHtml(clip(why, ROOM.introduction))}`, italic(say("errata-sorry"))],
    buttons: [],
  });
}
