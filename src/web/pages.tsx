import { renderToString } from "preact-render-to-string";
import type { Say } from "../messages/messages.ts";
import { Answered, type AnswerShown, Beside, NoticeBar } from "./answer-part.tsx";
import { addressOf } from "./asking.ts";
import { Frame, type PageParts } from "./frame.tsx";
import type { Topic } from "./suggestions.ts";

/** The pages, as HTML. Pure: what comes in is escaped by Preact. */

/** What the first page shows: a question with its answer, or nothing yet. */
export interface Asked {
  text: string;
  shown: AnswerShown | null;
  /** A sentence that says why there is no answer now, or null. */
  trouble: string | null;
  notice: string | null;
  examples: string[];
  topics: Topic[];
  choice: DocumentChoice;
}

/** The documents that can be asked alone; empty where there is only one. */
export interface DocumentChoice {
  documents: { id: string; title: string }[];
  chosen: string | undefined;
  asOf: string | undefined;
}

export function renderQuestionPage(parts: PageParts, asked: Asked): string {
  const say = parts.messages[parts.language];
  const { text, shown } = asked;
  const { chosen: document, asOf } = asked.choice;
  const path = `${addressOf("/", { q: text === "" ? null : text, document, asOf })}&`.replace("?&", "?");
  return renderPage(
    <Frame {...parts} title={say("page-title")} path={path} head={<Scripts answered={shown !== null} />}>
      <h1>{say("page-title")}</h1>
      <NoticeBar notice={asked.notice} say={say} />
      {shown === null && <p>{say("page-intro")}</p>}
      <QuestionForm say={say} text={text} shown={shown} action="/" choice={asked.choice} />
      {asked.trouble !== null && (
        <p role="alert" class="alarm">
          {asked.trouble}
        </p>
      )}
      {shown === null && asked.trouble === null && <Starts {...parts} asked={asked} />}
      {shown !== null && <Beside {...parts} shown={shown} />}
      {shown !== null && <Answered {...parts} shown={shown} />}
      {shown !== null && <Actions {...parts} />}
    </Frame>,
  );
}

/** The question box. The question before goes with it, for a few minutes, so that one can ask on. */
export function QuestionForm(props: {
  say: Say;
  text: string;
  shown: AnswerShown | null;
  action: string;
  choice?: DocumentChoice;
}) {
  const { say, text, shown, action, choice } = props;
  const goesOn = shown !== null && shown.answer.kind !== "greeting" && text.trim() !== "";
  return (
    <form action={action} method="get" target="_self" class="ask">
      {goesOn && <input type="hidden" name="previous" value={text} />}
      {goesOn && <input type="hidden" name="at" value={shown.now} />}
      <label for="q">{say("ask-label")}</label>
      <textarea id="q" name="q" maxLength={2000} aria-describedby="hint" data-suggest={say("suggestions")}>
        {text}
      </textarea>
      <p id="hint" class="soft">
        {say("ask-hint")}
      </p>
      {choice && <WhichDocument say={say} choice={choice} />}
      <button type="submit">{say("ask-button")}</button>
    </form>
  );
}

function WhichDocument({ say, choice: { documents, chosen, asOf } }: { say: Say; choice: DocumentChoice }) {
  return (
    <>
      {asOf !== undefined && <input type="hidden" name="asOf" value={asOf} />}
      {documents.length > 1 && (
        <p class="which">
          <label for="document">{say("document-label")}</label>{" "}
          <select id="document" name="document">
            <option value="">{say("document-all")}</option>
            {documents.map(({ id, title }) => (
              <option key={id} value={id} selected={id === chosen}>
                {title}
              </option>
            ))}
          </select>
        </p>
      )}
    </>
  );
}

/** Where somebody may begin: questions that the report answers, and its headings. */
function Starts({ asked, messages, language }: PageParts & { asked: Asked }) {
  const say = messages[language];
  return (
    <>
      <h2>{say("examples")}</h2>
      <ul class="plain">
        {asked.examples.map((question) => (
          <li key={question}>
            <a href={addressOf("/", { q: question, lang: language })}>{question}</a>
          </li>
        ))}
      </ul>
      <details>
        <summary>{say("topics")}</summary>
        <ul class="plain">
          {asked.topics.map(({ heading, passage }) => (
            <li key={passage}>
              <a href={`/p/${passage}?lang=${language}`}>{heading}</a>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What needs a script: its buttons are hidden until there is one. */
function Actions({ messages, language }: PageParts) {
  const say = messages[language];
  return (
    <p class="actions">
      <button type="button" class="copy" data-share hidden>
        {say("share-answer")}
      </button>
      <button type="button" class="copy" data-print hidden>
        {say("print")}
      </button>
      <span role="status" class="copied" data-copied={say("share-copied")} />
    </p>
  );
}

function Scripts({ answered }: { answered: boolean }) {
  return (
    <>
      <script src="/suggest.js" defer />
      {answered && <ScriptFile />}
    </>
  );
}

/** A page that says one sentence: starting, not found, something broken. */
export function renderNotice(parts: PageParts, text: string): string {
  const say = parts.messages[parts.language];
  return renderPage(
    <Frame {...parts} title={say("page-title")} path="/?">
      <h1 role="alert">{text}</h1>
      <p>
        <a href={`/?lang=${parts.language}`}>{say("back")}</a>
      </p>
    </Frame>,
  );
}

/** The one script, as a file of ours: it copies and prints. */
export function ScriptFile() {
  return <script src="/copy.js" defer />;
}

/** A whole page as HTML. */
export function renderPage(frame: preact.JSX.Element): string {
  return `<!doctype html>${renderToString(frame)}`;
}
