import type { ComponentChildren } from "preact";
import type { Language, Passage } from "../corpus/passage.ts";
import type { Shared } from "../desk/case.ts";
import { sayDay } from "./days.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { renderPage } from "./pages.tsx";

/** The pages on which an asker passes a question on. They need no script. */

/** A passage that a page names. */
export interface Named {
  passage: Passage;
  symbol: string;
}

export function PostForm(props: { csrf: string; action: string; children: ComponentChildren }) {
  const { csrf, action, children } = props;
  return (
    <form method="post" action={action}>
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  );
}

export interface HandOffForm {
  shared: Shared;
  found: Named[];
  answerId: string;
  dueDay: string;
  csrf: string;
  /** Random, new with each form: the same form opens one case, however often it is sent. */
  once: string;
}

/** Passages in sight; the others are a click away. */
const SHOWN_AT_ONCE = 3;

/** What will be shared, and the one confirmation. */
export function renderHandOff(parts: PageParts, form: HandOffForm): string {
  const { language } = parts;
  const say = parts.messages[language];
  const { shared, found } = form;
  return renderPage(
    <Frame {...parts} title={say("handoff-title")} path={`/hand-off?answer=${encodeURIComponent(form.answerId)}&`}>
      <h1>{say("handoff-title")}</h1>
      <p>{say("handoff-intro", { day: sayDay(form.dueDay, language) })}</p>
      <article class="first">
        <h2>{say("handoff-will-share")}</h2>
        <dl class="shared">
          <dt>{say("handoff-question")}</dt>
          <dd lang={shared.language}>{shared.question}</dd>
          <dt>{say("handoff-language")}</dt>
          <dd>{parts.messages[shared.language]("language-name")}</dd>
          <dt>{say("handoff-found")}</dt>
          <dd>
            {found.length === 0 && say("handoff-found-nothing")}
            <FoundList found={found.slice(0, SHOWN_AT_ONCE)} language={language} />
            {found.length > SHOWN_AT_ONCE && (
              <details>
                <summary>{say("desk-found-more", { count: found.length - SHOWN_AT_ONCE })}</summary>
                <FoundList found={found.slice(SHOWN_AT_ONCE)} language={language} />
              </details>
            )}
          </dd>
        </dl>
        <p class="soft">{say("handoff-nothing-else")}</p>
      </article>
      <PostForm action="/hand-off" csrf={form.csrf}>
        <input type="hidden" name="answer" value={form.answerId} />
        <input type="hidden" name="once" value={form.once} />
        <input type="hidden" name="lang" value={language} />
        <label for="message">{say("handoff-message-label")}</label>
        <textarea id="message" name="message" maxLength={2000} aria-describedby="message-hint" />
        <p id="message-hint" class="soft">
          {say("handoff-message-hint")}
        </p>
        <button type="submit">{say("handoff-confirm")}</button>
      </PostForm>
      <p>
        <a href={`/?lang=${language}`}>{say("handoff-not-now")}</a>
      </p>
      <p class="soft">{say("handoff-danger")}</p>
    </Frame>,
  );
}

function FoundList({ found, language }: { found: Named[]; language: Language }) {
  return (
    <ul class="plain">
      {found.map(({ passage, symbol }) => (
        <li key={passage.id}>
          <a href={`/passage/${passage.id}?lang=${language}`}>
            {symbol} · {(passage.places[language] ?? passage.place).at(-1)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Without an answer to start from: the question first, so that Kenes can look. */
export function renderHandOffStart(parts: PageParts): string {
  const say = parts.messages[parts.language];
  return renderPage(
    <Frame {...parts} title={say("handoff-title")} path="/hand-off?">
      <h1>{say("handoff-title")}</h1>
      <p>{say("handoff-write-first")}</p>
      <form action="/hand-off" method="get">
        <label for="q">{say("ask-label")}</label>
        <textarea id="q" name="q" maxLength={2000} required aria-describedby="hint" />
        <p id="hint" class="soft">
          {say("ask-hint")}
        </p>
        <button type="submit">{say("handoff-next")}</button>
      </form>
    </Frame>,
  );
}
