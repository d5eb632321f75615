// How old is somebody on a day?
export const ADULT = 18;

export function ageOn(born: string, day: Date): number {
  const [year = 0, month = 1, date = 1] = born.split("-").map(Number);
  const had = day.getMonth() + 1 > month || (day.getMonth() + 1 === month && day.getDate() >= date);
  return day.getFullYear() - year - (had ? 0 : 1);
}

/** Whether somebody else has to decide for them; unknown age counts as adult. */
export function isMinor(born: unknown): boolean {
  return typeof born === "string" && born !== "" && ageOn(born, new Date()) < ADULT;
}
