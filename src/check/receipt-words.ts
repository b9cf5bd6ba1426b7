import type { Language } from "../corpus/passage.ts";
import { formatMoment } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import { RECEIPT_VERSIONS } from "./receipt.ts";
import type { Problem } from "./receipt-read.ts";
import type { Change, Verification } from "./receipt-verify.ts";

/** What a verification found, in sentences, the verdict first. */
export function describeVerification(verification: Verification, messages: Messages, language: Language): string[] {
  const { problem, receipt, passages, again, changes, since } = verification;
  const say = messages[language];
  if (problem !== null) {
    const sentence = describeProblem(problem, messages, language);
    return receipt === null ? [sentence] : [say("receipt-not-genuine"), sentence];
  }
  if (receipt === null) return [];
  const moved = passages.filter(({ state }) => state !== "unchanged");
  const checked = receipt.version === RECEIPT_VERSIONS.check;
  const kept = checked ? receipt.quotation : receipt.question;
  const of = checked ? "-check" : "";
  const parts = since.map((part) => say(`receipt-since-${part}`)).join(", ");
  const asked = again !== "not-asked";
  return [
    say("receipt-genuine", { time: formatMoment(Date.parse(receipt.time), language) }),
    ...(moved.length === 0 ? [say("receipt-passages-unchanged", { count: passages.length })] : []),
    ...moved.map(({ passage, state }) => say(`receipt-passage-${state}`, { passage })),
    say(`receipt-again${of}-${again}`),
    ...changes.map((change) => describeChange(change, messages, language)),
    ...(asked ? [since.length > 0 ? say("receipt-since", { parts }) : say(`receipt-since${of}-nothing`)] : []),
    ...(kept.masked ? [say(`receipt${of}-masked`)] : []),
    ...(kept.cut ? [say(`receipt${of}-cut`)] : []),
  ];
}

/** The object that `verify --json` and `GET /api/receipt/CODE` give: docs/receipts.md's contract. */
export function toVerificationContract(verification: Verification, sentences: string[]): Record<string, unknown> {
  const { code, genuine, problem, passages, again, changes, since } = verification;
  return { receipt: code, genuine, problem, passages, again, changes, since, sentences };
}

export function describeProblem(problem: Problem, messages: Messages, language: Language): string {
  const { problem: name, ...values } = problem;
  const say = messages[language];
  const field = "field" in values && values.field === "" ? { field: say("receipt-whole") } : {};
  return say(`receipt-problem-${name}`, { ...values, ...field });
}

function describeChange(change: Change, messages: Messages, language: Language): string {
  const say = messages[language];
  if (change.change === "verdict") {
    return say("receipt-change-verdict", { was: say(`check-${change.was}`), now: say(`check-${change.now}`) });
  }
  if (change.change !== "kind") {
    const { change: name, ...values } = change;
    return say(`receipt-change-${name}`, values);
  }
  return say("receipt-change-kind", {
    was: say(`receipt-kind-${change.was}`),
    now: say(`receipt-kind-${change.now}`),
  });
}
