import type { Answer } from "../answer/answer.ts";
import type { Messages } from "../messages/messages.ts";
import { sayDay } from "./days.ts";

/** The centre's own answers, in a frame of their own: never to be taken for the document's words. */
export function CentreAnswers({ answer, messages }: { answer: Answer; messages: Messages }) {
  const { language, centre = [] } = answer;
  const say = messages[language];
  return (
    <>
      {centre.map(({ id, text, textLanguage, date, until }) => (
        <aside key={id} class="centre" aria-label={say("centre-title", { day: sayDay(date, language) })}>
          <h2>{say("centre-title", { day: sayDay(date, language) })}</h2>
          {textLanguage !== language && <p class="soft">{say(`case-reply-in-${textLanguage}`)}</p>}
          {text.split("\n").map((line, position) => (
            <p key={position} lang={textLanguage}>
              {line}
            </p>
          ))}
          <p class="soft">
            {say("case-reply-whose")} {until !== null && say("centre-until", { day: sayDay(until, language) })}
          </p>
        </aside>
      ))}
    </>
  );
}
