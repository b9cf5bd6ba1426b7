import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Calibration, FEATURES, SIGNALS } from "./rank.ts";

const Weights = z.object({
  rank: z.array(z.number()).length(SIGNALS.length),
  confidence: z.array(z.number()).length(FEATURES),
  related: z.array(z.number()).length(FEATURES),
  threshold: z.number().min(0).max(1),
});
const Shape = z.object({
  fitted: z.iso.date(),
  questionsHash: z.string(),
  weights: z.object({ en: Weights, ru: Weights, kk: Weights }),
});

const Few = z.object({ fitted: z.iso.date(), questionsHash: z.string(), few: z.array(z.number()).length(2) });

/**
 * The calibration that `npm run evaluate -- --fit` wrote beside this file, with what scripts/fit-few.mjs
 * fitted on it. Throws ZodError when one has another shape.
 */
export function readCalibration(): Calibration {
  const { weights, ...about } = Shape.parse(readData("calibration.json"));
  const { few } = Few.parse(readData("few.json"));
  return { ...about, weights: { en: { ...weights.en, few }, ru: { ...weights.ru, few }, kk: { ...weights.kk, few } } };
}

function readData(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}
