import type { Answer, Ask } from "../answer/answer.ts";
import type { Announcements } from "./announcements.ts";

/** Reasons that leave nothing to pass on: they stay what they are while answers are paused. */
const UNREADABLE: readonly (Answer["reason"] | null)[] = ["empty", "too-long", "no-words"];

/**
 * The same as `ask`; while automatic answers are paused nothing is answered but cries for help and
 * greetings. What was found stays in `nearest`, for the log and whoever takes the question over.
 */
export function withPause(ask: Ask, announcements: Pick<Announcements, "pausedBecause">): Ask {
  return async (question) => {
    const answer = await ask(question);
    const because = announcements.pausedBecause(answer.language);
    if (because === null || answer.kind === "greeting" || UNREADABLE.includes(answer.reason)) return answer;
    const paused = { ...answer, answers: [], choices: [], pausedBecause: because };
    return answer.kind === "urgent" ? paused : { ...paused, kind: "abstained", reason: "paused" };
  };
}

/** The same as `ask`, with the centre's notice; of a paused answer nothing that was found is shown. */
export function withNotice(ask: Ask, announcements: Pick<Announcements, "notice">): Ask {
  return async (question) => {
    const answer = await ask(question);
    const notice = announcements.notice(answer.language);
    const shown = answer.pausedBecause === undefined ? answer : { ...answer, nearest: [], confidence: 0 };
    return notice === null ? shown : { ...shown, notice };
  };
}
