// How does what was typed become one thing of the outbox, with its key, its place and its hour?
import { isMinor } from "./age";
import { chosen, isoDay, typed } from "./dom";
import type { Offer } from "./pack";
import type { Out, Store } from "./store";

export interface Reference {
  id?: number;
  key?: string;
}

/** Write one thing down under a key of its own; what hangs on a registration of this device names that key. */
export async function write(store: Store, verb: string, payload: Record<string, unknown>, about: string, on?: Reference, key?: string): Promise<Out> {
  const said = {
    key: key ?? crypto.randomUUID(), verb, written_at: new Date().toISOString(), payload: { ...payload, about }, about, state: "ready" as const,
    where: on ? nameOf(on) : "",
  };
  const out = { ...said, where: said.where || nameOf({ key: said.key }), ...(on?.key ? { after: on.key } : {}) };
  return store.add(out);
}

export function nameOf(on: Reference): string {
  return on.id ? `case:${on.id}` : `local:${on.key ?? ""}`;
}

/** The register's form as the register takes it. */
export function registration(form: HTMLFormElement, offers: Offer[]): Record<string, unknown> {
  const said = typed(form);
  const country = said["nationality"] ?? "HN";
  const identifiers = [0, 1, 2]
    .map((row) => ({ kind: said[`kind_${row}`] ?? "", value: said[`number_${row}`]?.trim() ?? "" }))
    .filter((each) => each.value && each.kind && each.kind !== "none")
    .map((each) => ({ ...each, country: ["dni", "rtn"].includes(each.kind) ? "HN" : country }));
  const contacts = [
    { kind: "phone", value: said["phone"]?.trim() ?? "", safety: said["safety"] || "safe", note: said["contact_note"] ?? "" },
    { kind: "email", value: said["email"]?.trim() ?? "" },
  ].filter((each) => each.value);
  const returned = said["returned_on"]
    ? { returned_on: isoDay(said["returned_on"]), country: said["return_country"] ?? "", entry_point: said["return_entry"] ?? "", kind: said["return_kind"] || "unknown" }
    : null;
  const episode = lived(form, said);
  return {
    person: {
      ...pick(said, ["given_names", "surnames", "preferred_name", "sex", "place"]), nationality: country,
      birth_date: isoDay(said["birth_date"] ?? ""), is_birth_date_estimated: said["is_birth_date_estimated"] === "on",
      municipality_id: said["municipality_id"] || null, languages: chosen(form, "languages"), dependants: whole(said["dependants"]),
      identifiers, contacts, return: returned, disability: said["difficulty"] ? { difficulty: said["difficulty"] } : null, episode,
    },
    modality: said["modality"] ?? "", entry_point: said["entry_point"] ?? "", entry_office: whole(said["entry_office"]),
    companion: said["companion"] ?? "", whereabouts: said["whereabouts"]?.trim() ?? "",
    ...permission(form, offers),
  };
}

/** What the population of the chosen modality asks in place of a return; its part of the form is the one that is seen. */
function lived(form: HTMLFormElement, said: Record<string, string>): Record<string, unknown> | null {
  const part = Array.from(form.querySelectorAll<HTMLElement>("[data-episode]")).find((each) => !each.hidden);
  if (!part) return null;
  const prefix = `${part.dataset["episode"]}-`;
  const answered = Object.entries(said).filter(([name, value]) => name.startsWith(prefix) && value.trim());
  const answers = Object.fromEntries(answered.map(([name, value]) => [name.slice(prefix.length), isoDay(value)]));
  return answered.length ? { kind: part.dataset["episode"], population: part.dataset["population"], answers } : null;
}

/** Which permissions were ticked, with the hash of the words that were read, and how they were given. */
export function permission(form: HTMLFormElement, offers: Offer[], prefix = ""): Record<string, unknown> {
  const said = Object.fromEntries(Object.entries(typed(form)).map(([name, value]) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, value]));
  const ticked = new Set(chosen(form, "grants"));
  const grants = offers.filter((offer) => ticked.has(`${offer.grantee}:${offer.purpose}`));
  return {
    grants: grants.map(({ grantee, purpose, notice }) => ({ grantee, purpose, notice })),
    manner: {
      ...pick(said, ["method", "given_by", "giver_name", "witness_name", "signature"]),
      child_assents: { yes: true, no: false }[said["child_assents"] ?? ""] ?? null,
    },
  };
}

function pick(said: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, said[name] ?? ""]));
}

export function whole(text: string | undefined): number | null {
  return text && /^\d+$/.test(text.trim()) ? Number(text) : null;
}

const DOCUMENT = /^identifiers\.(\d)$/;

/** What the register calls a field and what the form calls it. */
export function asFormFields(faults: Record<string, string>): Record<string, string> {
  const named: Record<string, string> = { "contacts.0": "phone", "contacts.1": "email" };
  return Object.fromEntries(
    Object.entries(faults).map(([name, sentence]) => [DOCUMENT.exec(name) ? `number_${DOCUMENT.exec(name)?.[1]}` : (named[name] ?? name), sentence]),
  );
}

const WITH_NOBODY = ["alone", "non_relative"];

/** Whether SENAF has to hear of this as soon as there is a line: nobody can sign for a child who came alone. */
export function isUrgent(payload: Record<string, unknown>): boolean {
  const born = (payload["person"] as Record<string, unknown> | undefined)?.["birth_date"];
  return isMinor(born) && WITH_NOBODY.includes(String(payload["companion"]));
}

/** What intake asks about a minor's arrival, asked here too. */
function arrival(payload: Record<string, unknown>, say: (name: string) => string): Record<string, string> {
  if (!isMinor((payload["person"] as Record<string, unknown>)["birth_date"])) return {};
  if (!payload["companion"]) return { companion: say("need-companion") };
  return isUrgent(payload) && !payload["whereabouts"] ? { whereabouts: say("need-whereabouts") } : {};
}

/** The least that must stand before a thing is written down; the register checks the rest. */
export function missing(payload: Record<string, unknown>, say: (name: string) => string): Record<string, string> {
  const person = payload["person"] as Record<string, unknown>;
  const faults: Record<string, string> = {};
  if (!String(person["given_names"]).trim()) faults["given_names"] = say("need-name");
  if (!payload["modality"]) faults["modality"] = say("need-modality");
  Object.assign(faults, arrival(payload, say));
  const asked = (payload["grants"] as unknown[]).length > 0;
  if (!asked && !isUrgent(payload)) faults["grants"] = say("need-grant");
  return asked || !isUrgent(payload) ? { ...faults, ...unsigned(payload, say) } : faults;
}

/** A signature on the screen is not left out. */
export function unsigned(payload: Record<string, unknown>, say: (name: string) => string): Record<string, string> {
  const manner = payload["manner"] as Record<string, unknown>;
  return manner["method"] === "signature_screen" && !manner["signature"] ? { signature: say("need-signature") } : {};
}
