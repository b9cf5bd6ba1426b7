import { cpSync } from "node:fs";
import { pino } from "pino";
import { inject } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createAccounts, type Role } from "../../src/desk/accounts.ts";
import { createAudit } from "../../src/desk/audit.ts";
import { openDatabase } from "../../src/log/database.ts";
import { temporaryFolder } from "../program.ts";
import { type Visitor, visit } from "../web/visitor.ts";

/** Kenes with a desk, its staff and its database, for the length of a test file. */
export interface Running {
  address: string;
  dataDir: string;
  corpusDir: string;
  /** Logged in as that member of staff. */
  staff(name: string): Promise<Visitor>;
  /** Asks on the page, passes the question on, and gives the private page's path. */
  passOn(question: string, message?: string): Promise<{ path: string; number: string; asker: Visitor }>;
  /** Every route that is registered, as Fastify knows it. */
  routes(): { method: string; path: string }[];
  stop(): Promise<void>;
}

export const PASSWORD = "correct horse battery";

export async function startDesk(settings: Record<string, string>, staff: Record<string, Role>): Promise<Running> {
  const folder = temporaryFolder();
  cpSync(inject("indexDir"), folder.path("index"), { recursive: true });
  const config = readConfig({ PORT: "0", DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index"), ...settings });
  const database = openDatabase(config.dataDir);
  const accounts = createAccounts(database, createAudit(database, Date.now), Date.now);
  for (const [name, role] of Object.entries(staff)) await accounts.add({ name, role, password: PASSWORD });
  database.close();
  const app: App = await startApp(config, {
    logger: pino({ level: "silent" }),
    tell: () => {},
    progress: () => {},
    readMemory: () => 0,
    onFatal: (error) => {
      throw error;
    },
  });
  return {
    address: app.address,
    dataDir: config.dataDir,
    corpusDir: config.corpusDir,
    staff: async (name) => {
      const visitor = visit(app.address);
      const entered = await visitor.send("/desk/login", "/desk/login", { name, password: PASSWORD });
      if (entered.status !== 303) throw new Error(`${name} could not log in: ${entered.status} ${entered.html}`);
      return visitor;
    },
    passOn: async (question, message = "") => {
      const asker = visit(app.address);
      const shown = await asker.get(`/hand-off?q=${encodeURIComponent(question)}&lang=en`);
      const opened = await asker.send(shown.location ?? "", "/hand-off", { message });
      const path = opened.location?.split("?")[0] ?? "";
      const page = await asker.get(`${path}?lang=en`);
      return { path, asker, number: /Case ([0-9A-Z]{3}-[0-9A-Z]{3})/u.exec(page.html)?.[1] ?? "" };
    },
    routes: () => readRoutes(app.routes()),
    stop: async () => {
      await app.stop();
      folder.remove();
    },
  };
}

/** Fastify prints its routes as a tree: a line a part of a path, indented by four, methods in brackets. */
function readRoutes(tree: string): { method: string; path: string }[] {
  const parents: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, lead = "", part = "", methods = ""] = /^([│ ]*[└├]── )(.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
    if (lead === "") return [];
    const depth = lead.length / 4 - 1;
    parents.length = depth;
    parents.push(part);
    const path = parents.join("");
    return methods === "" ? [] : methods.split(", ").map((method) => ({ method, path }));
  });
}
