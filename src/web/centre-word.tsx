import type { Citation } from "../answer/answer.ts";
import type { Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import { sayDay } from "./days.ts";

/** An answer of the centre's, in a frame of its own: never to be taken for the document's words. */
export function CentreWord(props: {
  passage: string;
  text: string;
  centre: NonNullable<Citation["centre"]>;
  messages: Messages;
  language: Language;
}) {
  const { centre, text, passage, messages, language } = props;
  const say = messages[language];
  return (
    <article class="centre">
      <h2>{say("centre-title", { day: sayDay(centre.date, language) })}</h2>
      {centre.language !== language && <p class="soft">{say(`case-reply-in-${centre.language}`)}</p>}
      <p class="said" lang={centre.language}>
        {text}
      </p>
      <p class="soft">
        {say("case-reply-whose")}{" "}
        {centre.until !== null && say("centre-until", { day: sayDay(centre.until, language) })}
      </p>
      {centre.passages.length > 0 && (
        <p>
          {say("centre-passages")}{" "}
          {centre.passages.map((id) => (
            <a key={id} href={`/p/${id}?lang=${language}`}>
              § {id.split("/").at(-1)?.replace(/^0+/u, "")}
            </a>
          ))}
        </p>
      )}
      <a href={`/p/${passage}?lang=${language}`}>{say("centre-link")}</a>
    </article>
  );
}
