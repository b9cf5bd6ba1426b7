import type { Check, Compared, Verdict } from "../answer/verdict.ts";
import { type Corpus, reportsOf } from "../corpus/corpus.ts";
import { maskPersonal } from "../corpus/personal.ts";
import { hashText } from "../corpus/text.ts";
import { type CheckedPassage, type CheckReceipt, RECEIPT_VERSIONS, signedBytes } from "./receipt.ts";
import { withFreeCode } from "./receipt-code.ts";
import { toWellFormed } from "./receipt-issue.ts";
import type { ReceiptKey } from "./receipt-key.ts";
import type { ReceiptStore } from "./receipt-store.ts";

/** What makes the verdicts. They need no index and no model, so a check has a receipt while Kenes is starting. */
export interface CheckProvenance {
  /** The version of Kenes, as package.json has it. */
  program: string;
  corpus: Corpus;
  check: Check;
}

export interface CheckIssueParts {
  store: ReceiptStore;
  key: ReceiptKey;
  provenance: CheckProvenance;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The same verdicts with the codes of their receipts, kept in one go. Throws when the register can't be written. */
export type IssueChecks = (verdicts: readonly Verdict[]) => Verdict[];

/** Characters of a quotation that a receipt keeps: some eight pages. */
const LONGEST_QUOTATION = 20_000;
/** Parts and changes that a receipt keeps, so that it stays a file that can be verified anywhere. */
const MOST_PARTS = 20;
const MOST_DIFFERENCES = 60;

export function createCheckIssue({ store, key, provenance, now }: CheckIssueParts): IssueChecks {
  const made = describeMaking(provenance);
  const issue = (verdict: Verdict): string =>
    withFreeCode((code) => {
      const content: Omit<CheckReceipt, "signature"> = {
        version: RECEIPT_VERSIONS.check,
        code,
        time: new Date(now()).toISOString(),
        ...describeCheck(verdict, provenance.corpus),
        made,
        key: key.publicKey,
      };
      return store.keep({ ...content, signature: key.sign(signedBytes(content)) }, null);
    });
  return (verdicts) => store.together(() => verdicts.map((verdict) => ({ ...verdict, code: issue(verdict) })));
}

export function describeMaking({ program, corpus }: CheckProvenance): CheckReceipt["made"] {
  return {
    program,
    corpus: corpus.hash,
    editions: Object.fromEntries(reportsOf(corpus).map(({ symbol, edition }) => [symbol, edition])),
  };
}

/** What of a verdict a receipt keeps; two verdicts are the same when this is. */
export function describeCheck(
  verdict: Verdict,
  corpus: Corpus,
): Pick<CheckReceipt, "quotation" | "check" | "passages"> {
  const whole = toWellFormed(verdict.quotation);
  const masked = maskPersonal(whole);
  return {
    quotation: {
      text: toWellFormed(masked.slice(0, LONGEST_QUOTATION)),
      hash: hashText(masked),
      masked: masked !== whole,
      cut: masked.length > LONGEST_QUOTATION,
    },
    check: {
      ...describeFinding(verdict),
      language: verdict.language,
      stitched: verdict.stitched,
      leadIn: verdict.leadIn === null ? null : clean(verdict.leadIn),
      omitted: verdict.omitted.slice(0, MOST_PARTS).map(clean),
      parts: verdict.parts
        .slice(0, MOST_PARTS)
        .map((part) => ({ quotation: clean(part.quotation), ...describeFinding(part) })),
    },
    passages: listPassages(verdict, corpus),
  };
}

function describeFinding({ verdict, obstacle, passage, differences }: Verdict) {
  return {
    verdict,
    obstacle,
    passage,
    differences: differences
      .slice(0, MOST_DIFFERENCES)
      .map(({ kind, quoted, document }) => ({ kind, quoted: clean(quoted), document })),
  };
}

function clean(text: string): string {
  return toWellFormed(maskPersonal(toWellFormed(text)).slice(0, LONGEST_QUOTATION / MOST_PARTS));
}

/** Every passage once, in the order in which it is shown. */
function listPassages({ verdict, compared, parts, nearest }: Verdict, corpus: Corpus): CheckedPassage[] {
  const beside = parts.length > 0 ? parts.flatMap((part) => part.compared ?? []) : compared ? [compared] : [];
  const shown = [
    ...beside.map((one) => describePassage(one, "compared", corpus)),
    ...(verdict === "absent" ? nearest : []).map((one) => describePassage(one, "nearest", corpus)),
  ];
  const first = shown.filter((one, k) => shown.findIndex(({ passage }) => passage === one.passage) === k);
  return first.slice(0, MOST_PARTS);
}

function describePassage(compared: Compared, as: CheckedPassage["as"], corpus: Corpus): CheckedPassage {
  const { passage, document, edition, place, language, status, around } = compared;
  const found = corpus.find(passage);
  if (!found) throw new Error(`a verdict names the passage ${passage}, which the corpus lacks`);
  const original = found.passage.text;
  const text = language === found.document.language ? original : (found.passage.renderings[language]?.text ?? original);
  const hashes = { original, hash: hashText(original), language, textHash: hashText(text) };
  return { as, passage, document, edition, place, ...hashes, status, words: around.words };
}
