import type { Original, Piece } from "./original.ts";

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** `law`: as the site of laws lays a page out, menus and scripts around it. `print`: what LibreOffice and Chromium are given. */
export function writeHtml(
  original: Original,
  options: { title: string; language: string; shape: "law" | "print" },
): string {
  const law = options.shape === "law";
  const notes: string[] = [];
  const body = original.map((piece) => writePiece(piece, notes, law)).join("\n");
  const foot = notes
    .map(
      (note, k) =>
        `<div id="sdfootnote${k + 1}" class="note"><p><a class="sdfootnotesym" name="sdfootnote${k + 1}sym" href="#sdfootnote${k + 1}anc">${k + 1}</a> ${escapeXml(note)}</p></div>`,
    )
    .join("\n");
  const style =
    ".note,.note p{font-size:8.5pt}@page{margin:25mm 20mm}body{font:11pt/1.4 'Noto Serif','DejaVu Serif',serif}td,th{padding:2pt 8pt;text-align:left}table{border-collapse:collapse}";
  const head = `<meta charset="utf-8"><title>${escapeXml(options.title)}</title>`;
  if (!law)
    return `<!DOCTYPE html>\n<html lang="${options.language}"><head>${head}<style>${style}</style></head><body>\n${body}\n${foot}</body></html>`;
  const links = ["О системе", "Новости", "Помощь", "Контакты", "Вход", "Поиск"]
    .map((name) => `<li><a href="/x">${name}</a></li>`)
    .join("");
  return `<!DOCTYPE html>
<html lang="${options.language}"><head>${head}<script>document.write("never read")</script><style>p{text-indent:1em}</style></head>
<body><div class="header"><nav><ul>${links}</ul></nav><form action="/search"><input name="q"><button>Найти</button></form></div>
<div class="container_gamma text text_upd" style="margin:0"><h1>${escapeXml(options.title)}</h1>
<article><p><span style="display:none">служебное</span></p>
${body}
${foot}</article></div>
<footer><p>© Институт. Все права защищены.</p></footer></body></html>`;
}

function writePiece(piece: Piece, notes: string[], law: boolean): string {
  if (piece.kind === "heading")
    return law
      ? `<h3 id="z${notes.length}"><a name="z"></a>${escapeXml(piece.text)}</h3>`
      : `<h${piece.level}>${escapeXml(piece.text)}</h${piece.level}>`;
  if (piece.kind === "table") {
    const row = (cells: string[], tag: string) =>
      `<tr>${cells.map((cell) => `<${tag}>${law ? `<p>${escapeXml(cell)}</p>` : escapeXml(cell)}</${tag}>`).join("")}</tr>`;
    const head = law ? row(piece.header, "td") : `<thead>${row(piece.header, "th")}</thead>`;
    return `<table border="1">${head}<tbody>${piece.rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
  }
  const mark = piece.number === null ? "" : piece.kind === "item" ? `${piece.number}) ` : `${piece.number}. `;
  const anchors =
    piece.kind === "paragraph"
      ? piece.notes.map(
          (note) =>
            `<a class="sdfootnoteanc" name="sdfootnote${notes.push(note)}anc" href="#sdfootnote${notes.length}sym"><sup>${notes.length}</sup></a>`,
        )
      : [];
  return `<p>${law ? "&nbsp;&nbsp;&nbsp;&nbsp; " : ""}${mark}${escapeXml(piece.text)}${anchors.join("")}</p>`;
}
