import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayActAs, type Role } from "../../desk/accounts.ts";
import type { Desk } from "../../desk/desk.ts";
import type { Session } from "../../desk/sessions.ts";
import { hasFormToken, isSame, readField, type Sign } from "../form-token.ts";

/**
 * The door of the desk. Every route under it names the role it needs, or `nobody`; one that names
 * none is refused when it is registered. The role is looked at before a body is read, the form's
 * token before a handler runs.
 */

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may: `nobody` for the login alone. */
    role?: Role | "nobody";
    /** The page asks for news by itself: it does not count as somebody at work. */
    quiet?: boolean;
  }
  interface FastifyRequest {
    staff: Session | null;
  }
}

export const SESSION_COOKIE = "kenes_desk";

export interface GuardParts {
  desk: Desk;
  sign: Sign;
  /** A page that says why not. */
  refuse: (request: FastifyRequest, reply: FastifyReply, why: "forbidden" | "form-stale") => unknown;
}

export function addGuard(server: FastifyInstance, { desk, sign, refuse }: GuardParts): void {
  server.decorateRequest("staff", null);
  server.addHook("onRoute", ({ config, url }) => {
    if (config?.role === undefined) throw new Error(`The route ${url} names no role`);
  });
  server.addHook("onRequest", async (request, reply) => {
    const { role = "supervisor", quiet = false } = request.routeOptions.config;
    const token = request.cookies[SESSION_COOKIE];
    request.staff = token === undefined ? null : (desk.sessions.find(token, quiet) ?? null);
    if (role === "nobody" || (request.staff && mayActAs(request.staff.account.role, role))) return;
    if (request.staff || request.method !== "GET") return refuse(request, reply.code(403), "forbidden");
    return reply.redirect("/desk/login", 303);
  });
  server.addHook("preValidation", async (request, reply) => {
    if (request.method !== "POST") return;
    const good = request.staff
      ? isSame(readField(request, "csrf"), csrfOf(request.staff, sign))
      : hasFormToken(request, sign);
    if (!good) return refuse(request, reply.code(403), "form-stale");
  });
  server.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    reply.header("x-robots-tag", "noindex");
    reply.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });
}

/** The form token of a session: nobody without its cookie can make it. */
export function csrfOf(session: Session, sign: Sign): string {
  return sign(`desk:${session.token}`);
}

/** Who is logged in, on a route that needs someone. */
export function staffOf(request: FastifyRequest): Session {
  if (!request.staff) throw new Error("A route that needs a role was reached without a session");
  return request.staff;
}
