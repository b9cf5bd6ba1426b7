/**
 * What waits, in one line a chat. Lines take turns, so that a long one delays no other; the head of
 * a line is worked on alone, so that a chat keeps its order. Holds numbers, not texts.
 */
export interface Head {
  chat: string;
  id: number;
}

export class Lines {
  readonly #lines = new Map<string, number[]>();
  readonly #turns = new Set<string>();
  #size = 0;

  /** How many wait, those that are worked on included. */
  get size(): number {
    return this.#size;
  }

  push({ chat, id }: Head): void {
    this.#size += 1;
    const line = this.#lines.get(chat);
    if (line) {
      line.push(id);
      return;
    }
    this.#lines.set(chat, [id]);
    this.#turns.add(chat);
  }

  /** The head whose turn it is. Its line rests until `done` or `again`. */
  take(): Head | undefined {
    for (const chat of this.#turns) {
      this.#turns.delete(chat);
      const id = this.#lines.get(chat)?.[0];
      if (id !== undefined) return { chat, id };
    }
    return undefined;
  }

  /** The head is dealt with; the next of its line comes after the other lines' turns. */
  done({ chat, id }: Head): void {
    const line = this.#lines.get(chat);
    if (line?.[0] !== id) return; // Dropped meanwhile.
    line.shift();
    this.#size -= 1;
    if (line.length > 0) this.#turns.add(chat);
    else this.#lines.delete(chat);
  }

  /** The head is to be tried once more. */
  again(chat: string): void {
    if (this.#lines.has(chat)) this.#turns.add(chat);
  }

  /** True when another waits behind the head. */
  hasMore(chat: string): boolean {
    return (this.#lines.get(chat)?.length ?? 0) > 1;
  }

  /** Takes a whole line away. */
  drop(chat: string): number[] {
    const line = this.#lines.get(chat) ?? [];
    this.#size -= line.length;
    this.#lines.delete(chat);
    this.#turns.delete(chat);
    return line;
  }

  /** A group has a new id: its line goes there, in the order of their numbers. A line that rests there keeps resting. */
  move(from: string, to: string): void {
    const moved = this.drop(from);
    const there = this.#lines.get(to);
    if (!there) {
      for (const id of moved) this.push({ chat: to, id });
      return;
    }
    const [head, ...rest] = there;
    this.#size += moved.length;
    this.#lines.set(to, [...(head === undefined ? [] : [head]), ...[...rest, ...moved].sort((a, b) => a - b)]);
  }
}
