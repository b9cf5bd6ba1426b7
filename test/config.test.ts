import { expect, test } from "vitest";
import { ConfigError, readConfig, readDespite } from "../src/config.ts";

test("without any setting the web page alone is served", () => {
  const config = readConfig({});
  expect(config.telegram).toEqual({ mode: "off" });
  expect(config.web).toEqual({ host: "127.0.0.1", port: 8080, publicUrl: null, trustedProxies: [] });
  expect(config.desk).toEqual({ days: 3, approval: false });
});

test("every wrong setting is named at once, and no secret is repeated", () => {
  const read = () => readConfig({ BOT_TOKEN: "my-secret", PORT: "99999", LOG_LEVEL: "loud", TELEGRAM_API_ROOT: "x" });
  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    const { problems } = error as ConfigError;
    expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual([
      "BOT_TOKEN",
      "LOG_LEVEL",
      "PORT",
      "TELEGRAM_API_ROOT",
    ]);
    expect(problems.join()).not.toContain("my-secret");
  }
});

test("WhatsApp needs four settings or none, and every one that lacks or is wrong is named without its value", () => {
  const four = {
    WHATSAPP_TOKEN: "EAAsecretsecretsecretsecret",
    WHATSAPP_PHONE_ID: "106540352242922",
    WHATSAPP_APP_SECRET: "0123456789abcdef0123456789abcdef",
    WHATSAPP_VERIFY_TOKEN: "verify-me-please",
  };
  expect(readConfig({}).whatsapp).toEqual({ mode: "off" });
  const settings = { ...four, WHATSAPP_TEMPLATE_KK: "kenes_answer", WHATSAPP_TEMPLATE_EN: "kenes_answer/en_GB" };
  expect(readConfig(settings).whatsapp).toMatchObject({
    mode: "webhook",
    apiRoot: "https://graph.facebook.com/v24.0",
    accountId: null,
    templates: { kk: { name: "kenes_answer", code: "kk" }, en: { name: "kenes_answer", code: "en_GB" } },
  });
  const problemsOf = (environment: Record<string, string>) => {
    try {
      readConfig(environment);
      return [];
    } catch (error) {
      return (error as ConfigError).problems;
    }
  };
  const lacking = problemsOf({ WHATSAPP_TOKEN: four.WHATSAPP_TOKEN, PORT: "x" });
  expect(lacking.map((problem) => problem.split(" ")[0]).sort()).toEqual([
    "PORT",
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_PHONE_ID",
    "WHATSAPP_VERIFY_TOKEN",
  ]);
  const wrong = problemsOf({
    ...four,
    WHATSAPP_TOKEN: "my secret",
    WHATSAPP_PHONE_ID: "+7 700",
    WHATSAPP_TEMPLATE_RU: "No!",
  });
  expect(wrong).toHaveLength(3);
  expect(wrong.join()).not.toMatch(/my secret|\+7 700/u);
  const { config, problems } = readDespite({ ...four, WHATSAPP_APP_SECRET: "x", RETENTION_DAYS: "7" });
  expect([config.whatsapp.mode, config.retentionDays, problems.length]).toEqual(["off", 7, 1]);
});

test("texts are kept for 1 to 90 days, 90 unless set", () => {
  expect(readConfig({}).retentionDays).toBe(90);
  expect(readConfig({ RETENTION_DAYS: "7" }).retentionDays).toBe(7);
  for (const wrong of ["0", "91", "-1", "x", ""])
    expect(() => readConfig({ RETENTION_DAYS: wrong })).toThrow(ConfigError);
});

test("the nodes of a cluster are listed, each once, with their port", () => {
  expect(readConfig({}).cluster).toBeNull();
  const read = (url: string, key?: string) => readConfig({ INDEX_URL: url, WEAVIATE_API_KEY: key }).cluster;
  expect(read("weaviate://10.0.0.1:8081,node-2,10.0.0.1:8081")).toEqual({
    hosts: ["http://10.0.0.1:8081", "http://node-2:8080"],
    apiKey: null,
  });
  expect(read("weaviates://[::1]:443", "a-key")).toEqual({ hosts: ["https://[::1]:443"], apiKey: "a-key" });
  for (const wrong of [
    "http://10.0.0.1:8080",
    "weaviate://",
    "weaviate://a/b",
    "weaviate://a:1,",
    "weaviate://a:99999",
  ])
    expect(() => read(wrong)).toThrow(/INDEX_URL/u);
  expect(() => read("weaviate://a", "two words")).toThrow(/WEAVIATE_API_KEY/u);
});
