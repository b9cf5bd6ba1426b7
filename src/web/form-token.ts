import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Forms of people without an account: a random cookie that only this site's own pages send back
 * (SameSite=Strict), and the same value signed inside the form. A page elsewhere can make the
 * browser post, but can neither read the cookie nor sign for it.
 */

/** Signs a text with this installation's key: 128 bits in hex. */
export type Sign = (text: string) => string;

const COOKIE = "kenes_form";
const COOKIE_BYTES = 18;

/** The value for the form's hidden field `csrf`; sets the cookie when there is none. */
export function issueFormToken(request: FastifyRequest, reply: FastifyReply, sign: Sign): string {
  const known = request.cookies[COOKIE];
  const value = known && known.length <= 64 ? known : randomBytes(COOKIE_BYTES).toString("base64url");
  if (value !== known) reply.setCookie(COOKIE, value, cookieOptions(request));
  return sign(`form:${value}`);
}

export function hasFormToken(request: FastifyRequest, sign: Sign): boolean {
  const value = request.cookies[COOKIE];
  return value !== undefined && isSame(readField(request, "csrf"), sign(`form:${value}`));
}

/** HttpOnly, this site only, and only over https where the page came by it. */
export function cookieOptions(request: FastifyRequest) {
  const secure = request.protocol === "https" || request.headers["x-forwarded-proto"] === "https";
  return { path: "/", httpOnly: true, sameSite: "strict" as const, secure };
}

export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A posted field, or an empty text; of several the first. */
export function readField(request: FastifyRequest, name: string): string {
  return readFields(request, name)[0] ?? "";
}

/** Every posted value of that name. */
export function readFields(request: FastifyRequest, name: string): string[] {
  const body = request.body;
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, name)) return [];
  const value = (body as Record<string, unknown>)[name];
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");
}
