import type { Token } from "./tokens.ts";

/**
 * Numbers and units by what they say, however they are written: "six" is 6, "fifty-ninth" is 59th,
 * "7 тысяч" is 7 000, "40 %" is 40 per cent, "bn" is a billion. A quotation that writes a figure
 * otherwise than the document keeps the fact. Pure.
 */

/** Beginnings of number words in three languages, the longer before the shorter that begins them. */
const NUMBERS: readonly (readonly [value: number, beginnings: string])[] = [
  [11, "eleven|одиннадцат"],
  [12, "twelve|twelf|двенадцат"],
  [13, "thirteen|тринадцат"],
  [14, "fourteen|четырнадцат"],
  [15, "fifteen|пятнадцат"],
  [16, "sixteen|шестнадцат"],
  [17, "seventeen|семнадцат"],
  [18, "eighteen|восемнадцат"],
  [19, "nineteen|девятнадцат"],
  [20, "twent|двадцат|жиырма"],
  [30, "thirt|тридцат|отыз"],
  [40, "fort(?:y|iet)|сорок|қырық"],
  [50, "fift(?:y|iet)|пятьдесят|пятидесят|елу"],
  [60, "sixt(?:y|iet)|шестьдесят|шестидесят|алпыс"],
  [70, "sevent(?:y|iet)|семьдесят|семидесят|жетпіс"],
  [80, "eight(?:y|iet)|восемьдесят|восьмидесят|сексен"],
  [90, "ninet(?:y|iet)|девяност|тоқсан"],
  [200, "двести|двухсот"],
  [300, "триста|трехсот"],
  [400, "четыреста|четырехсот"],
  [500, "пятьсот|пятисот"],
  [600, "шестьсот|шестисот"],
  [700, "семьсот|семисот"],
  [800, "восемьсот|восьмисот"],
  [900, "девятьсот|девятисот"],
  [0, "zero$|ноль|нол[яю]|нөл"],
  [1, "one$|first$|од(?:ин|на|но|ну|ной|ного|ному|ним)$|перв(?:ый|ая|ое|ого|ой|ом|ую)|бір$|бірінші"],
  [2, "two$|second$|дв(?:а|е|ух|ум|умя)$|втор(?:ой|ая|ое|ого|ом|ую)|екі$|екінші"],
  [3, "three$|third$|тр(?:и|ех|ем|емя)$|трет(?:ий|ья|ье|ьего|ьей|ьем|ью)$|үш$|үшінші"],
  [4, "four$|fourth$|четыр(?:е|ех|ем|ьмя)$|четверт(?:ый|ая|ое|ого|ой|ом|ую)|төрт$|төртінші"],
  [5, "five$|fifth$|пят(?:ь|и|ью|ый|ая|ое|ого|ой|ом|ую)$|бес$|бесінші"],
  [6, "six$|sixth$|шест(?:ь|и|ью|ой|ая|ое|ого|ом|ую)$|алты$|алтыншы"],
  [7, "seven$|seventh$|сем(?:ь|и|ью)$|седьм|жеті$|жетінші"],
  [8, "eight$|eighth$|вос(?:емь|ьми|емью)$|восьм(?:ой|ая|ое|ого|ом|ую)|сегіз"],
  [9, "nine$|ninth$|девят(?:ь|и|ью|ый|ая|ое|ого|ой|ом|ую)$|тоғыз"],
  [10, "ten$|tenth$|десят(?:ь|и|ью|ый|ая|ое|ого|ой|ом|ую)$|он$|оныншы"],
];
/** What the number before it is multiplied by. */
const MAGNITUDES: readonly (readonly [value: number, words: string])[] = [
  [100, "hundred|hundreds|hundredth|сто|ста|сотый|жүз"],
  [1e3, "thousand|thousands|тысяч|тысяча|тысячи|тысячу|тыс|мың"],
  [1e6, "million|millions|mln|mn|миллион|миллиона|миллионов|млн"],
  [1e9, "billion|billions|bn|миллиард|миллиарда|миллиардов|млрд"],
  [1e12, "trillion|trillions|триллион|триллиона|триллионов|трлн"],
];
const UNITS: readonly (readonly [sign: string, words: string])[] = [
  ["%", "%|percent|percents|процент|процента|процентов|процентам|процентами|процентах|пайыз|пайызы|пайызды"],
  ["₸", "₸|tenge|kzt|тенге|теңге|тг"],
  ["$", "\\$|usd|dollar|dollars|доллар|доллара|долларов"],
  ["€", "€|euro|euros|eur|евро|еуро"],
];

