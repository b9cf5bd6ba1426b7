import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayActAs } from "../../desk/accounts.ts";
import type { Case } from "../../desk/case.ts";
import type { DraftOutcome } from "../../desk/replies.ts";
import { readField, readFields } from "../form-token.ts";
import { nameAll } from "../hand-off-routes.ts";
import { renderDeskCase } from "./case-page.tsx";
import type { CaseShown } from "./case-shown.ts";
import { staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";
import { renderPreview } from "./preview-page.tsx";

type CaseRoute = { Params: { number: string } };
type CaseRequest = FastifyRequest<CaseRoute>;

const CASE = { config: { role: "consultant" as const } };
const CHANGE = { ...CASE, bodyLimit: FORM_BYTES };

export function addCases(server: FastifyInstance, kit: DeskKit): void {
  const { desk } = kit;
  const withCase =
    (run: (found: Case, request: CaseRequest, reply: FastifyReply) => unknown) =>
    async (request: CaseRequest, reply: FastifyReply) => {
      const found = desk.cases.byNumber(request.params.number);
      if (found) return run(found, request, reply);
      const page = kit.page(request, reply);
      return kit.notice(request, reply.code(404), page.messages[page.language]("desk-not-found"));
    };
  const back = (reply: FastifyReply, found: Case, told: string) =>
    reply.redirect(`/desk/case/${found.number}?told=${told}`, 303);

  server.get<CaseRoute>(
    "/case/:number",
    CASE,
    withCase((found, request, reply) => showCase(kit, { found, request, reply, unsaved: null })),
  );
  server.post<CaseRoute>(
    "/case/:number/claim",
    CHANGE,
    withCase((found, request, reply) => {
      const { outcome } = desk.queue.claim(found, staffOf(request).account);
      return back(reply, found, outcome === "done" ? "claimed" : outcome);
    }),
  );
  server.post<CaseRoute>(
    "/case/:number/release",
    CHANGE,
    withCase((found, request, reply) => {
      const outcome = desk.queue.release(found, staffOf(request).account);
      return back(reply, found, outcome === "done" ? "released" : outcome);
    }),
  );
  server.post<CaseRoute>(
    "/case/:number/draft",
    CHANGE,
    withCase((found, request, reply) => saveDraft(kit, { found, request, reply })),
  );
  server.get<CaseRoute>(
    "/case/:number/preview",
    CASE,
    withCase((found, request, reply) => showPreview(kit, { found, request, reply })),
  );
  server.post<CaseRoute>(
    "/case/:number/send",
    CHANGE,
    withCase((found, request, reply) => {
      const chosen = { version: Number(readField(request, "version")), numbers: readFields(request, "to") };
      const outcome = desk.replies.submit(found, staffOf(request).account, chosen);
      return back(reply, found, outcome === "waiting" ? "submitted" : outcome);
    }),
  );
}

interface Shown {
  found: Case;
  request: CaseRequest;
  reply: FastifyReply;
}

function showCase(kit: DeskKit, { found, request, reply, unsaved }: Shown & { unsaved: CaseShown["unsaved"] }) {
  const { desk, corpus } = kit;
  const { account } = staffOf(request);
  const page = kit.page(request, reply);
  const own = found.holder === account.id;
  const holder = desk.queue.holderName(found);
  reply.type("text/html");
  return renderDeskCase(page, {
    case: found,
    notes: desk.cases.notes(found.id),
    holder,
    own,
    mayRelease: own || mayActAs(account.role, "supervisor"),
    reply: found.reply === null ? desk.replies.current(found) : desk.replyStore.byId(found.reply),
    found: nameAll(corpus, found.passages),
    similar: desk.replyStore.listTheme(found).filter(({ id }) => id !== found.id),
    history: desk.audit.about(found.number),
    overdue: found.state === "open" && found.dueAt < desk.now(),
    told: kit.told(request, page, holder ?? ""),
    unsaved,
  });
}

/** Saves what was written; a button may attach or take away a passage, or lead on to the preview. */
function saveDraft(kit: DeskKit, { found, request, reply }: Shown) {
  const { desk, corpus } = kit;
  const texts = { en: readField(request, "en"), ru: readField(request, "ru"), kk: readField(request, "kk") };
  const detached = readField(request, "detach");
  const passages = [...readFields(request, "passages"), readField(request, "attach")].filter(
    (id) => id !== detached && corpus.find(id) !== undefined,
  );
  const version = Number(readField(request, "version"));
  const saved = desk.replies.save(found, staffOf(request).account, { texts, passages, version });
  if (request.headers.accept === "application/json") return tellScript(reply, saved, desk.audit.last(found.number));
  if (saved.outcome === "saved") {
    if (readField(request, "next") === "preview") return reply.redirect(`/desk/case/${found.number}/preview`, 303);
    return reply.redirect(`/desk/case/${found.number}?told=saved`, 303);
  }
  const page = kit.page(request, reply);
  const told = page.messages[page.language](`desk-told-${saved.outcome}`, { name: "" });
  reply.code(409);
  return showCase({ ...kit, told: () => told }, { found, request, reply, unsaved: texts });
}

/** The script goes on from the new version, and knows this change for its own. */
function tellScript(reply: FastifyReply, saved: DraftOutcome, pulse: number) {
  return saved.outcome === "saved"
    ? { version: saved.reply.version, pulse }
    : reply.code(409).send({ error: saved.outcome });
}

function showPreview(kit: DeskKit, { found, request, reply }: Shown) {
  const { desk, corpus } = kit;
  const { account } = staffOf(request);
  const draft = desk.replies.current(found);
  if (found.holder !== account.id || draft?.state !== "draft") {
    return reply.redirect(`/desk/case/${found.number}?told=${draft ? "not-holder" : "empty"}`, 303);
  }
  const page = kit.page(request, reply);
  reply.type("text/html");
  return renderPreview(page, {
    number: found.number,
    reply: draft,
    recipients: desk.replies.recipients(found, account, draft),
    attached: nameAll(corpus, draft.passages),
    approval: desk.settings.approval,
    told: kit.told(request, page),
  });
}
