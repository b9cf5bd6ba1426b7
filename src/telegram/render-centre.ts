import type { Citation } from "../answer/answer.ts";
import type { CentreWord, Language } from "../corpus/passage.ts";
import { formatCalendarDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import { bold, italic } from "./html.ts";
import type { Button } from "./keyboard.ts";
import type { Text } from "./talk.ts";
import { renderWords } from "./words.ts";

/** An answer of the centre's: with its day, and marked so that nobody takes it for the document's words. Pure. */
export function renderCentre(
  { text, centre }: { text: string; centre: NonNullable<Citation["centre"]> },
  about: { messages: Messages; language: Language; head: string[]; tail: string[]; buttons: Button[][] },
): Text[] {
  const { messages, language, head, tail, buttons } = about;
  const say = messages[language];
  return renderWords({
    head: [
      ...head,
      bold(say("centre-title", { day: formatCalendarDay(centre.date, language) })),
      ...(centre.language === language ? [] : [italic(say(`case-reply-in-${centre.language}`))]),
    ],
    words: text,
    tail: [italic(sayWhose(centre, { messages, language })), ...tail],
    buttons,
  });
}

/** Whose words they are, and until when they hold. */
export function sayWhose(
  { until }: Pick<CentreWord, "until">,
  { messages, language }: { messages: Messages; language: Language },
): string {
  const say = messages[language];
  const end = until === null ? [] : [say("centre-until", { day: formatCalendarDay(until, language) })];
  return [say("case-reply-whose"), ...end].join(" ");
}
