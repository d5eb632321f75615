// Which parts of a form matter for what was chosen? data-when="field=value" (or "field=a|b") shows only then, data-unless only otherwise.
// In a list, options with data-unless go away and those with data-first-when come first.
import { all } from "./dom";

const PARTS = "[data-when],[data-unless]:not(option)";
const OPTIONS = "option[data-unless],option[data-first-when]";

function chosen(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).map(String);
}

function holds(condition: string, form: HTMLFormElement): boolean {
  const [name = "", values = ""] = condition.split("=");
  return chosen(form, name).some((value) => values.split("|").includes(value));
}

function isOpen(part: HTMLElement, form: HTMLFormElement): boolean {
  const { when, unless } = part.dataset;
  return when !== undefined ? holds(when, form) : !holds(unless ?? "", form);
}

/** The options of a list that fit, in their order, those that are usual for what was chosen before the others. */
function arrange(select: HTMLSelectElement, form: HTMLFormElement): void {
  const options = Array.from(select.options);
  options.forEach((option, at) => (option.dataset["at"] ??= String(at)));
  for (const option of options) option.hidden = option.disabled = option.dataset["unless"] !== undefined && holds(option.dataset["unless"], form);
  const chosenBefore = select.selectedOptions[0];
  const rank = (option: HTMLOptionElement): number =>
    Number(option.dataset["at"]) + (option.value === "" || (option.dataset["firstWhen"] && holds(option.dataset["firstWhen"], form)) ? 0 : options.length);
  select.append(...options.sort((one, other) => rank(one) - rank(other)));
  const left = chosenBefore?.disabled ? Array.from(select.options).find((option) => !option.disabled) : chosenBefore;
  if (left && left.value !== select.value) select.value = left.value;
}

/** A hidden part sends nothing: its fields are disabled while it is away. */
function apply(form: HTMLFormElement): void {
  for (const part of all(PARTS, form)) {
    const open = isOpen(part, form);
    part.hidden = !open;
    all<HTMLInputElement>("input,select,textarea,button", part).forEach((control) => (control.disabled = !open));
  }
  new Set(all<HTMLOptionElement>(OPTIONS, form).map((option) => option.closest("select"))).forEach((select) => select && arrange(select, form));
}

export function applyReveal(root: ParentNode): void {
  const forms = new Set(all(`${PARTS},${OPTIONS}`, root).map((part) => part.closest("form")));
  forms.forEach((form) => form && apply(form));
}

/** Without a script every part is visible and the server ignores what does not apply. */
export function watchReveal(): void {
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (form?.querySelector(`${PARTS},${OPTIONS}`)) apply(form);
  });
}