const begins = NUMBERS.map(([value, words]) => [value, new RegExp(`^(?:${words})`, "u")] as const);
const whole = <T>(list: readonly (readonly [T, string])[]) =>
  list.map(([value, words]) => [value, new RegExp(`^(?:${words})$`, "u")] as const);
const [magnitudes, units] = [whole(MAGNITUDES), whole(UNITS)];
/** "2,074" has lost its comma when it comes here. */
const DIGITS = /^\d+(?:\.\d+)?$/u;
/** What hangs on the digits of an ordinal is a word of its own: "59th", "5-го", "3-ші". */
const ORDINAL_ENDING = /^(?:st|nd|rd|th|й|я|е|го|му|м|ый|ой|ая|ое|ого|ом|ші|шы|інші|нші)$/u;
const JOINS = /^(?:and|и)$/u;
/** Digits enough for any figure; more would be what binary fractions add. */
const PRECISION = 12;

/** True when both stretches are numbers and units alone, and say the same in other signs. */
export function haveSameValue(a: readonly Token[], b: readonly Token[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const [first, second] = [readValues(a), readValues(b)];
  return first !== null && second !== null && first.join(" ") === second.join(" ");
}

/** True when both stretches have figures, the same in the same order, whatever else they say. */
export function haveSameFigures(a: readonly string[], b: readonly string[]): boolean {
  const figures = (words: readonly string[]) =>
    readValues(
      words
        .filter((word) => readNumber(word) !== null || magnitudes.some(([, form]) => form.test(word)))
        .map((word) => ({ word })),
    );
  const [first, second] = [figures(a), figures(b)];
  return first !== null && second !== null && first.length > 0 && first.join(" ") === second.join(" ");
}

type Word = Pick<Token, "word">;

/** The numbers and units of a stretch in one spelling, or null when it holds anything else. */
function readValues(tokens: readonly Word[]): string[] | null {
  const values: string[] = [];
  let sum = 0;
  let group: number | null = null;
  const flush = () => {
    if (group !== null || sum > 0) values.push(String(Number((sum + (group ?? 0)).toPrecision(PRECISION))));
    sum = 0;
    group = null;
  };
  for (const [k, { word }] of tokens.entries()) {
    const number = readNumber(word);
    const magnitude = magnitudes.find(([, pattern]) => pattern.test(word))?.[0];
    const unit = readUnit(tokens, k);
    if (ORDINAL_ENDING.test(word) && DIGITS.test(tokens[k - 1]?.word ?? "")) continue;
    if (number !== null) {
      if (group !== null && (number >= group || group % 10 !== 0)) flush();
      group = (group ?? 0) + number;
    } else if (magnitude === 100) {
      group = (group ?? 1) * magnitude;
    } else if (magnitude !== undefined) {
      sum += (group ?? 1) * magnitude;
      group = null;
    } else if (unit !== null) {
      flush();
      if (unit !== "") values.push(unit);
    } else if (!JOINS.test(word) || (group === null && sum === 0)) {
      return null;
    }
  }
  flush();
  return values;
}

function readNumber(word: string): number | null {
  if (DIGITS.test(word)) return Number(word);
  return begins.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

/** The unit's sign; empty for the first word of "per cent". */
function readUnit(tokens: readonly Word[], k: number): string | null {
  const word = tokens[k]?.word ?? "";
  if (word === "per" && tokens[k + 1]?.word === "cent") return "";
  if (word === "cent" && tokens[k - 1]?.word === "per") return "%";
  return units.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
