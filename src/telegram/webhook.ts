import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { pause, pauseAfter } from "../delivery/pause.ts";
import { BotApiError } from "./bot-api.ts";
import type { Update } from "./call.ts";
import { isUpdate, type Receiver, type ReceiverParts } from "./poller.ts";
import { ALLOWED_UPDATES } from "./update.ts";

/**
 * Updates by webhook. The danger: whoever knows the address could write in anybody's name, so
 * nothing is read before the secret was seen; and Telegram forgets an update that we answer with
 * 200, so that comes after the commit.
 */

export interface WebhookRoute {
  path: string;
  secret: string;
  /** Commits an update; false when it can't be taken now. Throws when the database can't be written. */
  accept: (update: Update) => boolean;
  onFailure: (error: unknown) => void;
}

/** Bytes: Telegram's updates take some kilobytes. */
const LONGEST_BODY = 1_000_000;
/** Seconds after which Telegram is asked to try again. */
const TRY_AGAIN = 5;

/** Adds the route to the web server; nothing else of the server changes. */
export async function addWebhookRoute(server: FastifyInstance, route: WebhookRoute): Promise<void> {
  const expected = digest(route.secret);
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: LONGEST_BODY }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook("onRequest", async (request, reply) => {
      const given = digest(String(request.headers["x-telegram-bot-api-secret-token"] ?? ""));
      if (!timingSafeEqual(given, expected)) return reply.code(403).send({ ok: false });
    });
    scope.setErrorHandler((error, _request, reply) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      if (status >= 500) route.onFailure(error);
      return reply.code(status).send({ ok: false });
    });
    scope.post(route.path, async (request, reply) => {
      const update = parse(request.body);
      if (!isUpdate(update)) return reply.code(400).send({ ok: false });
      if (route.accept(update)) return { ok: true };
      return reply.code(503).header("retry-after", String(TRY_AGAIN)).send({ ok: false });
    });
  });
}

/** Of equal length whatever was given, so that the comparison tells nothing. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body as Buffer));
  } catch {
    return undefined;
  }
}

/** Milliseconds between two looks at what Telegram says of the webhook. */
const LOOK_EVERY = 30_000;
/** Seconds that a failed delivery counts as recent, while others wait. */
const RECENT = 120;

interface WebhookInfo {
  url?: string;
  pending_update_count?: number;
  last_error_date?: number;
}

/** Sets the webhook, and sets it again when somebody took it away. */
export function createWebhookKeeper(parts: ReceiverParts & { url: string; secret: string }): Receiver {
  const { api, logger, signal, url, secret } = parts;
  let lastContact = 0;
  let isSet = false;
  const set = async () => {
    await api.call("setWebhook", { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES }, { signal });
    isSet = true;
    lastContact = Date.now();
  };
  const look = async () => {
    const info = (await api.call("getWebhookInfo", {}, { signal })) as WebhookInfo;
    if (info.url !== url) {
      logger.warn("the webhook was taken away or changed; setting it again");
      return set();
    }
    const failing = (info.pending_update_count ?? 0) > 0 && Date.now() / 1000 - (info.last_error_date ?? 0) < RECENT;
    if (failing) logger.warn("Telegram can't deliver to WEBHOOK_URL; is it reachable from outside?");
    else lastContact = Date.now();
  };
  return {
    lastContact: () => lastContact,
    inConflict: () => false,
    renew: () => {},
    run: async () => {
      let failures = 0;
      while (!signal.aborted) {
        try {
          await (isSet ? look() : set());
          failures = 0;
          await pause(LOOK_EVERY, signal);
        } catch (error) {
          if (signal.aborted) return;
          if (error instanceof BotApiError && error.status === 401) return parts.onRefused(error);
          failures += 1;
          logger.warn(
            { status: (error as BotApiError).status, failures },
            "the webhook could not be set or seen; trying again",
          );
          await pause(pauseAfter(error, failures), signal);
        }
      }
    },
  };
}
