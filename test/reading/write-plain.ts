import type { Original } from "./original.ts";

export function writeMarkdown(original: Original, title: string): string {
  const notes: string[] = [];
  const body = original.map((piece) => {
    if (piece.kind === "heading") return `${"#".repeat(piece.level + 1)} ${piece.text}\n`;
    if (piece.kind === "table")
      return [piece.header, piece.header.map(() => "---"), ...piece.rows]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n")
        .concat("\n");
    if (piece.kind === "item") return `${piece.number}. ${piece.text}\n`;
    const marks = piece.notes.map((note) => `[^${notes.push(note)}]`).join("");
    // A number with its full stop escaped is text, not a list.
    return `${piece.number === null ? "" : `${piece.number}\\. `}${piece.text}${marks}\n`;
  });
  return [`# ${title}\n`, ...body, ...notes.map((note, k) => `[^${k + 1}]: ${note}\n`)].join("\n");
}

/** One paragraph a line, headings with an empty line around, as editors save text. */
export function writeText(original: Original): string {
  return original
    .map((piece) => {
      if (piece.kind === "heading") return `\n${piece.text}\n`;
      if (piece.kind === "table")
        return piece.rows.map((cells) => cells.map((cell, k) => `${piece.header[k]}: ${cell}`).join("; ")).join("\n");
      return `${piece.number === null ? "" : `${piece.number}${piece.kind === "item" ? ")" : "."} `}${piece.text}`;
    })
    .join("\r\n");
}
