// Which day is it in Honduras, whatever the clock of the device is set to? After six in the evening Greenwich is a day ahead.
export const HONDURAS = "America/Tegucigalpa";
const DAY = 86_400_000;

/** 2026-11-21, so many days from today; compared as texts, days stand in their order. */
export function dayAhead(days: number): string {
  return dayOf(Date.now() + days * DAY);
}

/** The day of a moment. */
export function dayOf(at: number): string {
  return new Date(at).toLocaleDateString("sv-SE", { timeZone: HONDURAS });
}
