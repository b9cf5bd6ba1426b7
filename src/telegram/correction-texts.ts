import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Notice } from "../desk/notices.ts";
import { formatDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import { renderWords } from "./case-texts.ts";
import { bold, clip, escapeHtml, italic, quote } from "./html.ts";
import { ROOM, shortPlace } from "./render-passage.ts";
import type { Text } from "./talk.ts";

/** A correction → the messages that tell it: what it said, what it says now, and why. Pure. */

/** UTF-16 units of what it said: the first lines are enough to know it again. */
const BEFORE = 700;

export function renderCorrection(
  { change, why, language }: Notice,
  { corpus, messages }: { corpus: Corpus; messages: Messages },
): Text[] {
  const say = messages[language];
  const subject = change.kind === "centre" ? say("errata-kind-centre") : shortPlace(corpus, change.subject, language);
  const [before, after] = [read(change.before, language), read(change.after, language)];
  const reason = why[LANGUAGES.find((one) => one === language && why[one] !== "") ?? firstOf(why)];
  return renderWords({
    head: [
      bold(say("errata-notice")),
      escapeHtml(clip(`${subject} · ${formatDay(change.at, language)}`, ROOM.place)),
      "",
      ...(before === "" ? [] : [bold(say("errata-before")), quote(clip(before, BEFORE)), ""]),
      bold(say(after === "" ? "errata-withdrawn" : "errata-after")),
    ],
    words: after,
    tail: [
      "",
      `${bold(say("errata-why"))} ${escapeHtml(clip(reason, ROOM.introduction))}`,
      italic(say("errata-sorry")),
    ],
    buttons: [],
  });
}

function firstOf(texts: Record<Language, string>): Language {
  return LANGUAGES.find((language) => texts[language] !== "") ?? "ru";
}

/** The words of a passage, a rendering, or a centre's answer in that language. */
function read(value: unknown, language: Language): string {
  if (typeof value === "string") return value;
  const texts = (value as { texts?: Record<Language, string> } | null)?.texts;
  return texts ? texts[language] || texts[firstOf(texts)] : "";
}
