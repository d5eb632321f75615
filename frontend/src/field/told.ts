// How does a thing of the outbox read to whoever wrote it down, line by line and without network?
import { say } from "./dom";
import { store } from "./session";
import type { Instrument } from "./conditions";
import type { Offer } from "./pack";
import type { Out } from "./store";
import { catalogues } from "./subject";

type Said = Record<string, unknown>;
export type Line = [name: string, text: string];

/** What was written down; empty lines are left out. */
export async function linesOf(out: Out): Promise<Line[]> {
  const said = out.payload as Said;
  const lines = [...registered(said), ...(await chosen(said)), ...changed(said), ...(await asked(said))];
  return lines.filter(([, text]) => text.trim());
}

function registered(said: Said): Line[] {
  const person = said["person"] as Said | undefined;
  if (!person?.["given_names"]) return [];
  const values = (name: string) => ((person[name] ?? []) as { value: string }[]).map((each) => each.value).join(", ");
  return [
    [say("fact-name"), `${String(person["given_names"])} ${String(person["surnames"] ?? "")}`],
    [say("fact-document"), values("identifiers")],
    [say("fact-born"), inDays(person["birth_date"])],
    [say("fact-contact"), values("contacts")],
  ];
}

async function chosen(said: Said): Promise<Line[]> {
  const { needs, services, outcomes } = await catalogues();
  const named = (rows: { code: string; label: string }[], code: unknown) => rows.find((row) => row.code === code)?.label ?? "";
  const steps = ((said["goals"] ?? []) as { actions: { label: string }[] }[]).flatMap((goal) => goal.actions.map((step) => step.label));
  const offers = (await store().get<Offer[]>("pack:offers")) ?? [];
  const grants = ((said["grants"] ?? []) as { grantee: number; purpose: string }[]).map((grant) => offers.find((offer) => offer.grantee === grant.grantee && offer.purpose === grant.purpose)?.purpose_label ?? "");
  return [
    [say("fact-need"), named(needs, said["code"])],
    [say("fact-service"), named(services, said["service_type"])],
    [say("fact-outcome"), named(outcomes, said["outcome"])],
    [say("fact-day"), inDays(said["delivered_on"])],
    [say("fact-plan"), String(said["title"] ?? "")],
    [say("fact-steps"), steps.join("; ")],
    [say("fact-grants"), grants.filter(Boolean).join(", ")],
    [say("fact-paper"), String(said["kind"] ?? "")],
    [say("fact-note"), String(said["note"] ?? "")],
  ];
}

function changed(said: Said): Line[] {
  const changes = Object.entries((said["changes"] ?? {}) as Said);
  return changes.map(([name, value]) => [nameOf(name), (name === "state" && value === "done" ? say("state-marked") : optionOf(name, value)) || inDays(value) || say("no-value")]);
}

/** As the form of the screen calls the field, and the choice. */
function nameOf(field: string): string {
  return document.querySelector(`label[for=id_e-${field}]`)?.textContent?.trim() || say(`field-${field}`) || say("fact-change");
}

function optionOf(field: string, value: unknown): string {
  const found = document.querySelector(`[name="e-${field}"] option[value="${CSS.escape(String(value ?? ""))}"], #f-change [name="${field}"] option[value="${CSS.escape(String(value ?? ""))}"]`);
  return value === null || value === "" ? "" : (found?.textContent?.trim() ?? "");
}

async function asked(said: Said): Promise<Line[]> {
  if (!said["instrument"]) return [];
  const all = (await store().get<Instrument[]>("pack:instruments")) ?? [];
  const label = all.find((each) => each.code === said["instrument"])?.label ?? String(said["instrument"]);
  return [[say("fact-instrument"), label], [say("fact-answers"), String(Object.keys((said["answers"] ?? {}) as Said).length)]];
}

/** 1991-11-23 as people write it; anything else as it is. */
export function inDays(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text.split("-").reverse().join("/") : text;
}
