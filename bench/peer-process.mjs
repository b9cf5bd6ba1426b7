/** A peer's process as the one who measures sees it: told deeds one at a time, its memory and processor time read. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("./peers/process.mjs", import.meta.url));
const TICKS_A_SECOND = 100;

/** Starts `name`; resolves once its code is loaded. */
export async function startPeer(name, { variant, folder, model }) {
  const child = fork(FILE, [name, variant, folder, model], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await receive(child);
  return {
    name,
    pid: child.pid,
    /** What a deed gives, with the processor's seconds that it took in all of the peer's processes. */
    tell: async (deed, given = {}) => {
      const before = readProcessor(child.pid);
      child.send({ deed, ...given });
      const result = await receive(child);
      return { result, processor: readProcessor(child.pid) - before };
    },
    memory: () => listTree(child.pid).reduce((sum, pid) => sum + readShare(pid), 0),
    stop: async () => {
      const ended = once(child, "exit");
      child.send({ deed: "close" });
      await ended;
    },
  };
}

async function receive(child) {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, "exit", { signal }).then(([code]) => [{ error: `The peer ended with ${code}` }]);
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), ended]);
    if (message.error) throw new Error(message.error);
    return message.result;
  } finally {
    ended.catch(() => {});
    settled.abort();
  }
}

/** A process and all that it started. */
export function listTree(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
  return [pid, ...children.flatMap(listTree)];
}

/** Seconds of processor time of a process and of all that it started. */
export function readProcessor(pid) {
  return listTree(pid).reduce((sum, each) => {
    const fields = read(`/proc/${each}/stat`).split(") ")[1]?.split(" ") ?? [];
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
  }, 0);
}

/** Bytes of memory of a process, each page that it shares divided by those who share it. */
function readShare(pid) {
  return Number(/^Pss:\s+(\d+)/mu.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
