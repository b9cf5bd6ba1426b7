import type { Compared, Verdict } from "../answer/verdict.ts";
import { describeDifference, listRemarks, nameVerdict } from "../check/verdict-words.ts";
import type { Language } from "../corpus/passage.ts";
import { fillRoom } from "../delivery/cut.ts";
import type { Messages, Say } from "../messages/messages.ts";
import { bold, clip, italic, plain } from "./markup.ts";
import { renderProof, shorten } from "./render.ts";
import { ROOM, renderQuotation } from "./render-passage.ts";
import type { Text } from "./reply.ts";

/** A verdict on a quotation → the messages that give it. Pure. */

export interface CheckRenderParts {
  messages: Messages;
  language: Language;
  publicUrl: string | null;
}

/** UTF-16 units: a change or remark, all that stands above the document's words, and all the parts where they stand alone. */
const ROOMS = { line: 300, head: 1000, parts: 3200 };

export function renderVerdict(verdict: Verdict, parts: CheckRenderParts): Text[] {
  const say = parts.messages[parts.language];
  if (verdict.obstacle !== null) return [{ text: plain(nameVerdict(verdict, say)) }];
  const heading = bold(nameVerdict(verdict, say));
  const proof = renderProof(verdict.code, parts, say);
  if (verdict.parts.length > 0) return [{ text: [heading, ...describeParts(verdict, say), ...proof].join("\n") }];
  const compared = verdict.compared ?? verdict.nearest[0];
  if (!compared) return [{ text: [heading, ...proof].join("\n") }];
  const near = verdict.compared === null ? [bold(say("check-nearest"))] : [];
  return showWords(compared, { head: [heading, ...describeChanges(verdict, say), ...near], tail: proof, parts });
}

function describeChanges(verdict: Verdict, say: Say): string[] {
  const changes = verdict.differences.map((difference) => `• ${describeDifference(difference, say)}`);
  const lines = [...changes, ...listRemarks(verdict, say)].map((line) => plain(clip(line, ROOMS.line)));
  return fillRoom(lines, ROOMS.head).blocks;
}

/** Several sentences: each with its verdict and its changes, as many as there is room for. */
function describeParts({ parts }: Verdict, say: Say): string[] {
  const all = parts.map((part) =>
    [
      "",
      `${bold(nameVerdict(part, say))}: ${plain(clip(part.quotation, ROOMS.line))}`,
      ...part.differences.slice(0, 3).map((change) => plain(clip(`• ${describeDifference(change, say)}`, ROOMS.line))),
      ...(part.place === null ? [] : [italic(clip(shorten(part.place), ROOM.other))]),
    ].join("\n"),
  );
  const { blocks, left } = fillRoom(all, ROOMS.parts);
  return left === 0 ? blocks : [...blocks, "", plain(say("check-more-parts", { count: left }))];
}

function showWords(
  { around, document, place, status }: Compared,
  { head, tail, parts }: { head: string[]; tail: string[]; parts: CheckRenderParts },
): Text[] {
  const say = parts.messages[parts.language];
  return renderQuotation({
    head,
    introduction: null,
    words: around.words,
    notes: [],
    place: `${document} · ${place}`,
    remark: status === "working" ? say("working-translation") : null,
    tail,
    choices: [],
  });
}
