import type { Answer, Citation } from "./answer/answer.ts";
import { wordConfidence } from "./answer/confidence.ts";
import type { Say } from "./messages/messages.ts";

/** An answer for a person at a terminal. */
export function printAnswer(answer: Answer, say: Say): string {
  const contacts = answer.contacts.map(({ number, name }) => `  ${number}  ${name}`);
  const related = answer.reason === "related-only" ? answer.nearest.slice(0, 1) : [];
  const lines = [
    ...(answer.kind === "urgent" ? [say("urgent"), ...contacts] : []),
    ...(answer.kind === "greeting" ? [say("greeting")] : []),
    ...(answer.reason ? [say(`reason-${answer.reason}`)] : []),
    ...(answer.kind === "answered" ? [`${say(`confidence-${wordConfidence(answer.confidence)}`)}:`] : []),
    ...answer.answers.flatMap((citation) => printCitation(citation, say)),
    ...(related.length > 0 ? [say("related")] : []),
    ...related.flatMap((citation) => printCitation(citation, say)),
    ...(answer.code === null ? [] : ["", say("proof", { code: answer.code })]),
  ];
  return lines.join("\n");
}

function printCitation(citation: Citation, say: Say): string[] {
  const { excerpt, document, title, place, passage, status, centre } = citation;
  if (centre) {
    const heading = say("centre-title", { day: centre.date });
    const until = centre.until === null ? [] : [`   ${say("centre-until", { day: centre.until })}`];
    return ["", heading, ` ${citation.text}`, `   ${say("case-reply-whose")}`, ...until, `   ${passage}`];
  }
  const note = status === "working" ? [`   ${say("working-translation")}`] : [];
  return [
    "",
    ` « ${excerpt} »`,
    `   ${title === undefined || title === document ? document : `${title} (${document})`} · ${place}`,
    `   ${passage}`,
    ...note,
  ];
}
