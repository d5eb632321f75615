// How does somebody who is in the register already allow something where there is no network? The words are read aloud, the signature is taken.
import { permission, unsigned, write } from "../capture";
import { $, note, say, showFaults, submits } from "../dom";
import type { Offer } from "../pack";
import { store } from "../session";
import { here } from "./case";
import { showOffers } from "./register";

type Go = (screen: string, what?: string) => void;
const PREFIX = "c-";

export async function showAllow(): Promise<void> {
  const form = $<HTMLFormElement>("#f-allow form");
  form.reset();
  form.querySelectorAll<HTMLElement>(".r-sign-box [data-again]").forEach((button) => button.click());
  showFaults(form, {});
  note($("#f-allow-told"), "");
  $("#f-allow .r-meta").textContent = here().name;
  await showOffers($("#f-allow-offers"), here().packed?.allowed ?? [], "c");
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

export function watchAllow(go: Go): void {
  const form = $<HTMLFormElement>("#f-allow form");
  submits(form, () => keep(form, go));
}

async function keep(form: HTMLFormElement, go: Go): Promise<void> {
  const said = permission(form, (await store().get<Offer[]>("pack:offers")) ?? [], PREFIX);
  const told = $("#f-allow-told");
  const grants = said["grants"] as { grantee: number; purpose: string }[];
  if (!grants.length) return note(told, say("need-one-grant"), "stop");
  const faults = Object.fromEntries(Object.entries(unsigned(said, say)).map(([name, sentence]) => [`${PREFIX}${name}`, sentence]));
  showFaults(form, faults);
  const first = Object.values(faults)[0];
  if (first) return note(told, first, "stop");
  await write(store(), "consent", { case: here().on, ...said }, here().name, here().on);
  const packed = here().packed;
  if (packed) await store().put(`case:${packed.id}`, { ...packed, allowed: [...(packed.allowed ?? []), ...grants.map((each) => `${each.grantee}:${each.purpose}`)] });
  go("case");
}
