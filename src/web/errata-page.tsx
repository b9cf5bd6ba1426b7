import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Published } from "../desk/centre-answers.ts";
import type { Change } from "../desk/change-store.ts";
import type { Erratum } from "../desk/corrections.ts";
import type { Say } from "../messages/messages.ts";
import { sayDate } from "./days.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { renderPage } from "./pages.tsx";

/** What was corrected: what it said, what it says now, and why. */
export function renderErrata(page: PageParts, about: { listed: Erratum[]; corpus: Corpus }): string {
  const say = page.messages[page.language];
  return renderPage(
    <Frame {...page} title={say("errata-title")} path="/errata?">
      <h1>{say("errata-title")}</h1>
      <p>{say("errata-intro")}</p>
      {about.listed.length === 0 && <p>{say("errata-none")}</p>}
      {about.listed.map((erratum) => (
        <ErratumCard key={erratum.change.id} erratum={erratum} corpus={about.corpus} page={page} />
      ))}
    </Frame>,
  );
}

export function ErratumCard({ erratum, corpus, page }: { erratum: Erratum; corpus: Corpus; page: PageParts }) {
  const { language, messages } = page;
  const say = messages[language];
  const { change, why } = erratum;
  const reason = LANGUAGES.find((one) => one === language && why[one] !== "") ?? firstOf(why);
  return (
    <article class="erratum">
      <p class="place">
        {sayDate(change.at, language)} · <Place change={change} corpus={corpus} say={say} language={language} />
      </p>
      <Both change={change} say={say} language={language} />
      <h3>{say("errata-why")}</h3>
      <p lang={reason}>{why[reason]}</p>
    </article>
  );
}

/** What it said and what it says, each marked as such. */
export function Both({ change, say, language }: { change: Change; say: Say; language: Language }) {
  const [before, after] = [read(change.before, language), read(change.after, language)];
  const spoken = change.language === "all" ? undefined : change.language;
  return (
    <>
      <h3>{say("errata-before")}</h3>
      {before.length === 0 && <p>{say("errata-nothing")}</p>}
      {before.map((line, position) => (
        <p key={position} lang={spoken}>
          <del>{line}</del>
        </p>
      ))}
      <h3>{say(after.length === 0 ? "errata-withdrawn" : "errata-after")}</h3>
      {after.map((line, position) => (
        <p key={position} lang={spoken}>
          <ins>{line}</ins>
        </p>
      ))}
    </>
  );
}

interface PlaceProps {
  change: Change;
  corpus: Corpus;
  say: Say;
  language: Language;
}

export function Place({ change, corpus, say, language }: PlaceProps) {
  if (change.kind === "centre") return <>{say("errata-kind-centre")}</>;
  const found = corpus.find(change.subject);
  const kind = say(`errata-kind-${change.kind}`);
  if (!found) return <>{`${kind} · ${change.subject}`}</>;
  const heading = (found.passage.places[language] ?? found.passage.place).at(-1) ?? "";
  return (
    <>
      {kind}
      {change.language !== "all" && ` (${say(`errata-language-${change.language}`)})`} ·{" "}
      <a href={`/p/${change.subject}?lang=${language}`}>
        {found.document.symbol} · {heading} · {change.subject.split("/").at(-1)}
      </a>
    </>
  );
}

/** The lines of a passage, a rendering, a list of questions, or a centre's answer in that language. */
function read(value: unknown, language: Language): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.map(String);
  const { texts } = value as Published;
  return (texts[language] || texts[firstOf(texts)]).split("\n");
}

function firstOf(texts: Record<Language, string>): Language {
  return LANGUAGES.find((language) => texts[language] !== "") ?? "ru";
}
