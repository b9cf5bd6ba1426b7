import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import type { References } from "./references.ts";

/**
 * One tap copies a citation. Without JavaScript the buttons stay hidden and the texts are there to be
 * selected; copy.js shows the buttons.
 */
export function CiteBox(props: { references: References; id: string; messages: Messages; language: Language }) {
  const { references, id, messages, language } = props;
  const say = messages[language];
  const others = LANGUAGES.filter((other) => other !== language);
  const own = `${id}-${language}`;
  return (
    <div class="cite">
      <button type="button" class="copy" data-copy={own} hidden>
        {say("cite-copy")}
      </button>
      <details>
        <summary>{say("cite")}</summary>
        {[language, ...others].map((each) => (
          <CiteText
            key={each}
            id={`${id}-${each}`}
            name={messages[each]("language-name")}
            text={references.sentences[each]}
            copy={say("cite-copy-this")}
            lang={each}
          />
        ))}
        <CiteText id={`${id}-csl`} name="CSL-JSON" text={references.csl} copy={say("cite-copy-this")} />
        <CiteText id={`${id}-bib`} name="BibTeX" text={references.bibtex} copy={say("cite-copy-this")} />
      </details>
      <span role="status" class="copied" data-copied={say("cite-copied")} data-by-hand={say("cite-by-hand")} />
    </div>
  );
}

function CiteText(props: { id: string; name: string; text: string; copy: string; lang?: Language }) {
  const { id, name, text, copy, lang } = props;
  return (
    <div class="cite-text">
      <p class="place" id={`${id}-name`} lang={lang}>
        {name}
      </p>
      <pre id={id} lang={lang} class={lang ? "sentence" : "code"}>
        {text}
      </pre>
      <button type="button" class="copy" data-copy={id} aria-describedby={`${id}-name`} hidden>
        {copy}
      </button>
    </div>
  );
}
