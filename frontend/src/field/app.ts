// How does the application of the field begin? It keeps itself for later, asks for the PIN, and shows one screen at a time.
import { enhanceAll } from "../enhance";
import { watchListen } from "../listen";
import { watchReveal } from "../reveal";
import { takeTheme, watchTheme } from "../theme";
import { all } from "../dom";
import { $ } from "./dom";
import { isOpen, lock, store, watchIdle } from "./session";
import { showAllow, watchAllow } from "./screens/allow";
import { showAssess, watchAssess } from "./screens/assess";
import { showCase, watchCase } from "./screens/case";
import { showChange, watchChange } from "./screens/change";
import { showDecide, watchDecide } from "./screens/decide";
import { showHome, watchHome } from "./screens/home";
import { obeyOrders, showLock, watchNew } from "./screens/lock";
import { showPin, watchPin } from "./screens/pin";
import { showRegister, watchRegister } from "./screens/register";
import { showDeliver, showEdit, showPhoto, showPlan, watchWork } from "./screens/work";

const SHOW: Record<string, (what?: string) => Promise<void>> = {
  lock: () => showLock(go),
  home: () => showHome(go),
  case: (name) => showCase(go, name),
  assess: () => showAssess(),
  plan: () => showPlan(),
  deliver: () => showDeliver(),
  edit: () => showEdit(),
  photo: () => showPhoto(),
  allow: () => showAllow(),
  change: (what) => showChange(what),
  decide: (key) => showDecide(key),
  pin: () => showPin(),
  register: async (key) => showRegister(key ? (await store().outbox()).find((out) => out.key === key) : undefined),
};

/** One screen, its heading in focus for whoever cannot see it change. */
function go(screen: string, what?: string): void {
  const wanted = isOpen() || screen === "lock" ? screen : "lock";
  all("[data-screen]").forEach((part) => (part.hidden = part.dataset["screen"] !== wanted));
  all("[data-open-only]").forEach((part) => (part.hidden = !isOpen()));
  void SHOW[wanted]?.(what).then(() => $(`[data-screen=${wanted}] h1`).focus());
}

function network(): void {
  $("#f-net").textContent = ($("#f-net").dataset[navigator.onLine ? "on" : "off"] ?? "");
  if (navigator.onLine && !isOpen()) void obeyOrders().then(async (emptied) => {
    if (emptied && !isOpen()) await showLock(go);
  });
}

/** Closed: the page begins anew, so that nothing that was typed or shown stays behind for whoever comes next. */
function closed(): void {
  all<HTMLFormElement>("form").forEach((form) => form.reset());
  if (navigator.serviceWorker?.controller) location.reload();
  else go("lock"); // nothing keeps the page here: without network it could not be opened again
}

takeTheme();
enhanceAll();
watchTheme();
watchReveal();
watchListen();
watchIdle(closed);
watchNew(go);
watchHome(go);
watchRegister(go);
watchCase(go);
watchAssess(go);
watchWork(go);
watchAllow(go);
watchChange(go);
watchDecide(go);
watchPin(go);
all("[data-go]").forEach((button) => button.addEventListener("click", () => go(button.dataset["go"] ?? "home")));
$("#f-lock").addEventListener("click", lock);
window.addEventListener("online", network);
window.addEventListener("offline", network);
network();
go("lock");
void navigator.serviceWorker?.register("/campo/trabajador.js", { scope: "/campo/" });
