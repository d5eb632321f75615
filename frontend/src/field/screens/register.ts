// How is somebody written down where there is no network? The register's questions, the words read aloud, the signature.
import { asFormFields, missing, registration, write } from "../capture";
import { $, fill, h, note, say, showFaults, submits } from "../dom";
import { type Looks, looksKnown } from "../known";
import type { Offer } from "../pack";
import { store } from "../session";
import type { Out } from "../store";

let corrected: Out | undefined;

export async function showRegister(out?: Out): Promise<void> {
  corrected = out;
  const form = $<HTMLFormElement>("#f-register form");
  form.reset();
  form.querySelectorAll("select").forEach((select) => select.dispatchEvent(new Event("change")));
  form.querySelectorAll<HTMLElement>(".r-sign-box [data-again]").forEach((button) => button.click());
  showFaults(form, asFormFields(out?.faults ?? {}));
  note($("#f-register-told"), out?.reason ?? "", "care");
  await showOffers($("#f-offers"));
  if (out) refill(form, out.payload);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  if (out) showFaults(form, asFormFields(out.faults ?? {}));
}

/** What may be allowed, without what the person allows already; `ids` keeps two screens apart. */
export async function showOffers(place: Element, allowed: string[] = [], ids = "g"): Promise<void> {
  const every = (await store().get<Offer[]>("pack:offers")) ?? [];
  if (!every.length) return note(place, say("no-pack"), "care");
  const offers = every.filter((offer) => !allowed.includes(keyOf(offer)));
  if (!offers.length) return note(place, say("all-allowed"));
  fill(place, h("ul", { class: "r-plain r-stack" }, ...offers.map((offer) => offerRow(offer, ids))));
}

function keyOf(offer: Offer): string {
  return `${offer.grantee}:${offer.purpose}`;
}

function offerRow(offer: Offer, ids: string): HTMLElement {
  const key = keyOf(offer);
  const box = h("input", { class: "form-check-input", type: "checkbox", name: "grants", value: key, id: `${ids}-${key}` });
  const label = h("label", { for: `${ids}-${key}` }, offer.own ? offer.purpose_label : `${offer.to}: ${offer.purpose_label}`, offer.required && " *");
  const words = h("details", {}, h("summary", { class: "r-meta" }, say("read-aloud")), h("p", { class: "r-say" }, `«${offer.text}»`), offer.translation && h("p", { class: "r-meta" }, `${say("translated")} «${offer.translation}»`), h("p", { class: "r-meta" }, offer.data));
  return h("li", { class: "r-consent" }, box, label, words);
}

/** Write down; what was corrected keeps its key, so that it is the same thing. */
export function watchRegister(go: (screen: string) => void): void {
  const form = $<HTMLFormElement>("#f-register form");
  submits(form, () => keep(form, go));
  for (const name of ["number_0", "phone", "birth_date", "surnames"]) form.querySelector(`[name=${name}]`)?.addEventListener("change", () => void warn(form));
}

async function keep(form: HTMLFormElement, go: (screen: string) => void): Promise<void> {
  const offers = (await store().get<Offer[]>("pack:offers")) ?? [];
  const said = registration(form, offers);
  const faults = missing(said, say);
  showFaults(form, faults);
  const first = Object.values(faults)[0];
  if (first) {
    note($("#f-register-told"), first, "stop");
    return form.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }
  const person = said["person"] as Looks;
  const about = `${person.given_names} ${person.surnames}`.trim();
  if (corrected) await store().change({ ...corrected, payload: { ...said, about }, about, state: "ready", reason: "", faults: {} });
  const out = corrected ?? (await write(store(), "register", said, about));
  await store().put(`local:${out.key}`, { name: about, person: said["person"], modality: said["modality"] });
  corrected = undefined;
  form.reset();
  go("home");
}

async function warn(form: HTMLFormElement): Promise<void> {
  const person = registration(form, [])["person"] as Looks;
  const met = await looksKnown(store(), person);
  note($("#f-register-told"), met.includes("document") || met.includes("name") ? say("looks-known") : met.includes("phone") ? say("same-phone") : "", "care");
}

/** Bring back what a failed registration said. */
function refill(form: HTMLFormElement, payload: Record<string, unknown>): void {
  const person = (payload["person"] ?? {}) as Record<string, unknown> & Looks & { return?: Record<string, string>; disability?: Record<string, string>; episode?: { kind: string; answers: Record<string, string> } };
  const manner = (payload["manner"] ?? {}) as Record<string, string>;
  const values: Record<string, unknown> = {
    ...person, ...manner, modality: payload["modality"], entry_point: payload["entry_point"], entry_office: payload["entry_office"],
    companion: payload["companion"], whereabouts: payload["whereabouts"],
    returned_on: person.return?.["returned_on"], return_country: person.return?.["country"], return_entry: person.return?.["entry_point"],
    return_kind: person.return?.["kind"], difficulty: person.disability?.["difficulty"],
    child_assents: { true: "yes", false: "no" }[String(manner["child_assents"])] ?? "",
  };
  for (const [code, value] of Object.entries(person.episode?.answers ?? {})) values[`${person.episode?.kind}-${code}`] = value;
  person.identifiers?.forEach((each, row) => Object.assign(values, { [`kind_${row}`]: each.kind, [`number_${row}`]: each.value }));
  for (const each of person.contacts ?? []) values[each.kind ?? "phone"] = each.value;
  const grants = ((payload["grants"] ?? []) as { grantee: number; purpose: string }[]).map((each) => `${each.grantee}:${each.purpose}`);
  for (const [name, value] of Object.entries({ ...values, grants })) setField(form, name, value);
}

function setField(form: HTMLFormElement, name: string, value: unknown): void {
  const several = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
  for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = several.includes(field.value) || value === true;
    else if (typeof value !== "object") field.value = several[0] ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
