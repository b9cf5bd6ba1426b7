import type { FastifyInstance } from "fastify";
import { VIEWS } from "../../desk/queue.ts";
import { renderAudit } from "./approval-pages.tsx";
import { staffOf } from "./guard.ts";
import type { DeskKit } from "./kit.ts";
import { renderQueue } from "./queue-page.tsx";

/** Entries of the audit trail a page. */
const AUDIT_ROWS = 100;
/** Pages of the queue that can be asked for: beyond them one searches by number. */
const MOST_PAGES = 1000;

export function addQueue(server: FastifyInstance, kit: DeskKit): void {
  const { desk } = kit;
  server.get("/", { config: { role: "consultant" } }, async (request, reply) => {
    reply.type("text/html");
    const { account } = staffOf(request);
    const asked = request.query as { view?: unknown; page?: unknown };
    const view = VIEWS.find((known) => known === asked.view) ?? "free";
    const number = Math.min(MOST_PAGES, Math.max(0, Math.trunc(Number(asked.page)) || 0));
    const page = kit.page(request, reply);
    const shown = desk.queue.page({ view, account, page: number });
    return renderQueue(page, { ...shown, view, page: number, told: kit.told(request, page) });
  });
  server.get("/pulse", { config: { role: "consultant", quiet: true } }, async (request) => {
    const { about } = request.query as { about?: unknown };
    return { pulse: desk.audit.last(typeof about === "string" ? about : undefined) };
  });
  server.get("/find", { config: { role: "consultant" } }, async (request, reply) => {
    const { number } = request.query as { number?: unknown };
    const found = desk.cases.byNumber(String(number).trim().toUpperCase());
    if (found) return reply.redirect(`/desk/case/${found.number}`, 303);
    const page = kit.page(request, reply);
    return kit.notice(request, reply.code(404), page.messages[page.language]("desk-not-found"));
  });
  server.get("/audit", { config: { role: "supervisor" } }, async (request, reply) => {
    reply.type("text/html");
    const before = Number((request.query as { before?: unknown }).before) || Number.MAX_SAFE_INTEGER;
    const entries = desk.audit.list(before, AUDIT_ROWS);
    const next = entries.length === AUDIT_ROWS ? (entries.at(-1)?.id ?? null) : null;
    return renderAudit(kit.page(request, reply), { entries, next });
  });
}
