// How do the menus, which are <details>, close again?
import { all, on } from "./dom";

function close(except: Element | null): void {
  all<HTMLDetailsElement>("details.r-menu[open]").forEach((menu) => {
    if (!except || !menu.contains(except)) menu.open = false;
  });
}

/** A click elsewhere and Escape close; Escape gives the focus back to the summary. */
export function watchMenus(): void {
  document.addEventListener("click", (event) => close(event.target instanceof Element ? event.target : null));
  on("keydown", "details.r-menu[open]", (menu, event) => {
    if (event.key !== "Escape") return;
    (menu as HTMLDetailsElement).open = false;
    menu.querySelector("summary")?.focus();
  });
}
