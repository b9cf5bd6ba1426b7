import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayActAs } from "../../desk/accounts.ts";
import { readField } from "../form-token.ts";
import { nameAll } from "../hand-off-routes.ts";
import { renderApproval, renderApprovals } from "./approval-pages.tsx";
import { staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";

type ReplyRoute = { Params: { id: string } };
type ReplyRequest = FastifyRequest<ReplyRoute>;

/** The second person's pages. */
export function addReplies(server: FastifyInstance, kit: DeskKit): void {
  const { desk, corpus } = kit;
  const see = { config: { role: "editor" as const } };
  const back = (reply: FastifyReply, request: FastifyRequest, told: string) => {
    const list = mayActAs(staffOf(request).account.role, "editor") ? "/desk/approvals" : "/desk";
    return reply.redirect(`${list}?told=${told}`, 303);
  };
  server.get("/approvals", see, async (request, reply) => {
    const page = kit.page(request, reply);
    reply.type("text/html");
    return renderApprovals(page, { waiting: desk.replyStore.listWaiting(), told: kit.told(request, page) });
  });
  server.get<ReplyRoute>("/reply/:id", see, async (request, reply) => {
    const found = desk.replyStore.byId(readId(request));
    if (found?.state !== "waiting") return back(reply, request, "gone");
    reply.type("text/html");
    return renderApproval(kit.page(request, reply), {
      reply: found,
      author: desk.accounts.byId(found.author)?.name ?? "",
      recipients: desk.replyStore.recipients(found.id),
      attached: nameAll(corpus, found.passages),
      may: found.author !== staffOf(request).account.id,
    });
  });
  server.post<ReplyRoute>("/reply/:id/approve", { ...see, bodyLimit: FORM_BYTES }, async (request, reply) => {
    const outcome = desk.replies.approve(readId(request), staffOf(request).account);
    return back(reply, request, outcome === "done" ? "approved" : outcome);
  });
  const anybody = { config: { role: "consultant" as const }, bodyLimit: FORM_BYTES };
  server.post<ReplyRoute>("/reply/:id/return", anybody, async (request, reply) => {
    const outcome = desk.replies.giveBack(readId(request), staffOf(request).account, readField(request, "why"));
    return back(reply, request, outcome === "done" ? "given-back" : outcome);
  });
}

function readId(request: ReplyRequest): number {
  return Number(/^\d{1,15}$/u.exec(request.params.id)?.[0] ?? 0);
}
