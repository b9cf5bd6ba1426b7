import { diffArrays } from "diff";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import { chooseText } from "../desk/case.ts";
import type { Published } from "../desk/centre-document.ts";
import type { Change } from "../desk/change-store.ts";
import type { Erratum } from "../desk/corrections.ts";
import type { Say } from "../messages/messages.ts";
import { sayDate } from "./days.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { renderPage } from "./pages.tsx";

/** What was corrected: what it said, what it says now with the words that changed marked, and why. */
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
  const reason = chooseText(why, language, "ru");
  return (
    <article class="erratum" id={`change-${change.id}`}>
      <h2>{sayDate(change.at, language)}</h2>
      <p class="place">
        <Place change={change} corpus={corpus} say={say} language={language} />
      </p>
      <Both change={change} corpus={corpus} say={say} language={language} />
      <h3>{say("errata-why")}</h3>
      <p lang={reason}>{why[reason]}</p>
    </article>
  );
}

interface ChangeProps {
  change: Change;
  corpus: Corpus;
  say: Say;
  language: Language;
}

/** What it said and what it says, the words that differ marked in each. */
export function Both({ change, corpus, say, language }: ChangeProps) {
  const spoken = languageOf(change, { corpus, language });
  const [before, after] = [read(change.before, language), read(change.after, language)];
  const parts = diffArrays(splitWords(before ?? ""), splitWords(after ?? ""));
  const marked = before !== null && after !== null;
  return (
    <>
      <h3>{say("errata-before")}</h3>
      {before === null ? (
        <p>{say("errata-nothing")}</p>
      ) : (
        <p class="said" lang={spoken}>
          {parts.map(({ value, added, removed }, position) =>
            added ? null : removed && marked ? <del key={position}>{value.join("")}</del> : value.join(""),
          )}
        </p>
      )}
      <h3>{say(after === null ? "errata-withdrawn" : "errata-after")}</h3>
      {after !== null && (
        <p class="said" lang={spoken}>
          {parts.map(({ value, added, removed }, position) =>
            removed ? null : added && marked ? <ins key={position}>{value.join("")}</ins> : value.join(""),
          )}
        </p>
      )}
    </>
  );
}

/** Which passage or answer it is about, with a link where it still stands. */
export function Place({ change, corpus, say, language }: ChangeProps) {
  const found = corpus.find(change.subject);
  const kind = say(`errata-kind-${change.kind}`);
  const named = change.language === "all" ? kind : `${kind} (${say(`errata-language-${change.language}`)})`;
  if (!found) return <>{change.kind === "centre" ? kind : `${named} · ${change.subject}`}</>;
  const heading = (found.passage.places[language] ?? found.passage.place).at(-1) ?? "";
  const number = change.subject.split("/").at(-1)?.replace(/^0+/u, "");
  const place = change.kind === "centre" ? `§ ${number}` : `${found.document.symbol} · ${heading} · § ${number}`;
  return (
    <>
      {named} · <a href={`/p/${change.subject}?lang=${language}`}>{place}</a>
    </>
  );
}

/** The words of a passage, a rendering, a list of questions, or a centre's answer in that language; null for none. */
function read(value: unknown, language: Language): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join("\n");
  const { texts, lead } = value as Published;
  return texts[chooseText(texts, language, lead)];
}

/** The language that the words are in. */
function languageOf(change: Change, { corpus, language }: { corpus: Corpus; language: Language }): Language {
  if (change.language !== "all") return change.language;
  if (change.kind !== "centre") return corpus.find(change.subject)?.document.language ?? "en";
  const { texts, lead } = (change.after ?? change.before) as Published;
  return chooseText(texts, language, lead);
}

/** Words with the white space behind them. */
function splitWords(text: string): string[] {
  return text.match(/\S+\s*/gu) ?? [];
}
