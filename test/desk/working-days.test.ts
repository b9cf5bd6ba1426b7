import { describe, expect, test } from "vitest";
import { readMovedDays } from "../../src/corpus/moved-days.ts";
import { createWorkingDays, dayOf, endOf } from "../../src/desk/working-days.ts";

const days = createWorkingDays(readMovedDays("corpus"));
const noon = (day: string) => Date.parse(`${day}T07:00:00Z`);

describe("working days of Kazakhstan", () => {
  test.each([
    ["2026-11-24", 3, "2026-11-27", "a plain week"],
    ["2026-11-27", 3, "2026-12-02", "over a weekend"],
    ["2026-03-19", 3, "2026-03-27", "Nauryz on a weekend moves behind the third day: 24 and 25 March are free"],
    ["2026-05-26", 1, "2026-05-28", "the first day of Kurban Ait"],
    ["2027-05-14", 1, "2027-05-17", "Kurban Ait on a Sunday does not move"],
    ["2026-05-08", 1, "2026-05-12", "Victory Day on a Saturday moves to Monday"],
    ["2027-01-06", 1, "2027-01-08", "Christmas"],
    ["2028-01-06", 1, "2028-01-10", "Christmas on a Friday"],
    ["2027-01-01", 1, "2027-01-05", "2 January 2027 is a Saturday: Monday is free"],
    ["2027-03-12", 1, "2027-03-16", "Constitution Day is 15 March"],
    ["2026-08-28", 1, "2026-08-31", "30 August is none any more"],
    ["2024-05-07", 1, "2024-05-10", "8 May 2024 was moved from the Saturday before"],
    ["2024-05-03", 1, "2024-05-04", "so that Saturday was worked"],
    ["2026-12-15", 1, "2026-12-17", "Independence Day"],
  ])("%s and %i: %s (%s)", (since, count, expected) => {
    expect(days.after(noon(since), count)).toBe(expected);
  });

  test("a day ends at midnight of Kazakhstan, and begins there", () => {
    expect(dayOf(Date.parse("2026-11-24T18:59:59Z"))).toBe("2026-11-24");
    expect(dayOf(Date.parse("2026-11-24T19:00:00Z"))).toBe("2026-11-25");
    expect(new Date(endOf("2026-11-24")).toISOString()).toBe("2026-11-24T18:59:59.999Z");
  });
});
