import type { ComponentChildren } from "preact";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";

export interface PageParts {
  /** The language that Kenes speaks on the page. */
  language: Language;
  messages: Messages;
  style: string;
}

/** What stands around every page: language links above, privacy below. */
export function Frame({
  language,
  messages,
  style,
  title,
  path,
  head,
  children,
}: PageParts & { title: string; path: string; head?: ComponentChildren; children: ComponentChildren }) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
        {head}
      </head>
      <body>
        <header>
          <a class="name" href={`/?lang=${language}`}>
            Kenes
          </a>
          <nav aria-label={messages[language]("language-choose")}>
            {LANGUAGES.map((other) => (
              <a
                key={other}
                href={`${path}lang=${other}`}
                lang={other}
                hreflang={other}
                {...(other === language ? { "aria-current": "true" as const } : {})}
              >
                {messages[other]("language-name")}
              </a>
            ))}
          </nav>
        </header>
        <main>{children}</main>
        <footer class="soft">
          <p class="ways">
            <a href={`/check?lang=${language}`}>{messages[language]("check-link")}</a>{" "}
            <a href={`/statistics?lang=${language}`}>{messages[language]("stats-link")}</a>{" "}
            <a href={`/themes?lang=${language}`}>{messages[language]("themes-link")}</a>{" "}
            <a href={`/errata?lang=${language}`}>{messages[language]("errata-title")}</a>{" "}
            <a href="/api">{messages[language]("api-link")}</a>
          </p>
          <p>{messages[language]("page-privacy")}</p>
        </footer>
      </body>
    </html>
  );
}
