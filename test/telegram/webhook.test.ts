import { request } from "node:http";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";
import { createBotApi } from "../../src/telegram/bot-api.ts";
import { addWebhookRoute, createWebhookKeeper } from "../../src/telegram/webhook.ts";
import { type Delivery, startDelivery } from "./delivery-parts.ts";
import { TOKEN } from "./fake-bot-api.ts";

const SECRET = "a-secret_of-the-test";
const server = Fastify({ forceCloseConnections: true });
let delivery: Delivery;
let port = 0;
let broken = false;

beforeAll(async () => {
  delivery = await startDelivery({ poll: false });
  server.get("/", async () => "the page");
  await addWebhookRoute(server, {
    path: "/hook",
    secret: SECRET,
    accept: (update) => {
      if (broken) throw new Error("disk full");
      delivery.accept([update]);
      return true;
    },
    onFailure: () => {},
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await server.close();
  await delivery.stop();
});

/** Posts the pieces one after another. */
function post(pieces: readonly (string | Buffer)[], secret: string | null = SECRET): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = secret === null ? {} : { "x-telegram-bot-api-secret-token": secret };
    const call = request({ port, host: "127.0.0.1", path: "/hook", method: "POST", headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    call.on("error", reject);
    const next = (k: number) => {
      const piece = pieces[k];
      if (piece === undefined) call.end();
      else call.write(piece, () => setImmediate(next, k + 1));
    };
    next(0);
  });
}

const update = (id: number, text: string) =>
  JSON.stringify({ update_id: id, message: { chat: { id: 1, type: "private" }, from: { id: 1 }, text } });

test("R26 who doesn't know the secret is refused, whatever the body", async () => {
  for (const secret of [null, "", "wrong", `${SECRET}x`, SECRET.slice(1)]) {
    expect(await post([update(1, "forged")], secret)).toBe(403);
  }
  expect(delivery.count("inbox")).toBe(0);
});

test("R26 no JSON, null, 5, a list and a body without a number are refused, and nothing breaks", async () => {
  for (const body of ["{", "", "null", "5", "[]", "{}", '{"update_id":"1"}', '{"update_id":1e99}']) {
    expect(await post([body]), body).toBe(400);
  }
  expect(await post([Buffer.from([0x7b, 0xff, 0xfe])])).toBe(400);
});

test("R26 more than a megabyte is refused", async () => {
  expect(await post([JSON.stringify({ update_id: 1, message: { text: "x".repeat(1_000_001) } })])).toBe(413);
});

test("R26 letters that are cut between two pieces arrive whole, and the page is served as before", async () => {
  const body = Buffer.from(update(2, "Қазақша"));
  const cut = body.indexOf(Buffer.from("Қ")) + 1;
  expect(await post([body.subarray(0, cut), body.subarray(cut)])).toBe(200);
  expect((await delivery.fake.messages(1, 1))[0]?.text).toBe("Қазақша");
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("the page");
});

test("R8 R26 a failing database is told with 5xx; the same update later, twice, is answered once", async () => {
  broken = true;
  expect(await post([update(3, "kept")])).toBe(500);
  broken = false;
  expect(await post([update(3, "kept")])).toBe(200);
  expect(await post([update(3, "kept")])).toBe(200);
  expect(await post([update(4, "end")])).toBe(200);
  const texts = (await delivery.fake.messages(3, 1)).map(({ text }) => text);
  expect(texts).toEqual(["Қазақша", "kept", "end"]);
});

test("R26 a webhook without its secret, or without a token, is no setting", () => {
  const set = (more: object) => () => readConfig({ BOT_TOKEN: TOKEN, WEBHOOK_URL: "https://example.kz/hook", ...more });
  expect(set({})).toThrow(ConfigError);
  expect(set({})).toThrow(/WEBHOOK_SECRET/u);
  expect(set({ WEBHOOK_SECRET: "with space" })).toThrow(/WEBHOOK_SECRET/u);
  expect(set({ WEBHOOK_SECRET: SECRET, BOT_TOKEN: undefined })).toThrow(/BOT_TOKEN/u);
  expect(set({ WEBHOOK_SECRET: SECRET })().telegram).toMatchObject({ mode: "webhook", secret: SECRET });
});

test("R12 R14 the webhook is set as soon as Telegram can be reached, and the bot isn't deaf then", async () => {
  const stopping = new AbortController();
  const { fake } = delivery;
  fake.fail("setWebhook", { status: 502, description: "Bad Gateway" });
  const keeper = createWebhookKeeper({
    api: createBotApi({ apiRoot: fake.root, token: TOKEN }),
    logger: pino({ level: "silent" }),
    signal: stopping.signal,
    onRefused: () => {},
    url: "https://example.kz/hook",
    secret: SECRET,
  });
  const running = keeper.run();
  await fake.until(() => fake.webhook !== null);
  expect(fake.webhook).toEqual({ url: "https://example.kz/hook", secret: SECRET });
  while (keeper.lastContact() === 0) await new Promise((resume) => setImmediate(resume));
  stopping.abort();
  await running;
});
