import { LANGUAGES } from "../corpus/passage.ts";
import { Answered, type AnswerShown, NoticeBar } from "./answer-part.tsx";
import { addressOf } from "./asking.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { QuestionForm, renderPage } from "./pages.tsx";

export interface WidgetShown {
  text: string;
  shown: AnswerShown | null;
  trouble: string | null;
  notice: string | null;
  examples: string[];
}

/** Kenes in another site's frame: the question box and the answer. Whatever leads further opens beside it. */
export function renderWidget(parts: PageParts, asked: WidgetShown): string {
  const { language, messages, style } = parts;
  const say = messages[language];
  const { text, shown } = asked;
  return renderPage(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{say("widget-title")}</title>
        <base target="_blank" />
        <style dangerouslySetInnerHTML={{ __html: style }} />
        <script src="/widget-frame.js" defer />
        <script src="/suggest.js" defer />
      </head>
      <body class="widget">
        <header>
          <nav aria-label={say("language-choose")}>
            {LANGUAGES.map((other) => (
              <a
                key={other}
                href={addressOf("/widget", { q: text === "" ? null : text, lang: other })}
                lang={other}
                target="_self"
                {...(other === language ? { "aria-current": "true" as const } : {})}
              >
                {messages[other]("language-name")}
              </a>
            ))}
          </nav>
        </header>
        <main>
          <h1 class="hidden">{say("widget-title")}</h1>
          <NoticeBar notice={asked.notice} say={say} />
          <QuestionForm say={say} text={text} shown={shown} action="/widget" />
          {asked.trouble !== null && (
            <p role="alert" class="alarm">
              {asked.trouble}
            </p>
          )}
          {shown === null && asked.trouble === null && (
            <ul class="plain" aria-label={say("examples")}>
              {asked.examples.map((question) => (
                <li key={question}>
                  <a href={addressOf("/widget", { q: question, lang: language })} target="_self">
                    {question}
                  </a>
                </li>
              ))}
            </ul>
          )}
          {shown !== null && <Answered {...parts} shown={shown} />}
        </main>
        <footer class="soft">
          <p>
            <a href={addressOf("/", { q: text === "" ? null : text, lang: language })}>{say("widget-whole")}</a>
          </p>
          <p>{say("page-privacy")}</p>
        </footer>
      </body>
    </html>,
  );
}

/** A page as another site might have it, with the one line. */
export function renderDemo(parts: PageParts, base: string): string {
  const { language } = parts;
  const say = parts.messages[language];
  return renderPage(
    <Frame
      {...parts}
      title={say("demo-title")}
      path="/demo?"
      head={<script src="/widget.js" data-lang={language} defer />}
    >
      <h1>{say("demo-title")}</h1>
      <p>{say("demo-intro")}</p>
      <h2>{say("demo-line")}</h2>
      <pre>{`<script src="${base}/widget.js" data-lang="${language}" defer></script>`}</pre>
      <p>{say("demo-notes")}</p>
    </Frame>,
  );
}
