// How many wait now? The server says the number as it changes; the list is read again only when somebody asks.
import { all } from "./dom";

function follow(place: HTMLElement): void {
  const note = document.getElementById(place.dataset["waitingNote"] ?? "");
  const line = new EventSource(place.dataset["waiting"] ?? "");
  line.addEventListener("waiting", (event) => {
    const count = String((JSON.parse(event.data) as { count: number }).count);
    if (note && place.textContent !== count) note.hidden = false;
    place.textContent = count;
  });
  window.addEventListener("pagehide", () => line.close());
}

/** data-waiting="address" on the place of the number. */
export function watchWaiting(): void {
  all("[data-waiting]").forEach(follow);
}
