import type { Answer, Citation, Term } from "../answer/answer.ts";
import { wordConfidence } from "../answer/confidence.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";
import { addressOf } from "./asking.ts";
import { CentreWord } from "./centre-word.tsx";
import { CiteBox } from "./cite-box.tsx";
import { ConflictNotes } from "./conflict-notes.tsx";
import type { PageParts } from "./frame.tsx";
import { PassOn } from "./pass-on.tsx";
import type { References } from "./references.ts";

/** An answer as a part of a page: the whole page's or the widget's. */

export interface AnswerShown {
  answer: Answer;
  /** The page's path, to which choices and languages lead back. */
  path: string;
  /** Milliseconds since 1970: a follow-up counts from here. */
  now: number;
  /** What of the documents was asked: every link back to the answer asks the same. */
  limited: Limited;
  /** The language of a passage's document. */
  languageOf: (passage: string) => Language;
  /** How to cite a passage, by its id; null in the widget, which has no room for it. */
  cite: ((passage: string) => References | undefined) | null;
  /** A passage in a second language, or null where nothing is shown beside. */
  beside: { language: Language; textOf: (passage: string) => string | undefined } | null;
}

/** One document, or an edition: all of them, as they are now, where both are absent. */
export interface Limited {
  document?: string;
  asOf?: string;
  /** The title of the one document that was asked. */
  title?: string;
}

/** Citations shown as related when the document doesn't answer. */
const RELATED = 3;

export function Answered({ shown, ...page }: PageParts & { shown: AnswerShown }) {
  const { answer } = shown;
  const say = page.messages[page.language];
  const [first, ...others] = answer.answers;
  const related = answer.reason === "related-only" ? answer.nearest.slice(0, RELATED) : [];
  return (
    <section aria-live="polite" id="answer" tabIndex={-1}>
      {answer.kind === "urgent" && <Danger answer={answer} say={say} />}
      {answer.continuing !== null && <Continuing {...page} shown={shown} continuing={answer.continuing} />}
      <LimitedTo limited={shown.limited} say={say} />
      {answer.kind === "greeting" && <p>{say("greeting")}</p>}
      {answer.reason !== null && <p role="status">{say(`reason-${answer.reason}`)}</p>}
      {answer.pausedBecause !== undefined && <p>{say("paused-because", { because: answer.pausedBecause })}</p>}
      <Choices {...page} shown={shown} />
      {first && answer.kind === "answered" && <h2>{say(`confidence-${wordConfidence(answer.confidence)}`)}</h2>}
      {first && <Cited {...page} shown={shown} citation={first} first />}
      {others.some(({ status }) => status !== "centre") && <h2>{say("also")}</h2>}
      {related.length > 0 && <h2>{say("related")}</h2>}
      {[...others, ...related].map((citation) => (
        <Cited {...page} key={citation.passage} shown={shown} citation={citation} />
      ))}
      {answer.code !== null && <Proof code={answer.code} say={say} language={page.language} />}
      <PassOn answer={answer} say={say} language={page.language} />
    </section>
  );
}

function LimitedTo({ limited: { title, asOf }, say }: { limited: Limited; say: Say }) {
  if (title === undefined && asOf === undefined) return null;
  const edition = asOf !== undefined && asOf.length > 20 ? `${asOf.slice(0, 19)}…` : asOf;
  return (
    <p class="soft limited">
      {title !== undefined && say("document-only", { title })}
      {title !== undefined && edition !== undefined && " · "}
      {edition !== undefined && say("edition-asked", { edition })}
    </p>
  );
}

/** What keeps a link to the same part of the documents. */
export function keepLimits({ document, asOf }: Limited): Record<string, string | undefined> {
  return { document, asOf };
}

