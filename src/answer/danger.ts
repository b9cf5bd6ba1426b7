import { readFileSync } from "node:fs";
import { z } from "zod";

/**
 * Hears a cry for help that no sign of `corpus/kinds/urgent.json` names: "I see no reason to wake up
 * tomorrow". A linear sense over the question's vector, fitted by scripts/fit-danger.mjs; measured in
 * test/answer/danger.test.ts. It belongs to one model: for another one only the signs are left.
 */
export type DangerSense = (question: string, vector: Float32Array) => boolean;

/** Words below which the vector says little: shorter cries are the signs' affair. */
const FEWEST_WORDS = 3;

const Shape = z.object({
  fitted: z.iso.date(),
  setHash: z.string(),
  modelHash: z.string(),
  /** Sums above it are danger. */
  threshold: z.number(),
  bias: z.number(),
  weights: z.array(z.number()),
});

/** Reads the sense that belongs to a model; for another model it is never alarmed. Throws ZodError. */
export function readDangerSense(modelHash: string): DangerSense {
  const sense = Shape.parse(JSON.parse(readFileSync(new URL("danger.json", import.meta.url), "utf8")));
  if (sense.modelHash !== modelHash) return () => false;
  const { weights, bias, threshold } = sense;
  return (question, vector) =>
    question.split(" ").length >= FEWEST_WORDS &&
    weights.reduce((sum, weight, k) => sum + weight * (vector[k] ?? 0), bias) > threshold;
}
