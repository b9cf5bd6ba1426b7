import { afterAll, beforeAll, expect, test } from "vitest";
import { examineWhatsapp } from "../../src/doctor/whatsapp.ts";
import { createCloudApi } from "../../src/whatsapp/cloud-api.ts";
import { APP_SECRET, FakeCloudApi, PHONE_ID, TOKEN } from "../whatsapp/fake-cloud-api.ts";

const fake = new FakeCloudApi();
const TEMPLATES = { kk: { name: "kenes_kk", code: "kk" }, ru: { name: "kenes_ru", code: "ru" } };

beforeAll(() => fake.start());
afterAll(() => fake.stop());

async function examine(over: { token?: string; root?: string; templates?: typeof TEMPLATES } = {}) {
  const api = createCloudApi({
    ...{ token: over.token ?? TOKEN, phoneId: PHONE_ID, appSecret: APP_SECRET, apiRoot: over.root ?? fake.root },
  });
  const templates = over.templates ?? {};
  const findings = await examineWhatsapp({ api, accountId: null, templates, host: "graph" });
  for (const { mend, status } of findings) expect(mend === null).toBe(status === "ok");
  expect(JSON.stringify(findings)).not.toContain(TOKEN);
  return findings.map(({ check, status, found }) => [check, status, found]);
}
const about = (text: string) => expect.stringContaining(text);

test("the number, the token's rights and each template are looked at", async () => {
  fake.templates.set("kenes_kk", { language: "kk", status: "APPROVED", parameters: 0 });
  fake.templates.set("kenes_ru", { language: "ru", status: "REJECTED", parameters: 0 });
  expect(await examine({ templates: TEMPLATES })).toEqual([
    ["whatsapp", "ok", "The number is +7 700 000 00 00"],
    ["whatsapp token", "ok", about("may send")],
    ["whatsapp templates", "ok", "kenes_kk (kk) is approved"],
    ["whatsapp templates", "fail", "kenes_ru (ru) is REJECTED"],
  ]);
  fake.templates.delete("kenes_kk");
  expect(await examine({ templates: TEMPLATES })).toContainEqual([
    "whatsapp templates",
    "fail",
    "There is no template kenes_kk in kk",
  ]);
  expect(await examine()).toContainEqual(["whatsapp templates", "warn", about("None is set")]);
});

test("a right that is missing, a token that is refused, and a host that isn't there are named", async () => {
  const scopes = fake.scopes;
  fake.scopes = ["whatsapp_business_management"];
  expect(await examine()).toContainEqual([
    "whatsapp token",
    "fail",
    about("lacks the right whatsapp_business_messaging"),
  ]);
  fake.scopes = scopes;
  expect(await examine({ token: `${TOKEN}other` })).toEqual([["whatsapp", "fail", "Meta refuses WHATSAPP_TOKEN"]]);
  expect(await examine({ root: "http://127.0.0.1:9/v24.0" })).toEqual([
    ["whatsapp", "fail", about("can't be reached")],
  ]);
});
