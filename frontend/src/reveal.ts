// Which parts of a form matter for what was chosen? data-when="field=value" (or "field=a|b") shows only then.
import { all } from "./dom";

function chosen(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).map(String);
}

function isOpen(part: HTMLElement, form: HTMLFormElement): boolean {
  const [name = "", values = ""] = (part.dataset["when"] ?? "").split("=");
  return chosen(form, name).some((value) => values.split("|").includes(value));
}

/** A hidden part sends nothing: its fields are disabled while it is away. */
function apply(form: HTMLFormElement): void {
  for (const part of all("[data-when]", form)) {
    const open = isOpen(part, form);
    part.hidden = !open;
    all<HTMLInputElement>("input,select,textarea,button", part).forEach((control) => (control.disabled = !open));
  }
}

export function applyReveal(root: ParentNode): void {
  const forms = new Set(all("[data-when]", root).map((part) => part.closest("form")));
  forms.forEach((form) => form && apply(form));
}

/** Without a script every part is visible and the server ignores what does not apply. */
export function watchReveal(): void {
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (form?.querySelector("[data-when]")) apply(form);
  });
}
