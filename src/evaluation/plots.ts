import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES } from "../corpus/passage.ts";
import type { Judged } from "./cross-validate.ts";

/** Pictures of how far a confidence can be believed, drawn from cross-validated judgements. */

/** Bins of the reliability diagram. */
const BINS = 10;

/** Share of questions that what was shown first answers, for each tenth of confidence. */
export function describeReliability(judged: readonly Judged[]) {
  return LANGUAGES.flatMap((language) =>
    Array.from({ length: BINS }, (_, bin) => {
      const own = ofLanguage(judged, language).filter(
        ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin,
      );
      return {
        language,
        questions: own.length,
        confidence: own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length,
        right: own.filter(isRight).length / own.length,
      };
    }).filter(({ questions }) => questions > 0),
  );
}

/** Share of wrong ones among the answered, for each share of questions that are answered. */
export function describeRisk(judged: readonly Judged[]) {
  return LANGUAGES.flatMap((language) => {
    const own = ofLanguage(judged, language).sort((a, b) => b.confidence - a.confidence);
    let wrong = 0;
    return own.map((each, position) => {
      wrong += isRight(each) ? 0 : 1;
      return { language, coverage: (position + 1) / own.length, risk: wrong / (position + 1) };
    });
  });
}

function ofLanguage(judged: readonly Judged[], language: string): Judged[] {
  return judged.filter(
    ({ spelling, kind }) => spelling === language && (kind === "answerable" || kind === "unanswerable"),
  );
}

function isRight({ kind, hit }: Judged): boolean {
  return kind === "answerable" && hit !== null && hit <= 3;
}

/** Writes `reliability.svg` and `risk-coverage.svg` into a folder; gives their paths. */
export async function writePlots(judged: readonly Judged[], folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const percent = { axis: { format: "%" }, scale: { domain: [0, 1] }, type: "quantitative" } as const;
  const colour = { field: "language", type: "nominal", title: null } as const;
  const reliability = {
    layer: [
      {
        data: { values: [{ at: 0 }, { at: 1 }] },
        mark: { type: "line", color: "#999", strokeDash: [4, 4] },
        encoding: { x: { field: "at", ...percent }, y: { field: "at", ...percent } },
      },
      {
        data: { values: describeReliability(judged) },
        mark: { type: "line", point: true },
        encoding: {
          x: { field: "confidence", title: "confidence", ...percent },
          y: { field: "right", title: "answered by one of the three shown", ...percent },
          color: colour,
        },
      },
    ],
  };
  const risk = {
    data: { values: describeRisk(judged) },
    mark: "line",
    encoding: {
      x: { field: "coverage", title: "questions answered, the surest first", ...percent },
      y: { field: "risk", title: "wrong among them", axis: { format: "%" }, type: "quantitative" },
      color: colour,
    },
  };
  const plots = { "reliability.svg": reliability, "risk-coverage.svg": risk };
  const written: string[] = [];
  for (const [name, plot] of Object.entries(plots)) {
    const path = join(folder, name);
    writeFileSync(path, await draw({ width: 420, height: 320, background: "white", ...plot }));
    written.push(path);
  }
  return written;
}

/** Vega is loaded when a plot is drawn: it is there for those who develop, not where Kenes runs. */
async function draw(plot: object): Promise<string> {
  const [{ parse, View }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = compile(plot as Parameters<typeof compile>[0]);
  return new View(parse(spec), { renderer: "none" }).toSVG();
}
