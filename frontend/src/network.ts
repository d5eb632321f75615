// What happens to what was typed when the network is gone? It stays, and the page says so.
import { words } from "./dom";

function tell(form: Element | null, text: string): void {
  const place = form ?? document.querySelector("main");
  if (!place) return;
  place.querySelector(":scope > .r-note[data-network]")?.remove();
  const shape = document.getElementById("r-note-shape");
  if (!(shape instanceof HTMLTemplateElement)) return;
  const note = shape.content.firstElementChild?.cloneNode(true);
  if (!(note instanceof HTMLElement)) return;
  const textPlace = note.querySelector("[data-text]");
  if (textPlace) textPlace.textContent = text;
  place.prepend(note);
  note.scrollIntoView({ block: "nearest" });
}

function formOf(event: Event): HTMLFormElement | null {
  return event.target instanceof Element ? event.target.closest("form") : null;
}

function stopOffline(event: SubmitEvent): void {
  const form = formOf(event);
  if (!form || navigator.onLine || form.method === "dialog") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell(form, words("offline"));
  form.dispatchEvent(new CustomEvent("ruta:not-sent", { bubbles: true }));
}

interface Answered {
  xhr?: XMLHttpRequest;
}

/** What the server said, where it says it in a note of its own; else that it did not go. */
function told(event: Event): string {
  const answer = event instanceof CustomEvent ? (event.detail as Answered).xhr : undefined;
  if (answer?.status !== 503) return words("failed");
  const note = new DOMParser().parseFromString(answer.responseText, "text/html").querySelector(".r-note");
  return note?.textContent?.trim() || words("failed");
}

/** A form that cannot leave says why, in the form, and keeps its text. */
export function watchNetwork(): void {
  window.addEventListener("submit", stopOffline, { capture: true });
  document.addEventListener("htmx:sendError", (event) => tell(formOf(event), words("offline")));
  document.addEventListener("htmx:timeout", (event) => tell(formOf(event), words("offline")));
  document.addEventListener("htmx:responseError", (event) => tell(formOf(event), told(event)));
}
