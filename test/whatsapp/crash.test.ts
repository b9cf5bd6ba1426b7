import { afterEach, beforeEach, expect, test } from "vitest";
import { APP_SECRET, TOKEN } from "./fake-cloud-api.ts";
import { createRunningService, type RunningService } from "./running-service.ts";

/** The whole service, killed at every instant that matters. */

const QUESTION = "How long is maternity leave?";
let service: RunningService;

beforeEach(async () => {
  service = await createRunningService();
});
afterEach(() => service.remove());

const sentTo = (chat: string) => service.fake.sent.filter(({ to }) => to === chat);

test("killed after the commit, before the send, and after it, a question is answered and logged once, repeated in the last alone", async () => {
  const { fake } = service;
  const once = (point: "onArrival" | "onCarriedOut" | "onNotified") => {
    fake[point] = () => {
      fake[point] = () => {};
      service.kill();
    };
  };
  fake.tellsStatuses = false;
  service.start();
  for (const [position, point] of (["onNotified", "onArrival", "onCarriedOut"] as const).entries()) {
    const chat = `7701000000${position}`;
    if (point === "onNotified") {
      // The first webhook that is taken, not those that come too early.
      fake.onNotified = (status) => {
        if (status === 200) service.kill();
      };
    } else once(point);
    if (point === "onArrival") fake.failChat(chat, "silence");
    fake.write(`${QUESTION} ${point}`, { chat });
    await service.ended();
    fake.onNotified = () => {};
    service.start();
    const times = point === "onCarriedOut" ? 2 : 1;
    await fake.messages(times, chat);
    fake.write("help", { chat });
    await fake.messages(times + 1, chat);
    expect(sentTo(chat), point).toHaveLength(times + 1);
  }
  expect(await service.end("SIGTERM")).toBe(0);
  expect(service.logged()).toEqual(["onArrival", "onCarriedOut", "onNotified"].map((point) => `${QUESTION} ${point}`));
  for (const secret of [TOKEN, APP_SECRET, "7701000000", QUESTION]) expect(service.output()).not.toContain(secret);
}, 240_000);
