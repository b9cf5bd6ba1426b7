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

/** The calibration that `npm run evaluate -- --fit` wrote beside this file. Throws ZodError when it has another shape. */
export function readCalibration(): Calibration {
  return Shape.parse(JSON.parse(readFileSync(new URL("calibration.json", import.meta.url), "utf8")));
}
