import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import type { MendKind } from "../../desk/amend.ts";
import type { Change } from "../../desk/change-store.ts";
import { readField } from "../form-token.ts";
import { toCsv } from "../table.tsx";
import { renderChange, renderLearn } from "./change-pages.tsx";
import { listChanges } from "./change-table.ts";
import { staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";
import { renderMend } from "./mend-page.tsx";

type ChangeRoute = { Params: { id: string } };
type ChangeRequest = FastifyRequest<ChangeRoute>;

const SEE = { config: { role: "editor" as const } };
/** A rendering of 20,000 letters of Cyrillic takes 120,000 bytes, percent signs and all. */
const CHANGE = { ...SEE, bodyLimit: FORM_BYTES };
const RECENT = 50;
/** Days before a change whose receivers are counted: what is asked for, else a month; no text is kept longer than 90. */
const DAYS = { usual: 30, most: 90 };

/** Renderings and questions mended, and what follows from a change. */
export function addChanges(server: FastifyInstance, kit: DeskKit): void {
  const { learning } = kit.desk;
  const { corrections, mending, changes } = learning;
  server.get("/learn", SEE, async (request, reply) => {
    const page = kit.page(request, reply);
    const before = readNumber((request.query as { before?: unknown }).before) || Number.MAX_SAFE_INTEGER;
    const recent = changes.list(before, RECENT + 1);
    reply.type("text/html");
    return renderLearn(page, {
      ...{ entries: learning.centre.list(), superseded: mending.superseded(), corpus: kit.corpus },
      recent: recent.slice(0, RECENT),
      older: recent.length > RECENT ? (recent[RECENT - 1]?.id ?? null) : null,
      told: kit.told(request, page),
    });
  });
  server.get("/changes.csv", SEE, async (request, reply) => {
    const page = kit.page(request, reply);
    reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="kenes-changes.csv"');
    return reply.send(toCsv(listChanges(kit.desk, page.messages[page.language])));
  });
  server.get("/mend", SEE, async (request, reply) => showMend(kit, { request, reply, unsaved: null }));
  server.post("/mend", CHANGE, async (request, reply) => mend(kit, request, reply));

  const withChange =
    (run: (change: Change, request: ChangeRequest, reply: FastifyReply) => unknown) =>
    async (request: ChangeRequest, reply: FastifyReply) => {
      const change = changes.byId(readNumber(request.params.id));
      return change ? run(change, request, reply) : reply.redirect("/desk/learn?told=unknown", 303);
    };
  const back = (reply: FastifyReply, id: number, told: string) =>
    reply.redirect(`/desk/change/${id}?told=${told}`, 303);
  server.get<ChangeRoute>(
    "/change/:id",
    SEE,
    withChange((change, request, reply) => showChange(kit, { change, request, reply })),
  );
  server.post<ChangeRoute>(
    "/change/:id/list",
    CHANGE,
    withChange((change, request, reply) => {
      const why = { en: readField(request, "en"), ru: readField(request, "ru"), kk: readField(request, "kk") };
      const outcome = corrections.list(change.id, why, staffOf(request).account);
      return back(reply, change.id, outcome === "done" ? "listed" : outcome === "empty" ? "no-why" : outcome);
    }),
  );
  server.post<ChangeRoute>(
    "/change/:id/tell",
    CHANGE,
    withChange((change, request, reply) => {
      const days = readDays(readField(request, "days"));
      const { outcome } = corrections.tell(change, days, staffOf(request).account);
      return back(reply, change.id, outcome === "done" ? "telling" : outcome);
    }),
  );
  server.post<ChangeRoute>(
    "/change/:id/undo",
    CHANGE,
    withChange((change, request, reply) => {
      const { account } = staffOf(request);
      const from = change.kind === "centre" ? learning.centre : mending;
      const done = from.undo(change, account);
      if (done.outcome === "done") return back(reply, done.change, "undone");
      return back(reply, change.id, done.outcome === "stale" ? "changed-since" : done.outcome);
    }),
  );
}

function showChange(
  kit: DeskKit,
  { change, request, reply }: { change: Change; request: ChangeRequest; reply: FastifyReply },
) {
  const { corrections, notices, changes } = kit.desk.learning;
  const page = kit.page(request, reply);
  const days = readDays((request.query as { days?: unknown }).days);
  reply.type("text/html");
  return renderChange(page, {
    ...{ change, days, corpus: kit.corpus },
    erratum: corrections.find(change.id),
    received: corrections.received(change, days),
    notices: notices.count(change.id),
    latest: changes.latest(change)?.id === change.id && change.kind !== "passage",
    told: kit.told(request, page),
  });
}

function readNumber(given: unknown): number {
  return Number(/^\d{1,15}$/u.exec(String(given))?.[0] ?? 0);
}

function readDays(given: unknown): number {
  const days = Math.trunc(Number(given));
  return days >= 1 && days <= DAYS.most ? days : DAYS.usual;
}

interface MendShown {
  request: FastifyRequest;
  reply: FastifyReply;
  unsaved: { name: string; text: string; told: string } | null;
}

function showMend(kit: DeskKit, { request, reply, unsaved }: MendShown) {
  const page = kit.page(request, reply);
  const asked = (request.query as { passage?: unknown }).passage ?? readField(request, "passage");
  const id = String(asked).trim();
  const found = kit.corpus.find(id) ?? findByNumber(kit, id);
  if (!found) return reply.redirect("/desk/learn?told=unknown", 303);
  if (found.passage.centre) return reply.redirect(`/desk/${found.passage.id}`, 303);
  const { learning } = kit.desk;
  const { id: passage } = found.passage;
  const written = (kind: MendKind, language: Language) => learning.mending.written(passage, { kind, language });
  const versions = (kind: "rendering" | "questions") =>
    Object.fromEntries(
      LANGUAGES.map((language) => [language, learning.changes.latest({ kind, subject: passage, language })?.id ?? 0]),
    );
  reply.type("text/html");
  return renderMend(page, {
    ...{ passage: found.passage, document: found.document, written, unsaved },
    versions: { rendering: versions("rendering"), questions: versions("questions") },
    history: learning.changes.about(passage),
    told: unsaved?.told ?? kit.told(request, page),
  });
}

/** "123" is paragraph 0123 of the first document that has one. */
function findByNumber({ corpus }: DeskKit, number: string) {
  if (!/^\d{1,6}$/u.test(number)) return undefined;
  const ids = corpus.documents.map(({ id }) => `${id}/${number.padStart(4, "0")}`);
  return ids.map((id) => corpus.find(id)).find((found) => found !== undefined);
}

function mend(kit: DeskKit, request: FastifyRequest, reply: FastifyReply) {
  const language = LANGUAGES.find((known) => known === readField(request, "language"));
  const kind = readField(request, "kind") === "questions" ? "questions" : "rendering";
  const [passage, text] = [readField(request, "passage"), readField(request, "text")];
  if (!language || !kit.corpus.find(passage)) return reply.redirect("/desk/learn?told=unknown", 303);
  const withdrawn = kind === "rendering" && readField(request, "withdraw") !== "";
  const value = kind === "questions" ? text.split(/\r?\n/u) : withdrawn ? null : text;
  const version = Number(readField(request, "version"));
  const done = kit.desk.learning.mending.mend({ kind, passage, language, value, version }, staffOf(request).account);
  if (done.outcome === "done") return reply.redirect(`/desk/change/${done.change}?told=learned`, 303);
  const page = kit.page(request, reply);
  const told = page.messages[page.language](`desk-told-${done.outcome === "stale" ? "changed-since" : done.outcome}`);
  reply.code(409);
  return showMend(kit, { request, reply, unsaved: { name: `${kind}-${language}`, text, told } });
}
