import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { CaseStatus, Received } from "../desk/case.ts";
import type { Erratum } from "../desk/corrections.ts";
import type { Messages, Say } from "../messages/messages.ts";
import { sayDate, sayDay } from "./days.ts";
import { ErratumCard } from "./errata-page.tsx";
import { Frame, type PageParts } from "./frame.tsx";
import { type Named, PostForm } from "./hand-off-pages.tsx";
import { renderPage } from "./pages.tsx";

/** The private page of one question passed on: how it stands, and the centre's answer. */

export interface CasePage {
  status: CaseStatus;
  token: string;
  csrf: string;
  /** A sentence on what was just done, or null. */
  told: string | null;
  attached: Named[];
  /** Corrections of what this asker was shown, oldest first. */
  corrections: Erratum[];
  corpus: Corpus;
}

export function renderCase(parts: PageParts, page: CasePage): string {
  const { language, messages } = parts;
  const say = messages[language];
  const { status, token, told } = page;
  const title = say("case-title", { number: status.number });
  const open = status.state === "open";
  return renderPage(
    <Frame {...parts} title={title} path={`/case/${token}?`}>
      <h1>{title}</h1>
      {told !== null && (
        <p role="status" class="told">
          {told}
        </p>
      )}
      {open && <p class="keep">{say("case-keep")}</p>}
      <p>
        <strong>{say(`case-state-${open && status.taken ? "taken" : status.state}`)}</strong>{" "}
        {open && say(status.overdue ? "case-overdue" : "case-due", { day: sayDay(status.dueDay, language) })}
      </p>
      {page.corrections.length > 0 && <h2>{say("errata-notice")}</h2>}
      {page.corrections.map((erratum) => (
        <ErratumCard key={erratum.change.id} erratum={erratum} corpus={page.corpus} page={parts} />
      ))}
      {status.reply && <Replied {...page} reply={status.reply} language={language} messages={messages} />}
      {status.question !== null && (
        <section>
          <h2>{say("case-question")}</h2>
          <p lang={status.language} class="said">
            {status.question}
          </p>
          {status.notes.map(({ at, text }) => (
            <p key={at} lang={status.language} class="said">
              {text}
            </p>
          ))}
        </section>
      )}
      {open && <OpenForms say={say} token={token} csrf={page.csrf} language={language} />}
      <p>
        <a href={`/?lang=${language}`}>{say("back")}</a>
      </p>
    </Frame>,
  );
}

interface RepliedProps extends CasePage {
  reply: Received;
  language: Language;
  messages: Messages;
}

function Replied({ status, token, csrf, attached, reply, language, messages }: RepliedProps) {
  const say = messages[language];
  return (
    <>
      <article class="first">
        <h2>{say("case-reply", { day: sayDate(reply.at, language) })}</h2>
        {reply.language !== status.language && (
          <p class="soft">{messages[status.language](`case-reply-in-${reply.language}`)}</p>
        )}
        {reply.text.split("\n").map((line, position) => (
          <p key={position} lang={reply.language}>
            {line}
          </p>
        ))}
        <p class="soft">{say("case-reply-whose")}</p>
        {attached.length > 0 && <h3 class="small-title">{say("case-attached")}</h3>}
        {attached.map(({ passage, symbol }) => (
          <Attached key={passage.id} passage={passage} symbol={symbol} say={say} language={status.language} />
        ))}
      </article>
      <PostForm action={`/case/${token}/rate?lang=${language}`} csrf={csrf}>
        <fieldset>
          <legend>{say("case-helped")}</legend>
          <button type="submit" name="helped" value="yes" aria-pressed={status.helped === true}>
            {say("case-helped-yes")}
          </button>{" "}
          <button type="submit" name="helped" value="no" class="second" aria-pressed={status.helped === false}>
            {say("case-helped-no")}
          </button>
        </fieldset>
      </PostForm>
    </>
  );
}

/** The document's words, in the reader's language where there is a rendering. */
function Attached({ passage, symbol, say, language }: Named & { say: Say; language: Language }) {
  const rendering = passage.renderings[language];
  return (
    <div class="attached">
      <blockquote>{rendering?.text ?? passage.text}</blockquote>
      <p class="place">
        {symbol} · {(passage.places[language] ?? passage.place).join(" › ")}
      </p>
      {rendering?.status === "working" && <p class="place">{say("working-translation")}</p>}
      <a href={`/passage/${passage.id}?lang=${language}`}>{say("source")}</a>
    </div>
  );
}

function OpenForms({ say, token, csrf, language }: { say: Say; token: string; csrf: string; language: Language }) {
  return (
    <>
      <PostForm action={`/case/${token}/add?lang=${language}`} csrf={csrf}>
        <label for="text">{say("case-add-label")}</label>
        <textarea id="text" name="text" maxLength={2000} required aria-describedby="add-hint" />
        <p id="add-hint" class="soft">
          {say("handoff-message-hint")}
        </p>
        <button type="submit">{say("case-add")}</button>
      </PostForm>
      <details>
        <summary>{say("case-cancel-open")}</summary>
        <p>{say("case-cancel-explain")}</p>
        <PostForm action={`/case/${token}/cancel?lang=${language}`} csrf={csrf}>
          <button type="submit" class="second">
            {say("case-cancel")}
          </button>
        </PostForm>
      </details>
    </>
  );
}
