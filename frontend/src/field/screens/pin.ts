// How does somebody change the PIN of their vault? With the old one; nothing that is kept has to be sealed again.
import { isWeak } from "../crypto";
import { $, note, say, typed } from "../dom";
import { lock, store } from "../session";
import { changePin } from "../vault";
import { sayEmptied } from "./lock";

type Go = (screen: string, what?: string) => void;

export async function showPin(): Promise<void> {
  $<HTMLFormElement>("#f-pin-change form").reset();
  note($("#f-pin-told"), "");
}

export function watchPin(go: Go): void {
  const form = $<HTMLFormElement>("#f-pin-change form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void keep(form, go);
  });
}

async function keep(form: HTMLFormElement, go: Go): Promise<void> {
  const { old = "", pin = "", again = "" } = typed(form);
  const told = $("#f-pin-told");
  if (isWeak(pin)) return note(told, say("weak-pin"), "stop");
  if (pin !== again) return note(told, say("two-pins"), "stop");
  note(told, say("opening"));
  const found = await changePin(store().vault.id, old, pin);
  form.reset();
  if (found === 0) {
    sayEmptied("tries");
    return lock();
  }
  if (found !== true) return note(told, say("wrong-pin", { count: found }), "stop");
  go("home");
  note($("#f-told"), say("pin-changed"), "ok");
}
