import type { Answer, Citation } from "./answer.ts";

/** The object that `ask --json` and `GET /api/ask` give: design.md's contract, in its order. */
export function toContract(answer: Answer): Record<string, unknown> {
  const { question, language, kind, reason, confidence, answers, nearest, contacts, centre, code, ms } = answer;
  return {
    question,
    language,
    kind,
    reason,
    confidence,
    answers: answers.map(describe),
    ...(centre === undefined ? {} : { centre }),
    nearest: nearest.map(describe),
    ...(contacts.length > 0 ? { contacts } : {}),
    code,
    ms,
  };
}

function describe(citation: Citation): Record<string, unknown> {
  const { rank, passage, document, edition, place, original, text, status, excerpt, score, conflicts } = citation;
  const described = { rank, passage, document, edition, place, original, text, status, excerpt, score };
  return conflicts === undefined ? described : { ...described, conflicts };
}
