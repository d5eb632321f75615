// What happens when a card is dragged to another column? Its own form says the new state; what the form still lacks is asked there.
import { all, on } from "./dom";

const WHOLE = "100";

function field<T extends HTMLElement>(card: Element, name: string): T | null {
  return card.querySelector<T>(`[name="${name}"]`);
}

/** Write the state of the column into the form of the card, with the share that the state alone decides. */
function say(card: Element, state: string): void {
  const select = field<HTMLSelectElement>(card, "state");
  const percent = field<HTMLInputElement>(card, "percent");
  if (!select || !percent) return;
  select.value = state;
  if (state === "done") percent.value = WHOLE;
  if (state === "waiting") percent.value = "0";
  const asks = state === "stopped" || (state === "running" && percent.value === WHOLE);
  const form = select.closest("form");
  if (!asks) form?.requestSubmit();
  else {
    card.querySelector("details")?.setAttribute("open", "");
    field(card, state === "stopped" ? "note" : "percent")?.focus();
  }
}

/** Cards can be dragged where they can be moved by their form; the form stays for the keyboard and the telephone. */
export function startBoard(board: HTMLElement): void {
  board.dataset["ready"] = "";
  all("[data-card]", board).forEach((card) => (card.draggable = card.querySelector("form") !== null));
}

export function watchBoards(): void {
  on("dragstart", "[data-card]", (card, event) => event.dataTransfer?.setData("text/plain", card.id));
  on("dragover", "[data-board] [data-state]", (_column, event) => event.preventDefault());
  on("drop", "[data-board] [data-state]", (column, event) => {
    event.preventDefault();
    const card = document.getElementById(event.dataTransfer?.getData("text/plain") ?? "");
    const state = column.dataset["state"] ?? "";
    if (card && state && !column.contains(card)) say(card, state);
  });
}
