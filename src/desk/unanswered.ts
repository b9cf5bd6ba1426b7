import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import { FIGURE_DAYS, SMALLEST_GROUP } from "./figures.ts";

/** Themes of the questions that Kenes did not answer: for staff with wordings, for the public without. */

export interface UnansweredTheme {
  /** Questions in it, and different people who asked as far as that is known. */
  questions: number;
  people: number;
  /** Of the last seven days and of the seven before. */
  lastWeek: number;
  weekBefore: number;
  languages: Language[];
  /** As they were asked, numbers of persons masked: for staff alone. */
  wordings: string[];
  /** The passage that came nearest, or null. */
  passage: string | null;
}

/** A theme as the public may see it. */
export interface PublicTheme {
  /** The passage that came nearest: its heading names the theme. */
  passage: string;
  people: number;
}

export interface Unanswered {
  /** The largest first. */
  themes(): UnansweredTheme[];
  /** Those of five people at least; `headingOf` names a passage's heading, by which small themes are one. */
  publicThemes(headingOf: (passage: string) => string | null): PublicTheme[];
  /** Changes whenever a question came or went. */
  mark(): string;
}

const DAY_MS = 86_400_000;
const LISTED = 60;
const WORDINGS = 3;
/** Themes that are looked through for the public: beyond them there are only single questions. */
const LOOKED_AT = 5000;
/**
 * Somebody known counts once. Who asks on the web isn't known, so there the same words count once:
 * whoever sends a question five times is no group of five.
 */
const PERSON = "coalesce(q.asker, lower(trim(q.text)))";

interface Row extends Omit<UnansweredTheme, "languages" | "wordings"> {
  theme: number;
  languages: string;
}

export function createUnanswered(database: Database.Database, now: () => number): Unanswered {
  const from = "FROM unanswered u JOIN questions q ON q.id = u.question WHERE q.asked_at > @since";
  const sql = {
    themes: database.prepare<{ since: number; week: number; fortnight: number; limit: number }, Row>(
      `SELECT coalesce(u.theme, u.id) AS theme, count(*) AS questions, count(DISTINCT ${PERSON}) AS people,
         sum(q.asked_at > @week) AS lastWeek, sum(q.asked_at > @fortnight AND q.asked_at <= @week) AS weekBefore,
         group_concat(DISTINCT q.language) AS languages, json_extract(min(q.passages), '$[0]') AS passage
       ${from} GROUP BY 1 ORDER BY questions DESC, theme DESC LIMIT @limit`,
    ),
    wordings: database.prepare<{ theme: number; since: number }, { text: string }>(
      `SELECT DISTINCT q.text ${from} AND coalesce(u.theme, u.id) = @theme AND q.text IS NOT NULL
       ORDER BY q.asked_at DESC LIMIT ${WORDINGS}`,
    ),
    people: database.prepare<{ since: number }, { passage: string | null; person: string }>(
      `SELECT DISTINCT json_extract(q.passages, '$[0]') AS passage, ${PERSON} AS person ${from}
       ORDER BY q.asked_at DESC LIMIT ${LOOKED_AT}`,
    ),
    mark: database.prepare<[], { mark: string }>(
      "SELECT count(*) || ' ' || coalesce(max(id), 0) AS mark FROM unanswered",
    ),
  };
  const since = () => now() - FIGURE_DAYS * DAY_MS;
  return {
    themes: () => {
      const asked = { since: since(), week: now() - 7 * DAY_MS, fortnight: now() - 14 * DAY_MS, limit: LISTED };
      return sql.themes.all(asked).map(({ theme, languages, ...row }) => ({
        ...row,
        languages: languages.split(",") as Language[],
        wordings: sql.wordings.all({ theme, since: since() }).map(({ text }) => text),
      }));
    },
    publicThemes: (headingOf) => {
      const groups = new Map<string, { passage: string; people: Set<string> }>();
      for (const { passage, person } of sql.people.all({ since: since() })) {
        const heading = passage === null ? null : headingOf(passage);
        if (passage === null || heading === null) continue;
        const group = groups.get(heading) ?? { passage, people: new Set() };
        groups.set(heading, group);
        group.people.add(person);
      }
      return [...groups.values()]
        .map(({ passage, people }) => ({ passage, people: people.size }))
        .filter(({ people }) => people >= SMALLEST_GROUP)
        .sort((a, b) => b.people - a.people);
    },
    mark: () => sql.mark.get()?.mark ?? "",
  };
}
