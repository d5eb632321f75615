// Who opens which vault? Those on this device are named; a new one needs the network once, to know who signs in.
import { Said, SignedOut, state, tell } from "../api";
import { isWeak } from "../crypto";
import { $, fill, h, note, say, sayMany, submits, typed } from "../dom";
import { begin } from "../session";
import { Store } from "../store";
import { type Vault, forgetWiped, makeVault, unlock, vaults, wipe, wiped } from "../vault";

const EMPTIED = "ruta-campo-borrado";

/** Say on the next lock, also after the page was opened anew, why nothing is here any more. */
export function sayEmptied(why: "tries" | "order", lost = 0): void {
  sessionStorage.setItem(EMPTIED, [say(`emptied-${why}`), lost ? sayMany("lost", lost) : ""].join(" ").trim());
}

export async function showLock(go: (screen: string) => void): Promise<void> {
  const here = await vaults();
  const emptied = sessionStorage.getItem(EMPTIED);
  if (emptied) note($("#f-lock-told"), emptied, "stop");
  sessionStorage.removeItem(EMPTIED);
  const list = $("#f-vaults");
  fill(list, ...here.map((vault) => openForm(vault, go)));
  $("#f-new").hidden = here.length > 0;
  $("#f-other").hidden = here.length === 0;
}

function openForm(vault: Vault, go: (screen: string) => void): HTMLElement {
  const id = `pin-${vault.id}`;
  const told = h("div", { "aria-live": "polite" });
  const field = h("input", { id, name: "pin", type: "password", class: "form-control", autocomplete: "off", required: true }) as HTMLInputElement;
  const button = h("button", { class: "btn btn-primary", type: "submit" }, say("unlock"));
  const form = h("form", { class: "r-stack", "data-vault": vault.id }, h("h2", { class: "fs-6 mb-0" }, vault.name), h("p", { class: "r-meta" }, vault.office), h("label", { class: "form-label", for: id }, say("pin")), field, told, button) as HTMLFormElement;
  submits(form, () => attempt(vault, field, told, go));
  return h("section", { class: "r-panel" }, h("div", { class: "r-body" }, form));
}

async function attempt(vault: Vault, field: HTMLInputElement, told: HTMLElement, go: (screen: string) => void): Promise<void> {
  note(told, say("opening"));
  const unsent = await Store.unsent(vault.id); // counted before a wrong PIN takes it away
  const found = await unlock(vault, field.value);
  field.value = "";
  if (typeof found !== "number") {
    begin(found);
    return go("home");
  }
  if (found) return note(told, wrongPin(found, unsent), "stop");
  sayEmptied("tries", unsent);
  await showLock(go);
}

/** How many tries are left, and what would go with the last one. */
export function wrongPin(left: number, unsent: number): string {
  return [sayMany("wrong-pin", left), unsent ? sayMany("would-lose", unsent) : ""].join(" ").trim();
}

/** A first PIN: with network, for whoever is signed in. */
export function watchNew(go: (screen: string) => void): void {
  const form = $<HTMLFormElement>("#f-new form");
  submits(form, () => make(form, go));
  $("#f-other button").addEventListener("click", () => {
    $("#f-new").hidden = false;
    $("#f-other").hidden = true;
  });
}

async function make(form: HTMLFormElement, go: (screen: string) => void): Promise<void> {
  const { pin = "", again = "", label = "" } = typed(form);
  const told = $("#f-new-told");
  if (isWeak(pin)) return note(told, say("weak-pin"), "stop");
  if (pin !== again) return note(told, say("two-pins"), "stop");
  note(told, say("opening"));
  try {
    const who = await state("");
    if ((await vaults()).some((vault) => vault.id === `${who.user}-${who.institution}`)) return note(told, say("has-vault"), "stop");
    const device = crypto.randomUUID();
    await tell("aparatos/", { device, label: label || navigator.platform });
    const opened = await makeVault({ user: who.user, institution: who.institution, name: who.name, office: who.office }, device, pin);
    await navigator.storage.persist().catch(() => false);
    form.reset();
    note(told, "");
    begin(opened);
    go("home");
  } catch (error) {
    note(told, error instanceof SignedOut ? say("signed-out") : error instanceof Said && error.message ? error.message : say("no-network"), "stop");
  }
}

/** Empty what was ordered from afar, and tell the register what was emptied here. Whether anything was: nobody is disturbed otherwise. */
export async function obeyOrders(): Promise<boolean> {
  let emptied = false;
  for (const vault of await vaults()) {
    const found = await state(vault.device).catch(() => undefined);
    if (found?.wipe && found.user === vault.user) {
      sayEmptied("order", await Store.unsent(vault.id));
      await wipe(vault, "order");
      emptied = true;
    }
  }
  for (const gone of await wiped()) {
    await tell("borrado/", gone).then(() => forgetWiped(gone.device), () => undefined);
  }
  return emptied;
}
