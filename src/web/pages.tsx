import { renderToString } from "preact-render-to-string";
import type { Answer, Citation } from "../answer/answer.ts";
import { wordConfidence } from "../answer/confidence.ts";
import type { Document } from "../corpus/document.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { PassOn } from "./pass-on.tsx";

/** The pages, as HTML. Pure: what comes in is escaped by Preact. */

export function renderQuestionPage(
  parts: PageParts,
  asked: { text: string; answer: Answer | null; trouble: string | null },
): string {
  const say = parts.messages[parts.language];
  return renderPage(
    <Frame {...parts} title={say("page-title")} path={asked.text ? `/?q=${encodeURIComponent(asked.text)}&` : "/?"}>
      <h1>{say("page-title")}</h1>
      {asked.answer === null && <p>{say("page-intro")}</p>}
      <QuestionForm say={say} text={asked.text} />
      {asked.trouble !== null && (
        <p role="alert" class="alarm">
          {asked.trouble}
        </p>
      )}
      {asked.answer !== null && <Answered answer={asked.answer} say={say} language={parts.language} />}
    </Frame>,
  );
}

function QuestionForm({ say, text }: { say: Say; text: string }) {
  return (
    <form action="/" method="get">
      <label for="q">{say("ask-label")}</label>
      <textarea id="q" name="q" maxLength={2000} aria-describedby="hint">
        {text}
      </textarea>
      <p id="hint" class="soft">
        {say("ask-hint")}
      </p>
      <button type="submit">{say("ask-button")}</button>
    </form>
  );
}

function Answered({ answer, say, language }: { answer: Answer; say: Say; language: Language }) {
  const [first, ...others] = answer.answers;
  const related = answer.reason === "related-only" ? answer.nearest.slice(0, 3) : [];
  return (
    <section aria-live="polite">
      {answer.kind === "urgent" && <Danger answer={answer} say={say} />}
      {answer.kind === "greeting" && <p>{say("greeting")}</p>}
      {answer.reason !== null && <p role="status">{say(`reason-${answer.reason}`)}</p>}
      {first && answer.kind === "answered" && <h2>{say(`confidence-${wordConfidence(answer.confidence)}`)}</h2>}
      {first && <Cited citation={first} say={say} language={language} first />}
      {others.length > 0 && <h2>{say("also")}</h2>}
      {related.length > 0 && <h2>{say("related")}</h2>}
      {[...others, ...related].map((citation) => (
        <Cited key={citation.passage} citation={citation} say={say} language={language} />
      ))}
      <PassOn answer={answer} say={say} language={language} />
    </section>
  );
}

function Danger({ answer, say }: { answer: Answer; say: Say }) {
  return (
    <div class="alarm" role="alert">
      <strong>{say("urgent")}</strong>
      <ul>
        {answer.contacts.map(({ number, name }) => (
          <li key={number}>
            <a href={`tel:${number.replace(/[^\d+]/gu, "")}`}>{number}</a> {name}
          </li>
        ))}
      </ul>
      {answer.answers.length > 0 && <p>{say("urgent-then")}</p>}
    </div>
  );
}

interface CitedProps {
  citation: Citation;
  say: Say;
  language: Language;
  first?: boolean;
}

function Cited({ citation, say, language, first = false }: CitedProps) {
  const { text, excerpt, place, document, passage, status, original } = citation;
  const from = text.indexOf(excerpt);
  return (
    <article class={first ? "first" : ""}>
      <blockquote>{excerpt}</blockquote>
      <p class="place">
        {document} · {place}
      </p>
      {status === "working" && <p class="place">{say("working-translation")}</p>}
      <details>
        <summary>{say("full-passage")}</summary>
        {citation.introduction !== null && <p class="place">{citation.introduction}</p>}
        <p>
          {from < 0 ? text : text.slice(0, from)}
          {from >= 0 && <mark>{excerpt}</mark>}
          {from >= 0 && text.slice(from + excerpt.length)}
        </p>
        {citation.notes.map((note) => (
          <p class="place" key={note}>
            {note}
          </p>
        ))}
      </details>
      {status !== "original" && (
        <details>
          <summary>{say("original")}</summary>
          <p lang="en">{original}</p>
        </details>
      )}
      <a href={`/passage/${passage}?lang=${language}`}>{say("source")}</a>
    </article>
  );
}

export function renderPassagePage(parts: PageParts, passage: Passage, document: Document): string {
  const say = parts.messages[parts.language];
  const rendering = parts.language === document.language ? undefined : passage.renderings[parts.language];
  const number = passage.id.split("/").at(-1) ?? "";
  const title = `${document.symbol} · ${say("passage-number", { number: number.replace(/^0+/u, "") })}`;
  const place = passage.places[parts.language] ?? passage.place;
  return renderPage(
    <Frame {...parts} title={title} path={`/passage/${passage.id}?`}>
      <h1>{title}</h1>
      <p class="place">{place.join(" › ")}</p>
      <div class="sides">
        {rendering && (
          <article>
            <p class="place">{say("working-translation")}</p>
            {rendering.introduction && <p class="place">{rendering.introduction}</p>}
            <p>{rendering.text}</p>
          </article>
        )}
        <article class="first">
          <p class="place">{say("original-words")}</p>
          {passage.introduction && (
            <p class="place" lang={document.language}>
              {passage.introduction}
            </p>
          )}
          <p lang={document.language}>{passage.text}</p>
          {passage.notes.map((note) => (
            <p class="place" key={note}>
              {note}
            </p>
          ))}
        </article>
      </div>
      <p class="soft">
        {document.titles[parts.language]}. {document.publisher}, {document.date}.
      </p>
      <p class="soft">
        {say("edition")}: <code>{document.edition.slice(0, 19)}…</code>
      </p>
      <p>
        <a href={`/?lang=${parts.language}`}>{say("back")}</a>
      </p>
    </Frame>,
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

/** A whole page as HTML. */
export function renderPage(frame: preact.JSX.Element): string {
  return `<!doctype html>${renderToString(frame)}`;
}

/** The language asked for in the address, else the browser's, else the country's own. */
export function choosePageLanguage(asked: unknown, accepted: string | undefined): Language {
  const known = (code: string | undefined) => LANGUAGES.find((language) => language === code);
  const preferred = accepted?.split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return known(String(asked)) ?? preferred?.map(known).find((found) => found !== undefined) ?? "kk";
}
