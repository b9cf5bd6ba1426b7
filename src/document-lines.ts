import type { KeptPassage } from "./corpus/added.ts";
import { type Changes, compareWords, type Stretch } from "./library/changes.ts";
import type { Shelved } from "./library/library.ts";
import type { Plan } from "./library/preview.ts";
import { summarise } from "./library/summary.ts";
import type { Refused } from "./library/trouble.ts";
import type { Say } from "./messages/messages.ts";

/** What the commands of the library print. Pure. */

/** Characters of a passage on one line, and passages of a kind that a terminal shows. */
const LINE = 160;
const SHOWN = 20;

/** A file as it was understood, and what it would change. */
export function printPlan(plan: Plan, say: Say): string[] {
  const { description, read, replaces } = plan;
  const summary = summarise(plan);
  const pages = read.pages === null ? [] : [say("documents-pages", { count: read.pages })];
  return [
    replaces ? say("documents-is-edition", { id: plan.id }) : `${say("documents-is-new")}: ${plan.id}`,
    `  ${description.titles.en}`,
    `  ${description.symbol} · ${description.language} · ${description.date}`,
    `  ${[read.format, ...pages, say("documents-passages", { count: summary.passages })].join(" · ")}`,
    "",
    ...(summary.outline.length === 0 ? [say("documents-outline-none")] : [`${say("documents-outline")}:`]),
    ...summary.outline.slice(0, SHOWN).map(({ heading, depth }) => `  ${"  ".repeat(depth)}${clip(heading)}`),
    ...more(summary.outline.length + summary.outlineMore - SHOWN, say),
    "",
    `${say("documents-first")}:`,
    ...summary.first.map(printPassage),
    ...printRemarks(plan, say),
    ...(replaces ? ["", `${say("documents-changes")}:`, ...printChanges(replaces.changes, say)] : []),
  ];
}

function printRemarks({ read, guessed, notes }: Plan, say: Say): string[] {
  const remarks = [
    ...read.remarks.map(({ code, values }) => say(`reading-remark-${code}`, values)),
    ...guessed.map((what) => say(`library-guessed-${what}`)),
    ...notes.map(({ code, values }) => say(`library-note-${code}`, values)),
  ];
  return remarks.length === 0 ? [] : ["", `${say("documents-remarks")}:`, ...remarks.map((remark) => `  ! ${remark}`)];
}

export function printChanges({ kept, moved, changed, added, withdrawn }: Changes, say: Say): string[] {
  const counted = (id: string, list: readonly unknown[]) =>
    list.length === 0 ? [] : [`  ${say(`documents-${id}`, { count: list.length })}`];
  return [
    `  ${say("documents-kept", { count: kept })}${moved > 0 ? `; ${say("documents-moved", { count: moved })}` : ""}`,
    ...counted("changed", changed),
    ...changed.slice(0, SHOWN).map((each) => `    ~ ${each.id} ${printWords(compareWords(each))}`),
    ...more(changed.length - SHOWN, say),
    ...counted("added", added),
    ...added.slice(0, SHOWN).map(({ id, text }) => `    + ${id} ${clip(text)}`),
    ...more(added.length - SHOWN, say),
    ...counted("withdrawn", withdrawn),
    ...withdrawn.slice(0, SHOWN).map(({ id, text }) => `    - ${id} ${clip(text)}`),
    ...more(withdrawn.length - SHOWN, say),
  ];
}

/** `[-gone-]` and `{+new+}`, as word by word differences are written; what is the same only around them. */
function printWords(stretches: readonly Stretch[]): string {
  const around = (text: string) => (text.length <= 60 ? text : `${text.slice(0, 28)} … ${text.slice(-28)}`);
  const marks = {
    same: around,
    gone: (text: string) => `[-${text.trimEnd()}-] `,
    new: (text: string) => `{+${text.trimEnd()}+} `,
  };
  return stretches.map(({ kind, text }) => marks[kind](text)).join("");
}

export function printShelved({ id, removed, description, editions }: Shelved, say: Say): string {
  const { passages = 0, date = "" } = editions.at(-1) ?? {};
  const state = removed === null ? "" : ` · ${say("documents-removed", { day: removed.slice(0, 10) })}`;
  const of = `${description.symbol} · ${description.titles.en}`;
  return `${id}\t${of} · ${date} · ${say("documents-passages", { count: passages })}${state}`;
}

/** Why something is not done. */
export function printRefusal({ about, code, values }: Refused, say: Say): string {
  return say(`${about === "file" ? "reading" : "library"}-refused-${code}`, values);
}

function printPassage({ id, place, text }: KeptPassage): string {
  return `  ${id} ${place.length > 0 ? `${place.at(-1)} › ` : ""}${clip(text)}`;
}

function more(count: number, say: Say): string[] {
  return count > 0 ? [`    ${say("documents-more", { count })}`] : [];
}

function clip(text: string): string {
  return text.length <= LINE ? text : `${text.slice(0, LINE - 1)}…`;
}
