import { renderToString } from "preact-render-to-string";
import type { Answer, Citation } from "../answer/answer.ts";
import { wordConfidence } from "../answer/confidence.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";
import { CentreAnswers } from "./centre-answers.tsx";
import { CiteBox } from "./cite-box.tsx";
import { ConflictNotes } from "./conflict-notes.tsx";
import { Frame, type PageParts } from "./frame.tsx";
import { PassOn } from "./pass-on.tsx";
import type { References } from "./references.ts";

/** The pages, as HTML. Pure: what comes in is escaped by Preact. */

/** How to cite a passage, by its id. */
type Cite = (passage: string) => References | undefined;

export function renderQuestionPage(
  parts: PageParts,
  asked: { text: string; answer: Answer | null; trouble: string | null; cite: Cite },
): string {
  const say = parts.messages[parts.language];
  const path = asked.text ? `/?q=${encodeURIComponent(asked.text)}&` : "/?";
  return renderPage(
    <Frame {...parts} title={say("page-title")} path={path} head={asked.answer && <ScriptFile />}>
      <h1>{say("page-title")}</h1>
      {asked.answer === null && <p>{say("page-intro")}</p>}
      <QuestionForm say={say} text={asked.text} />
      <p class="soft">
        <a href={`/check?lang=${parts.language}`}>{say("check-link")}</a>
      </p>
      {asked.trouble !== null && (
        <p role="alert" class="alarm">
          {asked.trouble}
        </p>
      )}
      {asked.answer !== null && <Answered {...parts} answer={asked.answer} cite={asked.cite} />}
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

function Answered({ answer, cite, ...parts }: PageParts & { answer: Answer; cite: Cite }) {
  const say = parts.messages[parts.language];
  const [first, ...others] = answer.answers;
  const related = answer.reason === "related-only" ? answer.nearest.slice(0, 3) : [];
  return (
    <section aria-live="polite">
      {answer.kind === "urgent" && <Danger answer={answer} say={say} />}
      {answer.kind === "greeting" && <p>{say("greeting")}</p>}
      {answer.reason !== null && <p role="status">{say(`reason-${answer.reason}`)}</p>}
      {first && answer.kind === "answered" && <h2>{say(`confidence-${wordConfidence(answer.confidence)}`)}</h2>}
      {first && <Cited {...parts} citation={first} references={cite(first.passage)} first />}
      <CentreAnswers answer={answer} messages={parts.messages} />
      {others.length > 0 && <h2>{say("also")}</h2>}
      {related.length > 0 && <h2>{say("related")}</h2>}
      {[...others, ...related].map((citation) => (
        <Cited {...parts} key={citation.passage} citation={citation} references={cite(citation.passage)} />
      ))}
      {answer.code !== null && <Proof code={answer.code} say={say} language={parts.language} />}
      <PassOn answer={answer} say={say} language={parts.language} />
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

function Proof({ code, say, language }: { code: string; say: Say; language: Language }) {
  return (
    <p class="soft proof">
      <a href={`/r/${code}?lang=${language}`}>{say("proof", { code })}</a>
      <br />
      {say("proof-note")}
    </p>
  );
}

interface CitedProps extends PageParts {
  citation: Citation;
  references: References | undefined;
  first?: boolean;
}

function Cited({ citation, references, language, messages, first = false }: CitedProps) {
  const say = messages[language];
  const { text, excerpt, place, document, passage, status, original } = citation;
  const from = text.indexOf(excerpt);
  return (
    <article class={first ? "first" : ""}>
      <blockquote>{excerpt}</blockquote>
      <p class="place">
        {document} · {place}
      </p>
      {status === "working" && <p class="place">{say("working-translation")}</p>}
      <ConflictNotes notes={citation.conflicts ?? []} say={say} language={language} />
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
      <a href={`/p/${passage}?lang=${language}`}>{say("source")}</a>
      {references && (
        <CiteBox references={references} id={`cite-${citation.rank}`} messages={messages} language={language} />
      )}
    </article>
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

/** The language asked for in the address, else the browser's, else the country's own. */
export function choosePageLanguage(asked: unknown, accepted: string | undefined): Language {
  const known = (code: string | undefined) => LANGUAGES.find((language) => language === code);
  const preferred = accepted?.split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return known(String(asked)) ?? preferred?.map(known).find((found) => found !== undefined) ?? "kk";
}
