/** A confidence in words: the part of a text's name in messages/. */
export type ConfidenceWord = "high" | "middle" | "low";

/** What 3 in 4 and 1 in 2 mean to a reader. */
export function wordConfidence(confidence: number): ConfidenceWord {
  if (confidence >= 0.75) return "high";
  return confidence >= 0.5 ? "middle" : "low";
}
