import { CallError } from "./call-error.ts";

/**
 * A request with a deadline over all of it, body included: a silent socket would otherwise hang for
 * minutes. What it throws holds no address and no header, where a channel's token may stand.
 */

/** Milliseconds for a call that answers at once. */
export const CALL_DEADLINE = 15_000;

/** Failures before a connection stood: the request can't have arrived. */
const NEVER_CONNECTED = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

export interface Requested {
  /** What the error calls it. */
  name: string;
  url: string;
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | FormData;
}

export interface RequestOptions {
  /** Milliseconds for the whole call; 15 s when absent. */
  deadline?: number;
  signal?: AbortSignal | undefined;
}

/** Throws CallError with status 0 when no answer came; rejects with the signal's reason when aborted. */
export async function request(
  { name, url, method, headers = {}, body }: Requested,
  { deadline = CALL_DEADLINE, signal }: RequestOptions = {},
): Promise<{ status: number; text: string }> {
  signal?.throwIfAborted();
  const control = new AbortController();
  const abort = () => control.abort();
  // By hand: AbortSignal.any keeps what it made for as long as the signal of the whole process lives.
  const timer = setTimeout(abort, deadline);
  signal?.addEventListener("abort", abort);
  try {
    const response = await fetch(url, { method, headers, signal: control.signal, ...(body ? { body } : {}) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    const why = control.signal.aborted ? "no answer within the deadline" : "the connection broke";
    throw new CallError(`${name}: ${why}`, { status: 0, ambiguous: !NEVER_CONNECTED.includes(codeOf(error)) });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? "";
}
