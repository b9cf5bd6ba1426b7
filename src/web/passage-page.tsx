import type { Past, Version } from "../corpus/editions.ts";
import type { Language } from "../corpus/passage.ts";
import { numberOf } from "../corpus/place.ts";
import type { Say } from "../messages/messages.ts";
import { CiteBox } from "./cite-box.tsx";
import { Frame, type PageParts } from "./frame.tsx";
import { renderPage, ScriptFile } from "./pages.tsx";
import { type References, shortenEdition } from "./references.ts";

/** The permanent page of a passage: its words, its place, how to cite it; also for print. */
export function renderPassagePage(
  parts: PageParts,
  found: Version & { earlier: { edition: string; date: string }[] },
  references: References,
): string {
  const { passage, document, past, earlier } = found;
  const { language, messages } = parts;
  const say = messages[language];
  const rendering = language === document.language ? undefined : passage.renderings[language];
  const title = `${document.symbol} · ${say("passage-number", { number: numberOf(passage) })}`;
  const place = passage.places[language] ?? passage.place;
  const picture = `/p/${passage.id}.png?lang=${language}`;
  return renderPage(
    <Frame
      {...parts}
      title={title}
      path={past ? `/p/${passage.id}?edition=${shortenEdition(document.edition)}&` : `/p/${passage.id}?`}
      head={<Sharing {...{ title, references, language }} text={rendering?.text ?? passage.text} />}
    >
      <h1>{title}</h1>
      <p class="place">{place.join(" › ")}</p>
      {past && <PastNote past={past} date={document.date} say={say} language={language} />}
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
            <p class="place" key={note} lang={document.language}>
              {note}
            </p>
          ))}
        </article>
      </div>
      <p class="soft">
        {document.titles[language]}. {document.publisher === "" ? "" : `${document.publisher}, `}
        {document.date}.
      </p>
      {earlier.length > 0 && (
        <p class="soft">
          {say("edition-earlier")}:{" "}
          {earlier.map(({ edition, date }) => (
            <>
              <a href={`/p/${passage.id}?lang=${language}&edition=${shortenEdition(edition)}`}>{date}</a>{" "}
            </>
          ))}
        </p>
      )}
      <p class="soft">
        {say("edition")}: <code>{document.edition.slice(0, 19)}…</code>
      </p>
      <p class="printed soft">
        {say("printed-from", { url: references.permalink, accessed: references.accessed[language] })}
      </p>
      <CiteBox references={references} id="cite" messages={messages} language={language} />
      <p class="actions">
        {past === null && <a href={picture}>{say("picture")}</a>}
        <button type="button" class="copy" data-print hidden>
          {say("print")}
        </button>
        <a href={`/?lang=${language}`}>{say("back")}</a>
      </p>
    </Frame>,
  );
}

/** That these words are no longer the document's, since when, and what stands there now. */
function PastNote(props: { past: Past; date: string; say: Say; language: Language }) {
  const { past, date, say, language } = props;
  if (past.replacedBy === null) {
    return (
      <p class="notice said" role="note">
        {say("edition-past-removed")}
      </p>
    );
  }
  return (
    <p class="notice said" role="note">
      {say("edition-past", { date })} {say("edition-changed-in", { date: past.replacedBy.date })}.{" "}
      {past.now ? (
        <a href={`/p/${past.now.id}?lang=${language}`}>{say("edition-past-instead", { number: numberOf(past.now) })}</a>
      ) : (
        say("edition-past-nothing")
      )}
    </p>
  );
}

/** What other sites show when somebody shares the link. */
function Sharing(props: { title: string; text: string; references: References; language: Language }) {
  const { title, text, references, language } = props;
  const description = text.length > 200 ? `${text.slice(0, 200).replace(/\s\S*$/u, "")}…` : text;
  return (
    <>
      <link rel="canonical" href={references.permalink} />
      <meta name="description" content={description} />
      <meta property="og:type" content="article" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={references.permalink} />
      <meta property="og:image" content={`${references.permalink}.png?lang=${language}`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={description} />
      <meta name="twitter:card" content="summary_large_image" />
      <ScriptFile />
    </>
  );
}
