// How old is somebody on a day?
import { dayAhead } from "./days";

export const ADULT = 18;

/** Both days as 2026-11-21: the rest of the text after the year says whether the birthday was. */
export function ageOn(born: string, day: string): number {
  const year = (text: string): number => Number(text.slice(0, 4));
  return year(day) - year(born) - (day.slice(4) >= born.slice(4) ? 0 : 1);
}

/** Whether somebody else has to decide for them; unknown age counts as adult. */
export function isMinor(born: unknown): boolean {
  return typeof born === "string" && born !== "" && ageOn(born, dayAhead(0)) < ADULT;
}
