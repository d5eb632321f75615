// Light or dark? The choice is a cookie, so that the server writes the page already in it.
import { on } from "./dom";

const YEAR = 60 * 60 * 24 * 365;

/** A button with data-theme-toggle changes the page now and the next pages by cookie. */
export function watchTheme(): void {
  on("click", "[data-theme-toggle]", (button, event) => {
    event.preventDefault();
    const root = document.documentElement;
    const next = root.dataset["bsTheme"] === "dark" ? "light" : "dark";
    root.dataset["bsTheme"] = next;
    button.setAttribute("aria-pressed", String(next === "dark"));
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${next}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  });
}

/** A page that was kept on the device long ago takes the theme of today. */
export function takeTheme(): void {
  const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  if (chosen) document.documentElement.dataset["bsTheme"] = chosen;
  const pressed = String(document.documentElement.dataset["bsTheme"] === "dark");
  document.querySelectorAll("[data-theme-toggle]").forEach((button) => button.setAttribute("aria-pressed", pressed));
}