/** The centre's words above every answer. */
export function NoticeBar({ notice, say }: { notice: string | null; say: Say }) {
  if (notice === null) return null;
  return (
    <aside class="notice said" aria-label={say("notice-label")}>
      {notice}
    </aside>
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

function Continuing({ shown, continuing, messages, language }: PageParts & { shown: AnswerShown; continuing: string }) {
  const say = messages[language];
  return (
    <p class="soft continuing">
      {say("continuing", { question: continuing })}{" "}
      <a
        href={addressOf(shown.path, { q: shown.answer.question, lang: language, ...keepLimits(shown.limited) })}
        target="_self"
      >
        {say("ask-alone-link")}
      </a>
    </p>
  );
}

function Choices({ shown, messages, language }: PageParts & { shown: AnswerShown }) {
  const { answer, path, now } = shown;
  if (answer.choices.length === 0) return null;
  const say = messages[language];
  const before = answer.continuing === null ? {} : { previous: answer.continuing, at: now };
  return (
    <nav aria-labelledby="choices" class="choices">
      <strong id="choices">{say("choices-label")}:</strong>
      {answer.choices.map(({ id, heading }) => (
        <a
          key={id}
          href={addressOf(path, {
            q: answer.question,
            lang: language,
            within: id,
            ...before,
            ...keepLimits(shown.limited),
          })}
          target="_self"
        >
          {heading}
        </a>
      ))}
    </nav>
  );
}

/** Links that show the answer in two languages; the page alone has room for it. */
export function Beside({ shown, messages, language }: PageParts & { shown: AnswerShown }) {
  const { answer, path, beside } = shown;
  if (answer.answers.length === 0 && answer.reason !== "related-only") return null;
  const say = messages[language];
  const others = LANGUAGES.filter((other) => other !== language);
  const at = (other: Language | null) =>
    addressOf(path, { q: answer.question, lang: language, beside: other, ...keepLimits(shown.limited) });
  return (
    <nav aria-label={say("beside-label")} class="beside">
      <span class="soft">{say("beside-label")}:</span>
      {others.map((other) => (
        <a
          key={other}
          href={at(other)}
          lang={other}
          {...(beside?.language === other ? { "aria-current": "true" as const } : {})}
        >
          {messages[other]("language-name")}
        </a>
      ))}
      {beside && <a href={at(null)}>{say("beside-off")}</a>}
    </nav>
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
  shown: AnswerShown;
  citation: Citation;
  first?: boolean;
}

function Cited(props: CitedProps) {
  const { citation, language, messages } = props;
  const { centre, passage, text } = citation;
  if (centre === undefined) return <FromDocument {...props} />;
  return <CentreWord {...{ centre, passage, text, messages, language }} />;
}

function FromDocument({ shown, citation, language, messages, first = false }: CitedProps) {
  const say = messages[language];
  const { document, title, passage, place, status, excerpt, original } = citation;
  const references = shown.cite?.(passage);
  const other = shown.beside?.textOf(passage);
  return (
    <article class={first ? "first" : ""}>
      {shown.beside && other !== undefined ? (
        <div class="sides">
          <p>
            <Marked citation={citation} />
          </p>
          <p lang={shown.beside.language}>{other}</p>
        </div>
      ) : (
        <blockquote>{excerpt}</blockquote>
      )}
      <p class="place">
        {title !== undefined && title !== document && <strong class="title">{title} · </strong>}
        {document} · {place}
      </p>
      {status === "working" && <p class="place">{say("working-translation")}</p>}
      <ConflictNotes notes={citation.conflicts ?? []} say={say} language={language} />
      {citation.terms.map((term) => (
        <Explained key={term.passage} term={term} say={say} language={language} />
      ))}
      {other === undefined && <Whole citation={citation} say={say} />}
      {status !== "original" && (
        <details>
          <summary>{say("original")}</summary>
          <p lang={shown.languageOf(passage)}>{original}</p>
        </details>
      )}
      <a href={addressOf(`/p/${passage}`, { lang: language, edition: shown.limited.asOf && citation.edition })}>
        {say("source")}
      </a>
      {references && (
        <CiteBox references={references} id={`cite-${citation.rank}`} messages={messages} language={language} />
      )}
    </article>
  );
}

function Whole({ citation, say }: { citation: Citation; say: Say }) {
  return (
    <details>
      <summary>{say("full-passage")}</summary>
      {citation.introduction !== null && <p class="place">{citation.introduction}</p>}
      <p>
        <Marked citation={citation} />
      </p>
      {citation.notes.map((note) => (
        <p class="place" key={note}>
          {note}
        </p>
      ))}
    </details>
  );
}

/** The whole passage with its excerpt marked. */
function Marked({ citation: { text, excerpt } }: { citation: Citation }) {
  const from = text.indexOf(excerpt);
  if (from < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, from)}
      <mark>{excerpt}</mark>
      {text.slice(from + excerpt.length)}
    </>
  );
}

/** A word of the excerpt that the document explains itself, on demand. */
function Explained({ term, say, language }: { term: Term; say: Say; language: Language }) {
  return (
    <details>
      <summary>{say("explained", { term: term.term })}</summary>
      <p>{term.explanation}</p>
      <a href={`/p/${term.passage}?lang=${language}`}>{say("source")}</a>
    </details>
  );
}
