import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { type Notification, readNotification } from "./notification.ts";

/**
 * What Meta brings. The danger: whoever knows the address could write in anybody's name, so nothing
 * is read before its signature over the very bytes that came was found right; and Meta forgets what
 * we answer with 200, so that comes after the commit.
 */

export interface WebhookRoute {
  path: string;
  phoneId: string;
  /** What Meta signs with. */
  appSecret: string;
  /** What Meta shows once, when the address is set. */
  verifyToken: string;
  /** Commits it; false when it can't be taken now. Throws when the database can't be written. */
  accept: (notification: Notification) => boolean;
  onFailure: (error: unknown) => void;
}

/** Bytes: Meta promises three megabytes at most. */
const LONGEST_BODY = 3_145_728;
/** Seconds after which Meta is asked to try again. */
const TRY_AGAIN = 5;

/** Adds the two routes to the web server; nothing else of the server changes, not even how it reads bodies. */
export async function addWebhookRoute(server: FastifyInstance, route: WebhookRoute): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: LONGEST_BODY }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error, _request, reply) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      if (status >= 500) route.onFailure(error);
      return reply.code(status).send({ ok: false });
    });
    scope.get(route.path, async (request, reply) => {
      const query = request.query as Record<string, unknown>;
      const right = query["hub.mode"] === "subscribe" && isSame(String(query["hub.verify_token"]), route.verifyToken);
      if (!right) return reply.code(403).send({ ok: false });
      return reply.type("text/plain").send(String(query["hub.challenge"] ?? ""));
    });
    scope.post(route.path, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isSigned(body, request.headers["x-hub-signature-256"], route.appSecret)) {
        return reply.code(403).send({ ok: false });
      }
      const notification = readNotification(parse(body), route.phoneId);
      if (notification === null) return reply.code(400).send({ ok: false });
      if (route.accept(notification)) return { ok: true };
      return reply.code(503).header("retry-after", String(TRY_AGAIN)).send({ ok: false });
    });
  });
}

/** By hashes of equal length, so that the comparison tells nothing. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isSigned(body: Buffer, header: unknown, appSecret: string): boolean {
  const given = typeof header === "string" ? header : "";
  return isSame(given, `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
