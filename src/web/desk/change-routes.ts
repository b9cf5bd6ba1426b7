import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LANGUAGES } from "../../corpus/passage.ts";
import type { Change } from "../../desk/change-store.ts";
import { readField } from "../form-token.ts";
import { renderChange, renderLearn } from "./change-pages.tsx";
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
  const { learning } = kit;
  const { corrections, mending, changes } = learning;
  server.get("/learn", SEE, async (request, reply) => {
    const page = kit.page(request, reply);
    reply.type("text/html");
    return renderLearn(page, {
      entries: learning.centre.list(),
      recent: changes.list(Number.MAX_SAFE_INTEGER, RECENT),
      superseded: mending.superseded(),
      corpus: kit.corpus,
      told: kit.told(request, page),
    });
  });
  server.get("/mend", SEE, async (request, reply) => showMend(kit, { request, reply, unsaved: null }));
  server.post("/mend", CHANGE, async (request, reply) => mend(kit, request, reply));

  const withChange =
    (run: (change: Change, request: ChangeRequest, reply: FastifyReply) => unknown) =>
    async (request: ChangeRequest, reply: FastifyReply) => {
      const change = changes.byId(Number(/^\d{1,15}$/u.exec(request.params.id)?.[0] ?? 0));
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
      const done =
        change.kind === "centre" ? learning.centre.undo(change, account) : mending.undo(change.id, account.name);
      if (done.outcome !== "done")
        return back(reply, change.id, done.outcome === "stale" ? "changed-since" : done.outcome);
      return back(reply, typeof done.change === "number" ? done.change : done.change.id, "undone");
    }),
  );
}

function showChange(
  kit: DeskKit,
  { change, request, reply }: { change: Change; request: ChangeRequest; reply: FastifyReply },
) {
  const { corrections, notices, changes } = kit.learning;
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
  const versions = (kind: "rendering" | "questions") =>
    Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        kit.learning.changes.latest({ kind, subject: found.passage.id, language })?.id ?? 0,
      ]),
    );
  reply.type("text/html");
  return renderMend(page, {
    ...{ passage: found.passage, document: found.document, unsaved },
    versions: { rendering: versions("rendering"), questions: versions("questions") },
    history: kit.learning.changes.about(found.passage.id),
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
  const done = kit.learning.mending.mend({ kind, passage, language, value, version }, staffOf(request).account.name);
  if (done.outcome === "done") return reply.redirect(`/desk/change/${done.change.id}?told=learned`, 303);
  const page = kit.page(request, reply);
  const told = page.messages[page.language](`desk-told-${done.outcome === "stale" ? "changed-since" : done.outcome}`);
  reply.code(409);
  return showMend(kit, { request, reply, unsaved: { name: `${kind}-${language}`, text, told } });
}
