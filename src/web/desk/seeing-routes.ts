import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { NewAnnouncement } from "../../desk/announcements.ts";
import { STEPS } from "../../desk/figures.ts";
import { readField } from "../form-token.ts";
import { toCsv } from "../table.tsx";
import { renderAnnouncements } from "./announcements-page.tsx";
import { listTables } from "./figure-tables.ts";
import { renderFigures } from "./figures-page.tsx";
import { staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";

/** Kazakhstan's time, in which staff type moments. */
const ZONE = "+05:00";
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/u;

/** Figures for editors and supervisors; notices and the pause for supervisors. */
export function addSeeing(server: FastifyInstance, kit: DeskKit): void {
  addFigures(server, kit);
  addAnnouncements(server, kit);
}

function addFigures(server: FastifyInstance, kit: DeskKit): void {
  const see = { config: { role: "editor" as const } };
  const tablesOf = (request: FastifyRequest, reply: FastifyReply) => {
    const { by } = request.query as { by?: unknown };
    const step = STEPS.find((known) => known === by) ?? "week";
    const page = kit.page(request, reply);
    const { messages, language } = page;
    return { page, step, tables: listTables({ desk: kit.desk, corpus: kit.corpus, messages, language, step }) };
  };
  server.get("/figures", see, async (request, reply) => {
    const { page, step, tables } = tablesOf(request, reply);
    return reply.type("text/html").send(renderFigures(page, { tables, step }));
  });
  server.get<{ Params: { table: string } }>("/figures/:table.csv", see, async (request, reply) => {
    const table = tablesOf(request, reply).tables.find(({ id }) => id === request.params.table);
    if (!table) return reply.callNotFound();
    reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="kenes-${table.id}.csv"`);
    return reply.send(toCsv(table));
  });
}

function addAnnouncements(server: FastifyInstance, kit: DeskKit): void {
  const { announcements, now } = kit.desk;
  const lead = { config: { role: "supervisor" as const } };
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { told: string; typed: Record<string, string> },
  ) => {
    const page = kit.page(request, reply);
    const told = refused ? page.messages[page.language](refused.told) : kit.told(request, page);
    reply.type("text/html");
    return reply.send(
      renderAnnouncements(page, { list: announcements.list(), now: now(), told, typed: refused?.typed ?? {} }),
    );
  };
  server.get("/announcements", lead, async (request, reply) => show(request, reply));
  server.post("/announcements", { ...lead, bodyLimit: FORM_BYTES }, async (request, reply) => {
    const names = ["kind", "en", "ru", "kk", "from", "until"];
    const typed = Object.fromEntries(names.map((name) => [name, readField(request, name)]));
    const wanted = readWanted(request, now());
    const outcome = wanted === null ? "order" : announcements.add(wanted, staffOf(request).account);
    if (outcome !== "done") return show(request, reply.code(400), { told: `announce-refused-${outcome}`, typed });
    return reply.redirect("/desk/announcements?told=announced", 303);
  });
  server.post<{ Params: { id: string } }>("/announcements/:id/end", lead, async (request, reply) => {
    const id = Number(/^\d{1,15}$/u.exec(request.params.id)?.[0] ?? 0);
    const outcome = announcements.end(id, staffOf(request).account);
    return reply.redirect(`/desk/announcements?told=${outcome === "done" ? "ended" : "over"}`, 303);
  });
}

/** Null when a moment can't be read. */
function readWanted(request: FastifyRequest, now: number): NewAnnouncement | null {
  const [from, until] = [readMoment(readField(request, "from")), readMoment(readField(request, "until"))];
  if (Number.isNaN(from) || Number.isNaN(until)) return null;
  const texts = { en: readField(request, "en"), ru: readField(request, "ru"), kk: readField(request, "kk") };
  const kind = readField(request, "kind") === "pause" ? "pause" : "notice";
  return { kind, texts, startsAt: from ?? now, endsAt: until };
}

/** Milliseconds since 1970; null for nothing typed, NaN for what is no moment. */
function readMoment(typed: string): number | null {
  if (typed === "") return null;
  return MOMENT.test(typed) ? Date.parse(`${typed}${ZONE}`) : Number.NaN;
}
