// Whom is this screen about? A case that was taken along, or somebody registered on this device a moment ago.
import { ADULT, ageOn } from "./age";
import type { Reference } from "./capture";
import type { Facts } from "./conditions";
import { dayAhead } from "./days";
import { store } from "./session";

export interface Need {
  id: number;
  code: string;
  label: string;
  priority: string;
  due_on: string | null;
  note: string;
}

export interface Step {
  id: number;
  label: string;
  due_on: string;
  who: string;
  state: string;
  note: string;
  service_type: string;
  kind: string;
  goal: string;
}

export interface Packed {
  id: number;
  number: string;
  state_label: string;
  population: string;
  modality: string;
  person: { id: number; version: number; fields: Record<string, string | number | null>; documents: { value: string }[]; contacts: { value: string; safety: string; note: string }[] };
  needs: Need[];
  allowed?: string[];
  plan: { id: number; title: string; steps: Step[] } | null;
  assessed: { instrument: string; on: string }[];
  deliveries: { label: string; on: string }[];
  plan_waits?: boolean;
}

export interface Subject {
  on: Reference;
  name: string;
  about: string;
  population: string;
  facts: Facts;
  packed?: Packed;
}

export interface Catalogues {
  needs: { code: string; label: string }[];
  services: { code: string; label: string }[];
  outcomes: { code: string; label: string }[];
  populations: Record<string, string>;
  asks_before_plan?: string[];
  templates: { code: string; label: string; goals: { label: string; days: number; actions: { label: string; days: number; kind: string; who: string; service_type: string }[] }[] }[];
}

export async function catalogues(): Promise<Catalogues> {
  return (await store().get<Catalogues>("pack:catalogues")) ?? { needs: [], services: [], outcomes: [], populations: {}, templates: [] };
}

function factsOf(born: unknown, sex: unknown, modality: string, population: string, dependants: unknown): Facts {
  const age = typeof born === "string" && born ? ageOn(born, dayAhead(0)) : undefined;
  const facts: Facts = { is_minor: age !== undefined && age < ADULT, sex: sex && sex !== "unknown" ? sex : null, modality, population };
  if (age !== undefined) facts["age"] = age;
  if (typeof dependants === "number") facts["has_dependants"] = dependants > 0;
  return facts;
}

/** By its name on this device: case:12 or local:<key>. */
export async function subject(name: string): Promise<Subject> {
  const [kind, id = ""] = name.split(":");
  if (kind === "case") {
    const packed = await store().get<Packed>(name);
    if (!packed) throw new Error(`no such case here: ${name}`);
    const fields = packed.person.fields;
    const facts = factsOf(fields["birth_date"], fields["sex"], packed.modality, packed.population, fields["dependants"]);
    return { on: { id: packed.id }, name: `${fields["given_names"] ?? ""} ${fields["surnames"] ?? ""}`.trim(), about: packed.number, population: packed.population, facts, packed };
  }
  const said = await store().get<{ name: string; person: Record<string, unknown>; modality: string }>(`local:${id}`);
  if (!said) throw new Error(`nobody was registered here under ${id}`);
  const population = (await catalogues()).populations[said.modality] ?? "returned_persons";
  const facts = factsOf(said.person["birth_date"], said.person["sex"], said.modality, population, said.person["dependants"]);
  return { on: { key: id }, name: said.name, about: "", population, facts };
}
