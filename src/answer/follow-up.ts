import { listWords } from "../index/word-forms.ts";
import type { Understood } from "./understand.ts";

/**
 * Short questions that lean on the one before: "а если мне 17?", "и сколько?", "ал әкесі ше?".
 * They are read together with it, and the asker is told so.
 */

/** How much a question leans: `whole` says nothing alone, `maybe` could stand alone too. */
export type Leaning = "none" | "maybe" | "whole";

const CONNECTIVES = words(
  "а и но ну тогда еще ещё also and but then so or what how ал және ше сонда онда тағы тагы мен",
);
/** What refers to something said before. */
const REFERRING = words(
  "это этого этому этим этот эта они их им он его ему она ее её ей там тогда туда такой it its this that they them their he him his she her there those these бұл бул осы осыны соны сол оны оның онын оған оган онда олар оларға оларга ондай",
);
/** Words that ask or join and name no subject. */
const EMPTY = words(
  "если мне меня мой моя мои нам я мы вы ты кто что где когда куда откуда сколько почему зачем как какой какая какие каком можно ли нужно надо есть будет был а и или но не нет да у в на с по о об до за для из при от к же бы то " +
    "if i my me we you who what where when why how much many long old which is are do does can will would should a an the of to in for at by with about not no yes or and be have has was were am case " +
    "егер мен маған маган менің менин біз биз сіз сен кім ким не қайда кайда қашан кашан қанша канша неше неге қалай калай қандай кандай қай кай бар жоқ жок ма ме ба бе па пе ше керек болады болама бола ала аламын аламыз үшін ушин туралы болса емес",
);
const LONGEST = 9;
/** Subjects that a question which leans as a whole may name: "ал әкесі ше?". */
const FEW_SUBJECTS = 1;
const LONGEST_MAYBE = 6;

export function measureLeaning(text: string): Leaning {
  const list = listWords(text);
  if (list.length === 0 || list.length > LONGEST) return "none";
  const subjects = list.filter((word) => !isEmpty(word));
  const joins = CONNECTIVES.has(list[0] ?? "") || list.at(-1) === "ше" || list.some((word) => REFERRING.has(word));
  if (subjects.length === 0) return "whole";
  if (!joins) return "none";
  if (subjects.length <= FEW_SUBJECTS) return "whole";
  return list.length <= LONGEST_MAYBE ? "maybe" : "none";
}

function isEmpty(word: string): boolean {
  return EMPTY.has(word) || REFERRING.has(word) || CONNECTIVES.has(word) || /^\p{N}+$/u.test(word);
}

/** The follow-up as it is searched for: with the words of the question it leans on. */
export function continueFrom(question: Understood, previous: Understood): Understood {
  return {
    ...question,
    searched: `${previous.searched} ${question.searched}`,
    fact: question.fact ?? previous.fact,
    obstacle: null,
  };
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
