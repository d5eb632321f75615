// How does the page tell that something was done, and offer to undo it?
import { all, on, words } from "./dom";

const STAYS = 10_000;

function expire(toast: HTMLElement): void {
  if (toast.matches(":hover") || toast.contains(document.activeElement)) {
    window.setTimeout(() => expire(toast), STAYS);
    return;
  }
  toast.remove();
}

/** Show one toast now; the layout holds its shape in a <template>. */
export function showToast(text: string): void {
  const shape = document.getElementById("r-toast-shape");
  const place = document.querySelector(".r-toasts");
  if (!(shape instanceof HTMLTemplateElement) || !place) return;
  const toast = shape.content.firstElementChild?.cloneNode(true);
  if (!(toast instanceof HTMLElement)) return;
  const text_place = toast.querySelector("[data-text]");
  if (text_place) text_place.textContent = text;
  place.append(toast);
  window.setTimeout(() => expire(toast), STAYS);
}

/** Toasts of the server go by themselves, except those that can be undone; "ruta:toast" shows one more. */
export function watchToasts(): void {
  all(".r-toasts > .r-toast:not(:has(form))").forEach((toast) => window.setTimeout(() => expire(toast), STAYS));
  on("click", ".r-toast-close", (button) => button.closest(".r-toast")?.remove());
  document.addEventListener("ruta:toast", (event) => {
    const detail: unknown = (event as CustomEvent).detail;
    const text = (detail as { value?: unknown } | null)?.value;
    showToast(typeof text === "string" ? text : words("done"));
  });
}
