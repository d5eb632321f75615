// Which rows of a tree are open? A button in each row that gathers opens and closes what is below it; the arrows do the same.
import { all } from "./dom";

const TWIST = "[aria-expanded]";

function level(row: HTMLElement): number {
  return Number(row.dataset["level"]);
}

/** Hide whatever stands below a closed row. */
function draw(table: HTMLElement): void {
  let closed = Infinity;
  for (const row of all("tr[data-level]", table)) {
    if (level(row) <= closed) closed = Infinity;
    row.hidden = level(row) > closed;
    if (!row.hidden && row.querySelector(TWIST)?.getAttribute("aria-expanded") === "false") closed = level(row);
  }
}

function set(twist: Element, open: boolean): void {
  twist.setAttribute("aria-expanded", String(open));
}

/** The rows from this level on begin closed; a tree that was narrowed begins open. */
export function startTree(table: HTMLElement): void {
  table.dataset["ready"] = "";
  const from = Number(table.dataset["treeOpen"] ?? Infinity);
  for (const row of all("tr[data-level]", table)) {
    const twist = row.querySelector(TWIST);
    if (twist && level(row) >= from) set(twist, false);
  }
  draw(table);
  all("[data-tree-all]").forEach((button) => (button.hidden = false));
}

function near(twist: Element, step: 1 | -1): HTMLElement | undefined {
  const shown = all(TWIST, twist.closest("[data-tree]") ?? document).filter((each) => !each.closest("tr")?.hidden);
  return shown[shown.indexOf(twist as HTMLElement) + step];
}

function press(event: KeyboardEvent): void {
  const twist = event.target instanceof Element ? event.target.closest(`[data-tree] ${TWIST}`) : null;
  const table = twist?.closest<HTMLElement>("[data-tree]");
  if (!twist || !table || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") near(twist, event.key === "ArrowDown" ? 1 : -1)?.focus();
  else set(twist, event.key === "ArrowRight");
  draw(table);
}

/** Without a script the whole tree is open. */
export function watchTrees(): void {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    const twist = pressed?.closest(`[data-tree] ${TWIST}`);
    const whole = pressed?.closest<HTMLElement>("[data-tree-all]");
    if (twist) set(twist, twist.getAttribute("aria-expanded") !== "true");
    if (whole) all(`[data-tree] ${TWIST}`).forEach((each) => set(each, whole.dataset["treeAll"] === "open"));
    if (twist || whole) all("[data-tree]").forEach(draw);
  });
}
