// Which day is that? A browser in another language writes 11/12 for 12/11; the words beneath leave no doubt.
import { all, on } from "./dom";

const DAYS = "input[type=date]";

function said(value: string): string {
  const day = new Date(`${value}T12:00:00`);
  if (!value || Number.isNaN(day.getTime())) return "";
  const parts: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  if (day.getFullYear() !== new Date().getFullYear()) parts.year = "numeric";
  return day.toLocaleDateString(document.documentElement.lang, parts);
}

function tell(input: HTMLInputElement): void {
  let place = input.nextElementSibling;
  if (!place?.matches("[data-day]")) {
    if (!input.value) return;
    place = document.createElement("p");
    place.className = "r-hint";
    place.setAttribute("data-day", "");
    input.after(place);
  }
  place.textContent = said(input.value);
}

export function tellDays(root: ParentNode): void {
  all<HTMLInputElement>(DAYS, root).forEach(tell);
}

export function watchDays(): void {
  on("input", DAYS, (input) => tell(input as HTMLInputElement));
  on("change", DAYS, (input) => tell(input as HTMLInputElement));
}
