import type { Corpus } from "../../corpus/corpus.ts";
import type { Language } from "../../corpus/passage.ts";
import type { Desk } from "../../desk/desk.ts";
import type { Step } from "../../desk/figures.ts";
import type { Messages } from "../../messages/messages.ts";
import { sayDate } from "../days.ts";
import { headingOf } from "../headings.ts";
import type { Table } from "../table.tsx";

/** The desk's figures as tables, in the reader's language. */

export interface TableParts {
  desk: Pick<Desk, "figures" | "unanswered">;
  corpus: Corpus;
  messages: Messages;
  language: Language;
  step: Step;
}

export function listTables(parts: TableParts): Table[] {
  return [
    listThemes(parts),
    listQuestions(parts),
    listSpeed(parts),
    listCases(parts),
    ...(["language", "channel", "kind", "reason"] as const).map((of) => listShares(parts, of)),
    listRefused(parts),
    listLowRated(parts),
  ];
}

/** Column heads: `figures-NAME` of the messages. */
function heads({ messages, language }: TableParts, names: readonly string[]): string[] {
  return names.map((name) => messages[language](`figures-${name}`));
}

function listThemes(parts: TableParts): Table {
  const { desk, corpus, messages, language } = parts;
  return {
    id: "themes",
    title: messages[language]("figures-themes"),
    columns: heads(parts, [
      "heading",
      "wordings",
      "count",
      "people",
      "last-week",
      "week-before",
      "growth",
      "languages",
    ]),
    rows: desk.unanswered.themes().map((theme) => {
      const growth = theme.lastWeek - theme.weekBefore;
      return [
        headingOf(corpus, theme.passage, language) ?? messages[language]("figures-no-heading"),
        theme.wordings.join(" · "),
        theme.questions,
        theme.people,
        theme.lastWeek,
        theme.weekBefore,
        growth,
        theme.languages.map((each) => messages[each]("language-name")).join(", "),
      ];
    }),
    bars: [],
  };
}

function listQuestions(parts: TableParts): Table {
  const { desk, messages, language, step } = parts;
  return {
    id: "questions",
    title: messages[language](`figures-questions-${step}`),
    columns: heads(parts, [step, "answered", "not-answered", "danger", "all"]),
    rows: desk.figures
      .questions(step)
      .map(({ period, answered, abstained, urgent, asked }) => [period, answered, abstained, urgent, asked]),
    bars: [1, 2],
  };
}

function listSpeed(parts: TableParts): Table {
  const { desk, messages, language, step } = parts;
  return {
    id: "speed",
    title: messages[language]("figures-speed"),
    columns: heads(parts, [step, "median", "slow"]),
    rows: desk.figures.questions(step).map(({ period, median, slow }) => [period, median, slow]),
    bars: [1],
  };
}

function listCases(parts: TableParts): Table {
  const { desk, messages, language, step } = parts;
  return {
    id: "deadlines",
    title: messages[language]("figures-deadlines"),
    columns: heads(parts, [step, "in-time", "late", "overdue", "waiting", "kept", "hours"]),
    rows: desk.figures.cases(step).map(({ period, inTime, late, overdue, waiting, hours }) => {
      const due = inTime + late + overdue;
      return [period, inTime, late, overdue, waiting, due === 0 ? null : Math.round((100 * inTime) / due), hours];
    }),
    bars: [1, 2, 3],
  };
}

function listShares(parts: TableParts, of: "language" | "channel" | "kind" | "reason"): Table {
  const { desk, messages, language } = parts;
  return {
    id: `by-${of}`,
    title: messages[language](`figures-by-${of}`),
    columns: heads(parts, [of, "count"]),
    rows: desk.figures.shares(of).map(({ name, count }) => [sayName(parts, of, name), count]),
    bars: [1],
  };
}

/** A language, channel, outcome or reason in the reader's words. */
export function sayName(
  { messages, language }: Pick<TableParts, "messages" | "language">,
  of: "language" | "channel" | "kind" | "reason",
  name: string,
): string {
  if (of === "language") return messages[name as Language]("language-name");
  return messages[language](`figures-${of}-${name}`);
}

function listRefused(parts: TableParts): Table {
  const { desk, messages, language } = parts;
  return {
    id: "refused",
    title: messages[language]("figures-refused"),
    columns: heads(parts, ["day", "question", "reason", "language"]),
    rows: desk.figures
      .refused()
      .map((each) => [
        sayDate(each.at, language),
        each.text,
        sayName(parts, "reason", each.reason),
        messages[each.language]("language-name"),
      ]),
    bars: [],
  };
}

function listLowRated(parts: TableParts): Table {
  const { desk, messages, language } = parts;
  return {
    id: "low-rated",
    title: messages[language]("figures-low-rated"),
    columns: heads(parts, ["day", "question", "opinion", "case", "language"]),
    rows: desk.figures
      .lowRated()
      .map((each) => [
        sayDate(each.at, language),
        each.text ?? messages[language]("desk-erased"),
        each.reason === null ? null : messages[language](`rate-${each.reason}`),
        each.number,
        messages[each.language]("language-name"),
      ]),
    bars: [],
  };
}
