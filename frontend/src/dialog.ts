// How does a confirmation open and close with the native <dialog>?
import { on } from "./dom";

function find(id: string | undefined): HTMLDialogElement | null {
  const found = id ? document.getElementById(id) : null;
  return found instanceof HTMLDialogElement ? found : null;
}

/** data-open="id" opens, data-close closes, a click on the scrim closes; focus returns by itself. */
export function watchDialogs(): void {
  on("click", "[data-open]", (button, event) => {
    const dialog = find(button.dataset["open"]);
    if (!dialog) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  });
  on("click", "[data-close]", (button, event) => {
    event.preventDefault();
    button.closest("dialog")?.close();
  });
  on("click", "dialog[open]", (dialog, event) => {
    if (event.target === dialog) (dialog as HTMLDialogElement).close();
  });
}
