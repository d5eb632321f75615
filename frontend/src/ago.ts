// How long ago was it? <time data-ago> is refreshed while the page stays open.
import { all } from "./dom";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function say(seconds: number, form: Intl.RelativeTimeFormat): string {
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return form.format(Math.round(seconds / size), unit);
  }
  return form.format(0, "second");
}

function refresh(): void {
  const form = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  for (const time of all<HTMLTimeElement>("time[data-ago]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (Number.isFinite(seconds)) time.textContent = say(seconds, form);
  }
}

export function startAgo(): void {
  window.setInterval(refresh, 60_000);
}
