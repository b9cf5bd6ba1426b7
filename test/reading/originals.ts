import { readFileSync } from "node:fs";
import { readReport } from "../../src/corpus/report-reader.ts";
import type { Original } from "./original.ts";

/** The report that ships with the program, `copies` times over: its numbers count on. */
export function reportOriginal(copies: number): Original {
  const passages = readReport(readFileSync("corpus/cedaw-c-kaz-6/report.en.txt", "utf8")).filter(
    ({ heading }) => !heading,
  );
  const original: Original = [];
  let number = 0;
  for (let copy = 1; copy <= copies; copy += 1) {
    let before: string[] = [];
    number = 0;
    if (copies > 1) original.push({ kind: "heading", level: 1, text: `Volume ${copy}. The sixth report` });
    for (const passage of passages) {
      const place = passage.place.slice(0, 3);
      const from = place.findIndex((heading, k) => heading !== before[k]);
      if (from >= 0)
        place.slice(from).forEach((text, k) => {
          original.push({ kind: "heading", level: from + k + 2, text });
        });
      before = place;
      number += 1;
      original.push({
        kind: "paragraph",
        text: western(passage.text),
        number: String(number),
        notes: passage.notes.map(western),
      });
    }
  }
  return original;
}

/** A law in the making: parts, articles, points, a list, a table, a footnote. */
export const LAW_RU: Original = [
  { kind: "heading", level: 1, text: "Глава 1. Общие положения" },
  { kind: "heading", level: 2, text: "Статья 1. Основные понятия" },
  { kind: "paragraph", number: "1", notes: [], text: "В настоящем Законе используются следующие основные понятия:" },
  {
    kind: "item",
    number: "1",
    introduction: "В настоящем Законе используются следующие основные понятия:",
    text: "кризисный центр – организация, в которой пострадавшей помогают и дают кров;",
  },
  {
    kind: "item",
    number: "2",
    introduction: "В настоящем Законе используются следующие основные понятия:",
    text: "социально-бытовое насилие – умышленное деяние одного лица в сфере семейно-бытовых отношений в отношении другого;",
  },
  {
    kind: "item",
    number: "3",
    introduction: "В настоящем Законе используются следующие основные понятия:",
    text: "защитное предписание – документ, который выносит орган внутренних дел.",
  },
  { kind: "heading", level: 2, text: "Статья 2. Сфера действия" },
  {
    kind: "paragraph",
    number: "1",
    notes: ["Введён в действие с 1 января 2024 года."],
    text: "Закон действует на всей территории республики и одинаков для женщин и мужчин, кто бы из них ни обратился за помощью: никому не может быть отказано из-за пола, возраста, языка, гражданства или места жительства.",
  },
  {
    kind: "paragraph",
    number: "2",
    notes: [],
    text: "Помощь оказывается бесплатно и в день обращения, в том числе в выходные и праздничные дни. Отказ в ней можно обжаловать в тридцатидневный срок в вышестоящий орган или в суд.",
  },
  { kind: "heading", level: 1, text: "Глава 2. Помощь" },
  { kind: "heading", level: 2, text: "Статья 3. Пособия" },
  {
    kind: "paragraph",
    number: null,
    notes: [],
    text: "Размер пособия зависит от области, в которой живёт семья, и от числа детей.",
  },
  {
    kind: "table",
    header: ["Область", "Размер, тенге", "Срок, дней"],
    rows: [
      ["Абайская", "45 000", "10"],
      ["Актюбинская", "47 500", "10"],
      ["Мангистауская", "52 300", "15"],
      ["Город Шымкент", "44 100", "7"],
    ],
  },
  {
    kind: "paragraph",
    number: null,
    notes: [],
    text: "Пособие выплачивается через банк, который выбрала семья, не позднее пятого числа каждого месяца.",
  },
];

export const LAW_KK: Original = [
  { kind: "heading", level: 1, text: "1-тарау. Жалпы ережелер" },
  { kind: "heading", level: 2, text: "1-бап. Негізгі ұғымдар" },
  { kind: "paragraph", number: "1", notes: [], text: "Осы Заңда мынадай негізгі ұғымдар пайдаланылады:" },
  {
    kind: "item",
    number: "1",
    introduction: "Осы Заңда мынадай негізгі ұғымдар пайдаланылады:",
    text: "дағдарыс орталығы – жәбірленушіге көмек көрсетіліп, баспана берілетін ұйым;",
  },
  {
    kind: "item",
    number: "2",
    introduction: "Осы Заңда мынадай негізгі ұғымдар пайдаланылады:",
    text: "әлеуметтік-тұрмыстық зорлық-зомбылық – отбасылық-тұрмыстық қатынастар саласында бір адамның екінші адамға қарсы қасақана әрекеті;",
  },
  {
    kind: "item",
    number: "3",
    introduction: "Осы Заңда мынадай негізгі ұғымдар пайдаланылады:",
    text: "қорғау нұсқамасы – ішкі істер органы шығаратын құжат.",
  },
  { kind: "heading", level: 2, text: "2-бап. Қолданылу аясы" },
  {
    kind: "paragraph",
    number: "1",
    notes: ["2024 жылғы 1 қаңтардан бастап қолданысқа енгізілді."],
    text: "Заң республиканың бүкіл аумағында қолданылады және көмекке кім жүгінсе де, әйелдер мен ерлерге бірдей: жынысына, жасына, тіліне, азаматтығына немесе тұрғылықты жеріне қарап ешкімге бас тартуға болмайды.",
  },
  {
    kind: "paragraph",
    number: "2",
    notes: [],
    text: "Көмек тегін және жүгінген күні, соның ішінде демалыс және мереке күндері де көрсетіледі. Одан бас тартуға отыз күн ішінде жоғары тұрған органға немесе сотқа шағымдануға болады.",
  },
  { kind: "heading", level: 1, text: "2-тарау. Көмек" },
  { kind: "heading", level: 2, text: "3-бап. Жәрдемақылар" },
  {
    kind: "paragraph",
    number: null,
    notes: [],
    text: "Жәрдемақы мөлшері отбасы тұратын облысқа және балалар санына байланысты.",
  },
  {
    kind: "table",
    header: ["Облыс", "Мөлшері, теңге", "Мерзімі, күн"],
    rows: [
      ["Абай", "45 000", "10"],
      ["Ақтөбе", "47 500", "10"],
      ["Маңғыстау", "52 300", "15"],
      ["Шымкент қаласы", "44 100", "7"],
    ],
  },
  {
    kind: "paragraph",
    number: null,
    notes: [],
    text: "Жәрдемақы отбасы таңдаған банк арқылы әр айдың бесінші күнінен кешіктірілмей төленеді.",
  },
];

/** In the letters that the typesetter of tests has. */
function western(text: string): string {
  return text
    .replace(/\p{Script=Cyrillic}+/gu, "Adilet")
    .replaceAll("\u2011", "-")
    .replaceAll("\u00A0", " ");
}
