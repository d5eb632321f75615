// How is one found in a long list? The <select> stays and is what travels; a field with a filtered list stands before it.
import { icon, plain, words } from "./dom";

const SHOWN = 60;
let count = 0;

interface Box {
  select: HTMLSelectElement;
  input: HTMLInputElement;
  list: HTMLUListElement;
  at: number;
}

function options(select: HTMLSelectElement): HTMLOptionElement[] {
  return Array.from(select.options).filter((option) => option.value !== "" && !option.disabled);
}

function labelOf(select: HTMLSelectElement): string {
  const option = select.selectedOptions[0];
  return option && option.value !== "" ? option.text : "";
}

/** Names that start with the text first, then those that hold it, or its CIUO or municipal code. */
function matches(select: HTMLSelectElement, text: string): HTMLOptionElement[] {
  const wanted = plain(text);
  const having = options(select).filter((option) => plain(`${option.text} ${option.dataset["also"] ?? ""}`).includes(wanted));
  const starts = having.filter((option) => plain(option.text).startsWith(wanted));
  return [...starts, ...having.filter((option) => !starts.includes(option))].slice(0, SHOWN);
}

function row(option: HTMLOptionElement, box: Box, index: number): HTMLLIElement {
  const item = document.createElement("li");
  item.id = `${box.list.id}-${index}`;
  item.role = "option";
  item.textContent = option.text;
  item.dataset["value"] = option.value;
  item.setAttribute("aria-selected", String(index === box.at));
  return item;
}

function none(): HTMLLIElement {
  const item = document.createElement("li");
  item.className = "r-combo-none";
  item.role = "option";
  item.setAttribute("aria-disabled", "true");
  item.textContent = words("none");
  return item;
}

function draw(box: Box): void {
  const found = matches(box.select, box.input.value === labelOf(box.select) ? "" : box.input.value);
  box.at = Math.max(-1, Math.min(box.at, found.length - 1));
  box.list.replaceChildren(...(found.length ? found.map((option, index) => row(option, box, index)) : [none()]));
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  const active = box.list.children[box.at];
  if (active && found.length) {
    box.input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  } else box.input.removeAttribute("aria-activedescendant");
}

function shut(box: Box): void {
  box.list.hidden = true;
  box.at = -1;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}

function choose(box: Box, value: string): void {
  box.select.value = value;
  box.input.value = labelOf(box.select);
  box.select.dispatchEvent(new Event("input", { bubbles: true }));
  box.select.dispatchEvent(new Event("change", { bubbles: true }));
  shut(box);
}

/** Leaving the field: an exact name counts as chosen, an empty field as nothing, the rest goes back. */
function leave(box: Box): void {
  const text = plain(box.input.value);
  const exact = options(box.select).find((option) => plain(option.text) === text);
  if (exact && exact.value !== box.select.value) choose(box, exact.value);
  else if (!text && box.select.value !== "") choose(box, "");
  else box.input.value = labelOf(box.select);
  shut(box);
}

function move(box: Box, step: number): void {
  box.at = box.list.hidden ? 0 : Math.max(0, box.at + step);
  draw(box);
}

function onKey(box: Box, event: KeyboardEvent): void {
  const active = box.list.children[box.at];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    move(box, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if (event.key === "Enter" && !box.list.hidden && active instanceof HTMLElement) {
    choose(box, active.dataset["value"] ?? "");
    event.preventDefault();
  } else if (event.key === "Escape" && !box.list.hidden) {
    box.input.value = labelOf(box.select);
    shut(box);
    event.stopPropagation();
  }
}

function build(select: HTMLSelectElement): Box {
  const id = `r-combo-${++count}`;
  const input = document.createElement("input");
  const list = document.createElement("ul");
  Object.assign(list, { id, className: "r-combo-list", hidden: true, role: "listbox" });
  Object.assign(input, { type: "text", autocomplete: "off", role: "combobox", value: labelOf(select), disabled: select.disabled });
  input.className = select.className.replace("form-select", "form-control");
  input.placeholder = select.options[0]?.value === "" ? select.options[0].text : "";
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = select.getAttribute(name);
    if (value) input.setAttribute(name, value);
  }
  input.setAttribute("aria-controls", id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-autocomplete", "list");
  if (select.required) input.setAttribute("aria-required", "true");
  return { select, input, list, at: -1 };
}

function place(box: Box): void {
  const { select, input, list } = box;
  const wrap = document.createElement("div");
  const label = select.labels[0];
  wrap.className = "r-combo";
  select.replaceWith(wrap);
  wrap.append(select, input, icon("chevron-down"), list);
  input.id = `${select.id}_combo`;
  if (label) {
    label.htmlFor = input.id;
    list.setAttribute("aria-label", label.textContent?.trim() ?? "");
  }
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");
}

/** Turn a <select data-combobox> into a field that filters; accents and case do not matter. */
export function makeCombobox(select: HTMLSelectElement): void {
  const box = build(select);
  select.dataset["ready"] = "";
  place(box);
  box.input.addEventListener("input", () => {
    box.at = 0;
    draw(box);
  });
  box.input.addEventListener("click", () => draw(box));
  box.input.addEventListener("keydown", (event) => onKey(box, event));
  box.input.addEventListener("blur", () => leave(box));
  box.list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>("li[data-value]") : null;
    if (item) choose(box, item.dataset["value"] ?? "");
  });
  select.addEventListener("change", () => (box.input.value = labelOf(select)));
}
