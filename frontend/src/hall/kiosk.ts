// How does a kiosk that nobody touches go back to its start, print, and say that there is no network?
let timer = 0;

/** After the seconds that the link names without a touch, follow it. */
function arm(): void {
  window.clearTimeout(timer);
  const back = document.querySelector<HTMLAnchorElement>("a[data-return]");
  if (back) timer = window.setTimeout(() => back.click(), Number(back.dataset["return"]) * 1000);
}

let asking = 0;
const ASK_MS = 5000;

function tellNetwork(isOff: boolean): void {
  document.querySelectorAll<HTMLElement>("[data-kiosk-offline]").forEach((note) => (note.hidden = !isOff));
  window.clearTimeout(asking);
  if (isOff) asking = window.setTimeout(() => void ask(), ASK_MS);
  else arm();
}

/** The way back from a number failed: whoever comes next must not read it as theirs. The page that is kept for this says where to ask. */
function fail(): void {
  const back = document.querySelector<HTMLAnchorElement>(".r-taken a[data-return]");
  if (back && navigator.serviceWorker?.controller) location.assign(back.href);
  else tellNetwork(true);
}

/** Whether the office is reached again: nobody has to touch anything for the lines to come back. */
async function ask(): Promise<void> {
  try {
    const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    if (answer.status === 404) location.reload();
    tellNetwork(!answer.ok);
  } catch {
    tellNetwork(true);
  }
}

function arrive(): void {
  arm();
  tellNetwork(!navigator.onLine);
  const paper = document.querySelector<HTMLElement>("[data-print-now]");
  if (paper) {
    paper.removeAttribute("data-print-now");
    window.print();
  }
}

/** Every page of the kiosk arrives alone or as a fragment; both are the same to it. */
export function watchKiosk(): void {
  if (!document.querySelector("[data-kiosk]")) return;
  arrive();
  document.addEventListener("htmx:afterSettle", arrive);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, arm);
  for (const failure of ["htmx:sendError", "htmx:timeout", "ruta:not-sent"]) document.addEventListener(failure, fail);
  window.addEventListener("offline", () => tellNetwork(true));
  window.addEventListener("online", () => tellNetwork(false));
}
