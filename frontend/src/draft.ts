// How is a long form kept when the tab reloads or the network fails? In this tab only, until it was sent.
// Never a password, a signature, or a field marked data-sensitive; another user of the tab finds nothing.
import { all, on, words } from "./dom";
import { showToast } from "./toast";

/** Only what somebody touched: what is saved meanwhile, by another hand or a code on the wall, is not undone by an older draft. */
type Ticks = Record<string, boolean>;
type Draft = Record<string, string | Ticks>;
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const SPACE = "ruta:draft:";
const SENT = "ruta:sent";
const NEVER = "[type=password],[type=hidden],[type=file],[data-sensitive],[autocomplete^=cc-],[autocomplete=one-time-code]";

function owner(): string {
  return document.body.dataset["owner"] ?? "";
}

function keyOf(form: HTMLFormElement): string {
  return `${SPACE}${owner()}:${location.pathname}:${form.dataset["keep"] ?? ""}`;
}

function controls(form: HTMLFormElement): Control[] {
  return all<Control>("input[name],select[name],textarea[name]", form).filter((control) => !control.matches(NEVER));
}

function isTick(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
}

function ticksOf(draft: Draft, name: string): Ticks {
  const kept = draft[name];
  return typeof kept === "object" ? kept : {};
}

/** How the server drew it. */
function drawn(control: Control): string {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
  return ([...control.options].find((option) => option.defaultSelected) ?? control.options[0])?.value ?? "";
}

/** Touched is what differs from the page, or still is as it was kept: a page that comes back with errors is drawn as typed. */
function read(form: HTMLFormElement, before: Draft): Draft {
  const draft: Draft = {};
  for (const control of controls(form)) {
    const { name, value } = control;
    if (!isTick(control)) {
      if (value !== drawn(control) || before[name] === value) draft[name] = value;
    } else if (control.checked !== control.defaultChecked || ticksOf(before, name)[value] === control.checked) {
      draft[name] = { ...ticksOf(draft, name), [value]: control.checked };
    }
  }
  return draft;
}

function write(form: HTMLFormElement, draft: Draft): void {
  for (const control of controls(form)) {
    const kept = draft[control.name];
    if (kept === undefined) continue;
    if (isTick(control)) control.checked = ticksOf(draft, control.name)[control.value] ?? control.checked;
    else if (typeof kept === "string") control.value = kept;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function draftOf(form: HTMLFormElement): Draft {
  return JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "{}") as Draft;
}

function stamp(form: HTMLFormElement, text: string): void {
  all("[data-kept]", form.closest("main") ?? document).forEach((place) => (place.textContent = text));
}

function keep(form: HTMLFormElement): void {
  sessionStorage.setItem(keyOf(form), JSON.stringify(read(form, draftOf(form))));
  const hour = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit", hour12: false });
  stamp(form, words("kept").replace("{hour}", hour));
}

function wipe(test: (key: string) => boolean): void {
  Object.keys(sessionStorage).filter((key) => key.startsWith(SPACE) && test(key)).forEach((key) => sessionStorage.removeItem(key));
}

/** Forms that were sent and did not come back with errors are done: their draft goes.
    A page without an owner is the door: the session had ended, nothing was received, and the draft waits for its writer. */
function settle(): void {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (!owner()) return;
  const isBack = all<HTMLFormElement>("form[data-keep]").some((form) => keyOf(form) === key && form.querySelector("[aria-invalid=true],.r-errors"));
  if (key && !isBack) sessionStorage.removeItem(key);
}

/** Put kept text back, unless the server already answered with what was typed. */
export function restoreDrafts(root: ParentNode): void {
  for (const form of all<HTMLFormElement>("form[data-keep]", root)) {
    if (!sessionStorage.getItem(keyOf(form)) || form.querySelector("[aria-invalid=true],.r-errors")) continue;
    write(form, draftOf(form));
    if (form.closest("main")?.querySelector("[data-kept]")) stamp(form, words("restored"));
    else showToast(words("restored"));
  }
}

/** Watch the forms with data-keep="name"; sign-out and success wipe. */
export function watchDrafts(): void {
  let wait = 0;
  if (owner()) wipe((key) => !key.startsWith(`${SPACE}${owner()}:`));
  settle();
  on("input", "form[data-keep]", (form) => {
    window.clearTimeout(wait);
    wait = window.setTimeout(() => keep(form as HTMLFormElement), 400);
  });
  window.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    window.clearTimeout(wait);
    if (form.matches("[data-signout]")) wipe(() => true);
    else if (form.matches("[data-keep]:not([hx-post])") && !event.defaultPrevented) {
      keep(form);
      sessionStorage.setItem(SENT, keyOf(form));
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-keep]") : null;
    if (form && (event as CustomEvent<{ successful?: boolean }>).detail.successful) sessionStorage.removeItem(keyOf(form));
  });
}
