// How is a day's work taken along over a line that breaks? Part by part: what arrived is kept, only the rest is asked again.
import { get, NoNetwork, Said, tell } from "./api";
import type { Store } from "./store";

const HALTED = 503; // nothing is written at present

export interface Part {
  name: string;
  hash: string;
  bytes: number;
}

export interface Candidate {
  id: number;
  number: string;
  name: string;
  state: string;
  expected: string;
}

export interface Offer {
  grantee: number;
  to: string;
  purpose: string;
  purpose_label: string;
  data: string;
  text: string;
  translation: string;
  notice: string;
  version: string;
  required: boolean;
  own: boolean;
}

export interface Progress {
  done: number;
  total: number;
  what: string;
}

const CASE_BYTES = 700; // a case on the line, about; the true size is known once it is here

export async function candidates(): Promise<Candidate[]> {
  return (await get<Candidate[]>("candidatos/")).content;
}

/** Bring what is missing or changed; `tell` hears how many bytes are left. */
export async function take(store: Store, ids: number[], say: (progress: Progress) => void): Promise<void> {
  const { parts, chunk } = (await get<{ parts: Part[]; chunk: number }>("paquete/")).content;
  const hashes = (await store.get<Record<string, string>>("pack:hashes")) ?? {};
  const missing = parts.filter((part) => hashes[part.name] !== part.hash);
  const id = await taking(store);
  const wanted = await wantedCases(store, ids, id);
  const progress = { done: 0, total: missing.reduce((sum, part) => sum + part.bytes, 0) + wanted.length * CASE_BYTES, what: "" };
  say(progress);
  for (const part of missing) {
    const found = await get<unknown>(`paquete/${part.name}/`, part.bytes);
    await store.put(`pack:${part.name}`, found.content);
    hashes[part.name] = found.hash;
    await store.put("pack:hashes", hashes);
    progress.done += part.bytes;
    say(progress);
  }
  for (let from = 0; from < wanted.length; from += chunk) {
    const some = wanted.slice(from, from + chunk);
    const found = (await get<{ id: number }[]>(`casos/?ids=${some.join(",")}`, some.length * CASE_BYTES)).content;
    for (const one of found) await store.put(`case:${one.id}`, { ...one, taken: id });
    progress.done += some.length * CASE_BYTES;
    say(progress);
  }
  await store.drop("pack:taking");
  await store.put("pack:taken", { at: new Date().toISOString(), cases: ids.length });
  await store.put("pack:untold", ids.length);
  await tellTaken(store);
}

/** How many cases were taken along and when, once the register can write it down: all of it is done without that, so a line that breaks here is no failure. */
export async function tellTaken(store: Store): Promise<void> {
  const cases = await store.get<number>("pack:untold");
  if (cases === undefined) return;
  const taken = await store.get<{ at: string }>("pack:taken");
  try {
    await tell("llevado/", { device: store.vault.device, cases, at: taken?.at ?? "" });
    await store.drop("pack:untold");
  } catch (error) {
    const isLater = error instanceof NoNetwork || (error instanceof Said && error.status === HALTED);
    if (!isLater) throw error; // the register hears of it the next time
  }
}

/** One more case beside those that are here. */
export async function takeOne(store: Store, id: number): Promise<void> {
  const found = (await get<{ id: number }[]>(`casos/?ids=${id}`, CASE_BYTES)).content;
  for (const one of found) await store.put(`case:${one.id}`, one);
}

/** What one taking is called until it is whole: a line that broke goes on with it, the next one brings everything fresh. */
async function taking(store: Store): Promise<string> {
  const id = (await store.get<string>("pack:taking")) ?? crypto.randomUUID();
  await store.put("pack:taking", id);
  return id;
}

/** Cases that this taking did not bring yet; those that are no longer wanted leave the device. */
async function wantedCases(store: Store, ids: number[], id: string): Promise<number[]> {
  const here = new Map((await store.all<{ id: number; taken: string }>("case:")).map((one) => [one.id, one.taken]));
  for (const old of here.keys()) if (!ids.includes(old)) await store.drop(`case:${old}`);
  return ids.filter((one) => here.get(one) !== id);
}
