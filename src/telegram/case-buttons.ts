/** The buttons of questions passed on to people, in at most 64 bytes each. Pure. */

const ACTIONS = { status: "s", add: "a", cancel: "c", "cancel-sure": "x", helped: "y", "not-helped": "n" } as const;
export type CaseAction = keyof typeof ACTIONS;

export type CasePressed = { action: "person" | "pass"; answer: string } | { action: CaseAction; number: string };

const ANSWER = /^(?<action>person|pass):(?<answer>[\w-]{12})$/u;
const CASE = /^case:(?<number>[0-9A-Z]{3}-[0-9A-Z]{3}):(?<code>[sacxyn])$/u;

export const writeCaseButton = {
  person: (answer: string) => `person:${answer}`,
  pass: (answer: string) => `pass:${answer}`,
  case: (number: string, action: CaseAction) => `case:${number}:${ACTIONS[action]}`,
};

/** Null when it is none of these. */
export function readCaseButton(data: string): CasePressed | null {
  const asked = ANSWER.exec(data)?.groups;
  if (asked) return { action: asked.action === "pass" ? "pass" : "person", answer: asked.answer ?? "" };
  const about = CASE.exec(data)?.groups;
  const action = (Object.keys(ACTIONS) as CaseAction[]).find((key) => ACTIONS[key] === about?.code);
  return about && action ? { action, number: about.number ?? "" } : null;
}
