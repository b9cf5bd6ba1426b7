import { NUMBER } from "../corpus/numbers.ts";
import type { Fact } from "./asked-for.ts";

/**
 * A question for a figure is answered by the sentence that states it, for the year that is asked.
 * Works on the document's words and on their renderings alike. Pure.
 */

/** What a question asks of figures. */
export interface AskedFigure {
  fact: Fact | null;
  /** Years named in the question: "2022". */
  years: readonly string[];
}

const NUMBERS = new RegExp(NUMBER.source, "gu");
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/gu;
/** A figure of the kind asked for, in the three languages. */
const FIGURES: Partial<Record<Fact, RegExp>> = {
  percent: /\d\s?(?:per cent|percent|%|процент|пайыз)/iu,
  age: /\d[\d–-]*\s*(?:years? of age|years old|лет|года|жас)|(?:age[ds]?|возраст\p{L}*|жас\p{L}*)\D{0,20}\d/iu,
  sentence: /\d\D{0,20}(?:years?|лет|года|жыл)/iu,
  duration: /\d\D{0,12}(?:days?|weeks?|months?|hours?|years?|дн|день|недел|месяц|час|лет|год|күн|апта|ай|сағат|жыл)/iu,
  money: /\d\D{0,14}(?:tenge|dollars?|monthly|тенге|доллар|МРП|теңге|АЕК)|\$\s?\d/iu,
  date: /(?:19|20)\d\d/u,
};

/** What a question asks of figures, from its text and the kind of fact that it asks for. */
export function readAskedFigure(question: string, fact: Fact | null): AskedFigure {
  return { fact, years: question.match(YEAR) ?? [] };
}

/** How much a sentence is the place of the figure asked for: 0 to 3, to be added to its shared words. */
export function weighFigure(sentence: string, { fact, years }: AskedFigure): number {
  if (fact === null && years.length === 0) return 0;
  const named: readonly string[] = sentence.match(YEAR) ?? [];
  const rightYear = years.some((year) => named.includes(year));
  const figures = (sentence.match(NUMBERS) ?? []).filter((figure) => !named.includes(figure));
  const states = fact !== null && (FIGURES[fact]?.test(sentence) ?? figures.length > 0);
  return (states ? 1.5 : 0) + (rightYear ? 1.5 : 0);
}
