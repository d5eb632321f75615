// How is a second click kept from sending a form twice, and the wait shown on the button?
import { all } from "./dom";

const sent = new WeakSet<HTMLFormElement>();

function setBusy(button: HTMLElement, isBusy: boolean): void {
  button.classList.toggle("r-busy", isBusy);
  if (isBusy) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

function release(form: HTMLFormElement): void {
  sent.delete(form);
  all(".r-busy", form).forEach((button) => setBusy(button, false));
}

function guard(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method === "dialog") return;
  if (sent.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (event.defaultPrevented && !form.matches("[hx-post],[data-hx-post]")) return;
  if (form.method === "get" || form.hasAttribute("data-again") || form.target === "_blank") return;
  sent.add(form);
  if (event.submitter instanceof HTMLElement && event.submitter.matches(".btn")) setBusy(event.submitter, true);
}

/** Guard every form of the page; a page that comes back from the history is free again. */
export function watchBusy(): void {
  window.addEventListener("submit", guard);
  window.addEventListener("pageshow", () => all<HTMLFormElement>("form").forEach(release));
  for (const name of ["htmx:afterRequest", "ruta:not-sent"]) {
    document.addEventListener(name, (event) => {
      const form = event.target instanceof Element ? event.target.closest("form") : null;
      if (form) release(form);
    });
  }
}
