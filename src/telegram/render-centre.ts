import type { Answer } from "../answer/answer.ts";
import type { Messages } from "../messages/messages.ts";
import { dayOf, renderWords } from "./case-texts.ts";
import { bold, italic } from "./html.ts";
import type { Text } from "./talk.ts";

/** The centre's own answers: messages of their own, so that nobody takes its words for the document's. Pure. */
export function renderCentre(answer: Answer, messages: Messages): Text[] {
  const { language, centre = [] } = answer;
  const say = messages[language];
  return centre.flatMap(({ text, textLanguage, date, until }) =>
    renderWords({
      head: [
        bold(say("centre-title", { day: dayOf(date, language) })),
        ...(textLanguage === language ? [] : [italic(say(`case-reply-in-${textLanguage}`))]),
      ],
      words: text,
      tail: [
        italic(say("case-reply-whose")),
        ...(until === null ? [] : [italic(say("centre-until", { day: dayOf(until, language) }))]),
      ],
      buttons: [],
    }),
  );
}
