import type { Instant } from "./instant.ts";
import type { Limits } from "./limits.ts";
import type { Head } from "./lines.ts";
import type { Arrival, Outgoing, TelegramStore, Update } from "./store.ts";
import { type Facts, readUpdate } from "./update.ts";

/**
 * The one way in, for the poller and the webhook: what arrives is committed before this returns.
 * What a flood brings is counted and not kept, so that it delays nobody.
 */

export interface IntakeParts {
  store: TelegramStore;
  instant: Instant;
  limits: { questions: Limits; presses: Limits };
  /** What an asker is told who has asked too much. */
  notice: (facts: Facts, text: "too-many" | "too-many-today") => Outgoing[];
  onArrived: (updates: readonly Head[], notices: readonly Head[]) => void;
  /** The bot was blocked by a person or put out of a group. */
  onExpelled: (chat: string) => void;
  /** Told of every update that arrived, once it is stored. */
  onCounted?: (kind: Facts["kind"], outcome: "taken" | "repeated" | "dropped") => void;
  now?: () => number;
}

export interface Intake {
  /** Throws when the database can't be written: then nothing was taken. */
  accept(updates: readonly Update[]): void;
  /** When the last update arrived, milliseconds since 1970; 0 before the first. */
  lastArrival(): number;
}

/** Milliseconds in which the same press of a person on a button counts as the same: a double tap, or a client that sends it again. */
const SAME_PRESS = 5000;
/** Presses remembered. */
const MOST_PRESSES = 10_000;

interface Judged {
  update: Update;
  facts: Facts;
  wanted: boolean;
  notices: Outgoing[];
}

export function createIntake(parts: IntakeParts): Intake {
  const { store, instant, limits, now = Date.now } = parts;
  const presses = new Map<string, { data: string; at: number }>();
  let lastArrival = 0;

  const isRepeated = ({ button, data }: NonNullable<Facts["press"]>): boolean => {
    const last = presses.get(button);
    if (last?.data === data && now() - last.at < SAME_PRESS) return true;
    presses.delete(button);
    presses.set(button, { data, at: now() });
    if (presses.size > MOST_PRESSES) presses.delete(presses.keys().next().value ?? "");
    return false;
  };
  const limitOf = (facts: Facts) => (facts.kind === "press" ? limits.presses : limits.questions);
  const isCounted = (facts: Facts) => facts.kind === "press" || (facts.kind === "message" && facts.addressed);
  const judge = (update: Update): Judged => {
    const facts = readUpdate(update);
    if (facts.press && isRepeated(facts.press)) return { update, facts, wanted: false, notices: [] };
    if (facts.sender === null || !isCounted(facts)) return { update, facts, wanted: true, notices: [] };
    const verdict = limitOf(facts).take(facts.sender, now());
    if (verdict.pass) return { update, facts, wanted: true, notices: [] };
    const notices = verdict.notice && facts.kind === "message" ? parts.notice(facts, verdict.notice) : [];
    return { update, facts, wanted: false, notices };
  };
  const forgive = (judged: readonly Judged[]): void => {
    for (const { facts } of judged) {
      if (facts.press) presses.delete(facts.press.button);
      if (facts.sender !== null && isCounted(facts)) limitOf(facts).giveBack(facts.sender);
    }
  };
  const count = (updates: readonly Update[], about: { fresh: readonly Update[]; judged: readonly Judged[] }): void => {
    if (!parts.onCounted) return;
    for (const { facts, wanted } of about.judged) parts.onCounted(facts.kind, wanted ? "taken" : "dropped");
    for (const update of updates) {
      if (!about.fresh.includes(update)) parts.onCounted(readUpdate(update).kind, "repeated");
    }
  };
  return {
    lastArrival: () => lastArrival,
    accept: (updates) => {
      if (updates.length === 0) return;
      const fresh = store.pickNew(updates);
      const judged = fresh.map(judge);
      const arrivals: Arrival[] = judged.map(({ update, facts, wanted }) => ({ update, line: facts.line, wanted }));
      const reached = judged.filter(({ facts }) => !facts.expelled).map(({ facts }) => facts.line);
      let notices: Head[];
      try {
        const last = Math.max(...updates.map(({ update_id: id }) => id));
        notices = store.receive(arrivals, { notices: judged.flatMap((one) => one.notices), reached, next: last + 1 });
      } catch (error) {
        forgive(judged);
        throw error;
      }
      lastArrival = now();
      count(updates, { fresh, judged });
      for (const { facts, wanted } of judged) {
        if (facts.expelled) parts.onExpelled(facts.line);
        if (facts.press) instant.expect(facts.press.id);
        if (facts.press && !wanted) void instant.close(facts.press.id);
      }
      const heads = arrivals
        .filter(({ wanted }) => wanted)
        .map((one) => ({ chat: one.line, id: one.update.update_id }));
      parts.onArrived(heads, notices);
    },
  };
}
