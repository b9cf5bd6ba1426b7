import type { Answer, Citation } from "./answer.ts";

/** The object that `ask --json` and `GET /api/ask` give: design.md's contract, in its order. */
export function toContract(answer: Answer): Record<string, unknown> {
  const { question, language, kind, reason, confidence, answers, nearest, contacts, code, ms } = answer;
  const { continuing, choices, notice, pausedBecause } = answer;
  return {
    ...(notice === undefined ? {} : { notice }),
    question,
    language,
    kind,
    reason,
    confidence,
    answers: answers.map(describe),
    nearest: nearest.map(describe),
    ...(contacts.length > 0 ? { contacts } : {}),
    ...(pausedBecause === undefined ? {} : { pausedBecause }),
    ...(continuing === null ? {} : { continuing }),
    ...(choices.length > 0 ? { choices } : {}),
    code,
    ms,
  };
}

function describe(citation: Citation): Record<string, unknown> {
  const { rank, passage, document, title, edition, place, original, text, status, excerpt, score, conflicts } =
    citation;
  const named = { rank, passage, document, ...(title === undefined ? {} : { title }), edition };
  const described = { ...named, place, original, text, status, excerpt, score };
  const { centre } = citation;
  return {
    ...described,
    ...(centre === undefined ? {} : { centre: { date: centre.date, until: centre.until } }),
    ...(conflicts === undefined ? {} : { conflicts }),
  };
}
