// Does a deadline pass while the page is open? Its wedge grows, and it turns to late when the moment comes.
import { all, icon } from "./dom";

const AROUND = 16.34;

function turnLate(clock: HTMLElement): void {
  clock.dataset["tone"] = "late";
  delete clock.dataset["due"];
  clock.replaceChildren(icon("exclamation-diamond-fill"), clock.dataset["lateWords"] ?? "");
}

function refresh(): void {
  for (const clock of all(".r-clock[data-due][data-since]")) {
    const due = Date.parse(clock.dataset["due"] ?? "");
    const since = Date.parse(clock.dataset["since"] ?? "");
    const share = (Date.now() - since) / Math.max(1, due - since);
    if (share >= 1) turnLate(clock);
    else clock.querySelector(".used")?.setAttribute("stroke-dasharray", `${(share * AROUND).toFixed(1)} ${AROUND}`);
  }
}

export function startClocks(): void {
  window.setInterval(refresh, 60_000);
}
