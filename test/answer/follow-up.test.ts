import { expect, test } from "vitest";
import { measureLeaning } from "../../src/answer/follow-up.ts";

test.each([
  ["а если мне 17?", "whole"],
  ["и сколько?", "whole"],
  ["А отцу?", "whole"],
  ["ал әкесі ше?", "whole"],
  ["ал канша уакытка?", "whole"],
  ["and how much?", "whole"],
  ["what about fathers?", "whole"],
  ["а для сельских женщин какие условия?", "maybe"],
  ["Сколько длится отпуск по уходу за ребёнком?", "none"],
  ["Алимент төлемесе қайда шағымданамын?", "none"],
  ["How can I get legal aid if I have no money and live in a village?", "none"],
  ["", "none"],
])("%j leans %s", (text, leaning) => {
  expect(measureLeaning(text)).toBe(leaning);
});
