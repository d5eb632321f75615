// How do the screens of the application draw themselves? With elements and texts, never with markup out of data.
import { HONDURAS } from "./days";

type Child = Node | string | null | undefined | false;

export function h(tag: string, attributes: Record<string, string | boolean | (() => void)> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

export function $<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

export function fill(place: Element, ...children: Child[]): void {
  place.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
}

/** A sentence of the page with its values: say("left", {count: "3"}). */
export function say(name: string, values: Record<string, string | number> = {}): string {
  return Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, String(value)), $("#r-words").getAttribute(`data-${name}`) ?? "");
}

/** The same for a number of things: one has a sentence of its own, `<name>-one`. */
export function sayMany(name: string, count: number, values: Record<string, string | number> = {}): string {
  return say(count === 1 ? `${name}-one` : name, { ...values, count });
}

/** A note in its place, read aloud by screen readers; empty takes it away. */
export function note(place: Element, text: string, tone = ""): void {
  if (!text) return fill(place);
  const box = h("div", { class: "r-note", role: tone === "stop" ? "alert" : "status", ...(tone ? { "data-tone": tone } : {}) }, h("div", {}, text));
  fill(place, box);
}

function broke(form: HTMLFormElement, text: string): void {
  form.querySelector(":scope > [data-broke]")?.remove();
  if (text) form.append(h("div", { class: "r-note", role: "alert", "data-tone": "stop", "data-broke": true }, h("div", {}, text)));
}

/** A form of the application: touched again while the first touch is being written down, it says nothing more. */
export function submits(form: HTMLFormElement, run: (form: HTMLFormElement) => Promise<void>): void {
  let isBusy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    broke(form, "");
    void run(form)
      .catch((error: unknown) => {
        broke(form, say("broke")); // a full disk, most likely: what was typed stays on the screen
        throw error;
      })
      .finally(() => (isBusy = false));
  });
}

/** What was typed in a form: several values of a name become a list. */
export function typed(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

export function chosen(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).map(String);
}

/** 23/11/1991, as people write it, becomes 1991-11-23; what is no day stays as it is and the register says so. */
export function isoDay(text: string): string {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  return found ? `${found[3]}-${found[2]?.padStart(2, "0")}-${found[1]?.padStart(2, "0")}` : text.trim();
}

/** Hours are those of Honduras, whatever the clock of the device is set to. */
const CLOCK = { timeZone: HONDURAS, hourCycle: "h23" } as const;

export function hourOf(at: string): string {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { ...CLOCK, hour: "2-digit", minute: "2-digit" });
}

export function momentOf(at: string): string {
  return new Date(at).toLocaleString(document.documentElement.lang, { ...CLOCK, dateStyle: "medium", timeStyle: "short" });
}

/** domingo, 22 de noviembre */
export function weekdayOf(at: string): string {
  return new Date(at).toLocaleDateString(document.documentElement.lang, { timeZone: CLOCK.timeZone, weekday: "long", day: "numeric", month: "long" });
}

export function kilobytes(bytes: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1000);
}

/** Show the sentences that the register wrote beside the fields that they speak about. */
export function showFaults(form: HTMLFormElement, faults: Record<string, string>): void {
  form.querySelectorAll(".r-error[data-field]").forEach((old) => old.remove());
  form.querySelectorAll("[aria-invalid]").forEach((old) => old.removeAttribute("aria-invalid"));
  for (const [name, sentence] of Object.entries(faults)) {
    const field = form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
    if (!field || !sentence) continue;
    const id = `f-${name}`;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    (field.parentElement ?? form).append(h("p", { class: "r-error", id, "data-field": name }, sentence));
  }
}
