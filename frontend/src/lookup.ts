// How is an occupation or a skill found while one types? The server ranks; the field keeps the words, a hidden one the code.
import { words } from "./dom";

const WAIT = 120; // milliseconds without a key before the server is asked
const FEWEST = 2;
let count = 0;

interface Found {
  code: string;
  label: string;
  note: string;
}

interface Answer {
  found: Found[];
  told: string;
  foot: string;
}

interface Box {
  wrap: HTMLElement;
  input: HTMLInputElement;
  list: HTMLUListElement;
  told: HTMLElement;
  found: Found[];
  at: number;
  timer: number;
  asking: AbortController | null;
}

function hidden(box: Box, kind: string): HTMLInputElement | null {
  return box.wrap.querySelector<HTMLInputElement>(`[data-lookup-${kind}]`);
}

function shut(box: Box): void {
  box.list.hidden = true;
  box.at = -1;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}

function choose(box: Box, place: number): void {
  const one = box.found[place];
  if (!one) return;
  box.input.value = one.label;
  const code = hidden(box, "code");
  const label = hidden(box, "label");
  if (code) code.value = one.code;
  if (label) label.value = one.label;
  box.wrap.querySelectorAll<HTMLInputElement>("input[type=radio]").forEach((each) => (each.checked = false));
  box.input.dispatchEvent(new Event("change", { bubbles: true }));
  shut(box);
}

function row(box: Box, one: Found, place: number): HTMLLIElement {
  const item = document.createElement("li");
  item.id = `${box.list.id}-${place}`;
  item.role = "option";
  item.dataset["place"] = String(place);
  item.textContent = one.label;
  if (one.note) {
    const note = document.createElement("span");
    note.className = "r-meta d-block";
    note.textContent = one.note;
    item.append(note);
  }
  return item;
}

function line(text: string): HTMLLIElement {
  const item = document.createElement("li");
  item.className = "r-combo-none r-meta";
  item.role = "option";
  item.setAttribute("aria-disabled", "true");
  item.textContent = text;
  return item;
}

function draw(box: Box, answer: Answer): void {
  box.found = answer.found;
  box.at = -1;
  const rows = box.found.map((one, place) => row(box, one, place));
  if (!rows.length) rows.push(line(words("none")));
  else if (answer.foot) rows.push(line(answer.foot));
  box.list.replaceChildren(...rows);
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  box.input.removeAttribute("aria-activedescendant");
  box.told.textContent = answer.told;
}

async function ask(box: Box): Promise<void> {
  const text = box.input.value.trim();
  box.asking?.abort();
  if (text.length < FEWEST) return shut(box);
  box.asking = new AbortController();
  const address = `${box.wrap.dataset["lookup"]}?q=${encodeURIComponent(text)}`;
  try {
    const answer = await fetch(address, { signal: box.asking.signal, headers: { Accept: "application/json" } });
    if (answer.ok && document.activeElement === box.input) draw(box, (await answer.json()) as Answer);
  } catch {
    shut(box); // the line went away or another key came: the words stay, and the server finds out when they are sent
  }
}

function mark(box: Box, place: number): void {
  box.at = Math.max(0, Math.min(place, box.found.length - 1));
  Array.from(box.list.children).forEach((item, index) => item.setAttribute("aria-selected", String(index === box.at)));
  const active = box.list.children[box.at];
  if (!active) return;
  box.input.setAttribute("aria-activedescendant", active.id);
  active.scrollIntoView({ block: "nearest" });
}

function onKey(box: Box, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    if (box.list.hidden) void ask(box);
    else mark(box, box.at + step);
    event.preventDefault();
  } else if (event.key === "Enter" && !box.list.hidden && box.at >= 0) {
    choose(box, box.at);
    event.preventDefault();
  } else if (event.key === "Escape" && !box.list.hidden) {
    shut(box);
    event.stopPropagation();
  }
}

function build(wrap: HTMLElement, input: HTMLInputElement): Box {
  const list = document.createElement("ul");
  const told = document.createElement("span");
  Object.assign(list, { id: `r-lookup-${++count}`, className: "r-combo-list", hidden: true, role: "listbox" });
  list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() ?? "");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  input.after(list, told);
  input.role = "combobox";
  for (const [name, value] of [["controls", list.id], ["expanded", "false"], ["autocomplete", "list"]] as const)
    input.setAttribute(`aria-${name}`, value);
  return { wrap, input, list, told, found: [], at: -1, timer: 0, asking: null };
}

/** Turn `[data-lookup]` into a field that suggests; without this it is a line of text that the server understands. */
export function makeLookup(wrap: HTMLElement): void {
  const input = wrap.querySelector<HTMLInputElement>("input[type=text]");
  wrap.dataset["ready"] = "";
  if (!input) return;
  const box = build(wrap, input);
  input.addEventListener("input", () => {
    window.clearTimeout(box.timer);
    box.timer = window.setTimeout(() => void ask(box), WAIT);
  });
  input.addEventListener("keydown", (event) => onKey(box, event));
  input.addEventListener("blur", () => {
    window.clearTimeout(box.timer);
    box.asking?.abort();
    shut(box);
  });
  box.list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>("li[data-place]") : null;
    if (item) choose(box, Number(item.dataset["place"]));
  });
}
