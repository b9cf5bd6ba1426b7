import { once } from "node:events";
import { createServer } from "node:net";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Who has the port: nobody, Kenes itself, or something else. */

/** Milliseconds that whoever has the port is given to answer. */
const PATIENCE = 3000;

interface Health {
  ready: boolean;
  telegram: string;
}

/** `running`: Kenes answers there now. */
export async function examinePort(web: {
  host: string;
  port: number;
}): Promise<{ findings: Finding[]; running: boolean }> {
  const found = (finding: Finding, running = false) => ({ findings: [finding], running });
  if (web.port === 0) return found(ok("port", "Any free port is taken (PORT is 0)"));
  const at = `${web.host}:${web.port}`;
  const trouble = await tryListening(web);
  if (trouble === null) return found(ok("port", `${at} is free: Kenes does not run`));
  if (trouble === "EADDRINUSE") {
    const health = await readHealth(web);
    if (health) return { findings: describeHealth(health, at), running: true };
    return found(fail("port", `${at} is in use by something else`, "Stop what uses it, or set PORT to another one."));
  }
  if (trouble === "EACCES") return found(fail("port", `${at} may not be used by this user`, "Set PORT above 1023."));
  const mend = "Set HOST to an address of this machine: 127.0.0.1, or 0.0.0.0 for all.";
  return found(fail("port", `${at} can't be listened on (${trouble})`, mend));
}

async function tryListening({ host, port }: { host: string; port: number }): Promise<string | null> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, "listening");
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  } finally {
    server.close();
  }
}

/** Null when it isn't Kenes that answers. */
async function readHealth({ host, port }: { host: string; port: number }): Promise<Health | null> {
  const name = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host;
  const address = `http://${name.includes(":") ? `[${name}]` : name}:${port}/health`;
  try {
    const reply = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    const health = (await reply.json()) as Partial<Health> | null;
    if (typeof health?.ready !== "boolean" || typeof health.telegram !== "string") return null;
    return { ready: health.ready, telegram: health.telegram };
  } catch {
    return null;
  }
}

function describeHealth({ ready, telegram }: Health, at: string): Finding[] {
  const state = `Kenes runs at ${at}; Telegram: ${telegram}`;
  if (telegram === "deaf") {
    return [
      fail(
        "service",
        `${state}: it has not been heard for a minute and a half`,
        "See whether this machine reaches Telegram.",
      ),
    ];
  }
  if (telegram === "conflict") {
    return [
      fail(
        "service",
        `${state}: another copy takes the updates`,
        "Stop the other copy, or /revoke the token at @BotFather.",
      ),
    ];
  }
  if (!ready) return [warn("service", `${state}: it is starting`, "Wait until the index is built, a minute or two.")];
  return [ok("service", state)];
}
