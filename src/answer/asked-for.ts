import { foldKazakh } from "../index/word-forms.ts";

/**
 * The kind of fact that a question asks for (an age, a sum, a deadline) and whether a passage states
 * one. A passage on the right topic without the asked fact is a near miss, not an answer.
 */

export type Fact = "percent" | "age" | "sentence" | "duration" | "money" | "documents" | "date" | "count";

const NUMBER = /(?:\d[\d ,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|half)/u
  .source;

/** How the report, in English, states each kind. */
const STATED: Readonly<Record<Fact, RegExp>> = {
  percent: /per ?cent|%/iu,
  age: /\bage[ds]?\b|years old|years of age|minors? under|under the age/iu,
  sentence: new RegExp(
    `${NUMBER}[- ](?:to ${NUMBER} )?years?.{0,40}(?:imprison|prison|libert)|(?:imprison|libert|punish).{0,60}${NUMBER} years|life imprison`,
    "iu",
  ),
  duration: new RegExp(
    `${NUMBER}[- ](?:calendar |working |business |full )*(?:day|week|month|hour|year)s?\\b|immediately|around the clock`,
    "iu",
  ),
  money:
    /tenge|KZT|MCI|monthly calculation|subsistence|minimum wage|monthly income|average income|per cent|dollar|\$|\bfree\b|[mb]illion/iu,
  documents: /document|certificate|application|statement|passport|\bpapers\b/iu,
  date: /\b(?:19|20)\d\d\b|january|february|march|april|may\b|june|july|august|september|october|november|december/iu,
  count: new RegExp(NUMBER, "iu"),
};

/** How people ask for each kind, the narrower first; Kazakh is compared without its own letters. */
const ASKED: readonly (readonly [Fact, RegExp])[] = [
  [
    "percent",
    /percent|per cent|\bshare of\b|interest rate|процент|(?<!\p{L})ставк|(?<!\p{L})дол[яюи](?!\p{L})|пайыз|улеси/u,
  ],
  [
    "age",
    /what age|which age|how old|какого возраста|каком возрасте|какой возраст|скольки лет|сколько лет (?:нужно|надо|должно)|(?:неше|канша|кай|кандай) жас(?:та|тан|ка|ында|ынан|ына)(?!\p{L})/u,
  ],
  [
    "sentence",
    /prison term|years in prison|(?:how many years|how long).{0,30}(?:jail|prison|locked|sentence)|срок лишения|сколько лет (?:сажа|даю|даду|посад|лиш)|(?<!в )какой срок.{0,30}(?:даю|даду|гроз|лиш|тюр|наказ|сажа)|какое наказание|(?:неше|канша) жыл.{0,30}(?:сотта|айыр|бас бостанд)/u,
  ],
  [
    "duration",
    /how (?:many|long|soon)(?: \w+){0,2} (?:days?|weeks?|months?|hours?)|how long|how soon|сколько (?:\p{L}+ )?(?:дней|дня|недел|месяц|час(?!т))|как долго|за сколько|в какой срок|неше (?:кун|апта|ай(?!\p{L})|айга|айда|сагат)|канша (?:уакыт(?! сайын)|кун|апта|ай(?!\p{L})|мерзим)|кандай мерзим/u,
  ],
  [
    "money",
    /(?<!by )how much|how many tenge|what sum|how big|how large|how high|what does it cost|сколько (?:я |мне |нам |мы )?(?:тенге|денег|стоит|стоят|плат[яи]т|заплат|получ(?:у|аю|им|ит)|дают|дадут)|как(?:ая|ую) сумм|как(?:ой|ов) размер|в каком размере|неше тенге|канша (?:акша|тенге|турады|толе|алам|береди)|молшери(?! неге)|колемде|сомасы/u,
  ],
  [
    "documents",
    /(?:what|which) (?:documents|papers) (?:do|are|should|must|will)|documents? do i|papers do i|какие (?:документы|бумаги|справки) (?:нуж|надо|треб|собр|собир|подат|принест)|кандай (?:кужаттар|кагаздар|аныктама).{0,20}(?:керек|жина|тапсыр|апар)/u,
  ],
  [
    "date",
    /\bwhen (?:was|were|did|will|is)\b|what year|which year|what date|(?<!\p{L})когда (?:был|приня|вступ|начал|подпис|откры|созда|появ)|каком году|какого числа|какая дата|(?<!\p{L})кашан|(?<!\p{L})кай (?:жыл|кун)/u,
  ],
  [
    "count",
    /how many|what number|(?<!\p{L})сколько(?!\p{L})|каково число|какова численность|канша|неше(?!\p{L})|саны кандай/u,
  ],
];

/** The kind of fact that a question in any of the three languages asks for, or null. */
export function findAskedFact(question: string): Fact | null {
  const folded = foldKazakh(question.toLowerCase());
  return ASKED.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** True when the passage's words, in English, state a fact of that kind. */
export function statesFact(text: string, fact: Fact): boolean {
  return STATED[fact].test(text);
}
