// How does a screen that was switched on without network come to life? It asks every few seconds, and opens its own page as soon as it can.
const ASK_MS = 4000;
const KIND = "ruta.sala.es";

/** Keep the page for a start without network, and what kind of screen this is. */
export function prepareForNoNetwork(): void {
  const kind = document.querySelector("[data-kiosk]") ? "kiosk" : document.querySelector("[data-television]") ? "television" : "";
  if (!kind) return;
  localStorage.setItem(KIND, kind);
  void navigator.serviceWorker?.register("/pantallas/trabajador.js", { scope: "/pantallas/" });
}

async function ask(): Promise<void> {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (answer && answer.status < 500) location.reload();
}

/** The page that stands in for a screen: what it says is for this kind of screen, and it goes by itself. */
export function wakeWhenTheLineIsBack(): void {
  const page = document.querySelector<HTMLElement>("[data-hall-off]");
  if (!page) return;
  const kind = localStorage.getItem(KIND) ?? "";
  page.querySelectorAll<HTMLElement>("[data-for]").forEach((part) => (part.hidden = part.dataset["for"] !== kind));
  if (page.dataset["hallOff"] === location.pathname) return; // opened by hand: there is no screen behind it
  window.setInterval(() => void ask(), ASK_MS);
  window.addEventListener("online", () => void ask());
}
