import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Corpus } from "../corpus/corpus.ts";
import type { Desk } from "../desk/desk.ts";
import { coarse, SMALLEST_GROUP } from "../desk/figures.ts";
import { sayName } from "./desk/figure-tables.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { headingOf } from "./headings.ts";
import { renderPage } from "./pages.tsx";
import { Figure, type Table } from "./table.tsx";

/**
 * What everybody may see. Nothing here may lead to a person: counts are rounded to fives and small
 * ones left out, so that neither a figure nor the difference of two tells of one; no wording is shown.
 */

export interface StatisticsParts {
  corpus: Corpus;
  desk: Pick<Desk, "figures" | "unanswered" | "now">;
  readPage: (request: FastifyRequest) => PageParts;
}

/** Milliseconds for which a page is shown again as it was: counting takes longer than showing. */
const KEPT_MS = 60_000;

/** `/statistics` and `/themes`. */
export function addStatistics(server: FastifyInstance, parts: StatisticsParts): void {
  const limit = { config: { rateLimit: { max: 120 } } };
  for (const [path, make] of [
    ["/statistics", renderStatistics],
    ["/themes", renderThemes],
  ] as const) {
    const kept = new Map<string, { at: number; html: string }>();
    server.get(path, limit, async (request, reply) => {
      const page = parts.readPage(request);
      const known = kept.get(page.language);
      const html = known && parts.desk.now() - known.at < KEPT_MS ? known.html : make(page, parts);
      if (html !== known?.html) kept.set(page.language, { at: parts.desk.now(), html });
      return reply.type("text/html").send(html);
    });
  }
}

function renderStatistics(page: PageParts, { desk }: StatisticsParts): string {
  const { language, messages } = page;
  const say = messages[language];
  const weeks: Table = {
    id: "weeks",
    title: say("figures-questions-week"),
    columns: [say("figures-week"), say("figures-answered"), say("figures-not-answered")],
    rows: desk.figures
      .questions("week")
      .map(({ period, answered, abstained }) => [period, coarse(answered), coarse(abstained)])
      .filter(([, answered, abstained]) => answered !== null || abstained !== null),
    bars: [1, 2],
  };
  const shares = (["language", "channel", "kind"] as const).map(
    (of): Table => ({
      id: `by-${of}`,
      title: say(`figures-by-${of}`),
      columns: [say(`figures-${of}`), say("figures-count")],
      rows: desk.figures
        .shares(of)
        .filter(({ count }) => count >= SMALLEST_GROUP)
        .map(({ name, count }) => [sayName(page, of, name), coarse(count)]),
      bars: [1],
    }),
  );
  return renderPage(
    <Frame {...page} title={say("stats-title")} path="/statistics?">
      <h1>{say("stats-title")}</h1>
      <p>{say("stats-intro")}</p>
      <p class="soft">{say("stats-rounded")}</p>
      {[weeks, ...shares].map((table) => (
        <Figure key={table.id} table={table} empty={say("figures-nothing")} csv={null} />
      ))}
    </Frame>,
  );
}

function renderThemes(page: PageParts, { desk, corpus }: StatisticsParts): string {
  const { language, messages } = page;
  const say = messages[language];
  const themes = desk.unanswered.publicThemes((passage) => headingOf(corpus, passage, "en"));
  const table: Table = {
    id: "themes",
    title: say("figures-themes"),
    columns: [say("figures-heading"), say("figures-people")],
    rows: themes.map(({ passage, people }) => [headingOf(corpus, passage, language), coarse(people)]),
    bars: [],
  };
  return renderPage(
    <Frame {...page} title={say("themes-title")} path="/themes?">
      <h1>{say("themes-title")}</h1>
      <p>{say("themes-intro")}</p>
      <p class="soft">{say("stats-rounded")}</p>
      <Figure table={table} empty={say("figures-nothing")} csv={null} />
    </Frame>,
  );
}
