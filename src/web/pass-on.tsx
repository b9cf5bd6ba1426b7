import type { Answer } from "../answer/answer.ts";
import type { Language } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";

/** Reasons that leave no question to pass on. */
const UNREADABLE: readonly (Answer["reason"] | null)[] = ["empty", "too-long", "no-words"];

/** The way to a person: in full where Kenes has no answer, a line where it has one. */
export function PassOn({ answer, say, language }: { answer: Answer; say: Say; language: Language }) {
  if (answer.kind === "greeting" || UNREADABLE.includes(answer.reason)) return null;
  const unanswered = answer.reason !== null && answer.reason !== "too-broad";
  return (
    <p class={unanswered ? "pass-on" : ""}>
      {say(unanswered ? "handoff-offer" : "handoff-offer-still")}{" "}
      <a href={`/hand-off?answer=${encodeURIComponent(answer.id)}&lang=${language}`}>{say("handoff-link")}</a>
    </p>
  );
}
