// How does somebody change the PIN of their vault? With the old one; nothing that is kept has to be sealed again.
import { isWeak } from "../crypto";
import { $, note, say, submits, typed } from "../dom";
import { lock, store } from "../session";
import { changePin } from "../vault";
import { Store } from "../store";
import { sayEmptied, wrongPin } from "./lock";

type Go = (screen: string, what?: string) => void;

export async function showPin(): Promise<void> {
  $<HTMLFormElement>("#f-pin-change form").reset();
  note($("#f-pin-told"), "");
}

export function watchPin(go: Go): void {
  const form = $<HTMLFormElement>("#f-pin-change form");
  submits(form, () => keep(form, go));
}

async function keep(form: HTMLFormElement, go: Go): Promise<void> {
  const { old = "", pin = "", again = "" } = typed(form);
  const told = $("#f-pin-told");
  if (isWeak(pin)) return note(told, say("weak-pin"), "stop");
  if (pin !== again) return note(told, say("two-pins"), "stop");
  note(told, say("opening"));
  const unsent = await Store.unsent(store().vault.id);
  const found = await changePin(store().vault.id, old, pin);
  form.reset();
  if (found === 0) {
    sayEmptied("tries", unsent);
    return lock();
  }
  if (found !== true) return note(told, wrongPin(found, unsent), "stop");
  go("home");
  note($("#f-told"), say("pin-changed"), "ok");
}
