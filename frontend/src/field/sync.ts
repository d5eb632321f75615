// How does the outbox reach the register over 64 kbit/s and a line that breaks? In small compressed batches, each answered before the next.
import { NoNetwork, post, squeeze, tell, token } from "./api";
import { type Progress, tellTaken } from "./pack";
import { isUrgent } from "./capture";
import { bring, bytesOf, type Photo, reachedOf, weightOf } from "./photo";
import { type Both, OPEN, OVER, type Out, type State, type Store } from "./store";

interface Told {
  key: string;
  state: State;
  reason?: string;
  faults?: Record<string, string>;
  result?: Record<string, unknown>;
  both?: Both[];
}

interface Batch {
  items: Out[];
  body: Uint8Array<ArrayBuffer>;
}

const MOST_ITEMS = 24;
const MOST_BYTES = 60_000; // before compression: some ten seconds on the slowest line
const RETRIES = 4;
const PAUSE = 1_500;

function sendable(out: Out): Record<string, unknown> {
  return { key: out.key, number: out.number, verb: out.verb, written_at: out.written_at, after: out.after ?? null, payload: out.payload };
}

/** Cut the waiting things into batches, in their order. */
export async function batches(store: Store): Promise<Batch[]> {
  const waiting = (await store.outbox()).filter((out) => out.state === "ready");
  // A child alone goes first: SENAF hears of it with the first bytes that arrive. A registration hangs on nothing else.
  const ready = [...waiting.filter((out) => isUrgent(out.payload)), ...waiting.filter((out) => !isUrgent(out.payload))];
  const groups: Out[][] = [];
  let bytes = Infinity;
  let hurried = false;
  for (const out of ready) {
    const size = JSON.stringify(sendable(out)).length;
    const last = groups[groups.length - 1];
    const isOther = hurried !== isUrgent(out.payload); // what is urgent takes nothing along: a paper would arrive before its photograph
    hurried = isUrgent(out.payload);
    if (!last || isOther || last.length >= MOST_ITEMS || bytes + size > MOST_BYTES) {
      groups.push([out]);
      bytes = size;
    } else {
      last.push(out);
      bytes += size;
    }
  }
  return Promise.all(groups.map(async (items) => ({ items, body: await squeeze({ device: store.vault.device, items: items.map(sendable) }) })));
}

/** Bring everything that waits; then ask what became of what waited for somebody. What was answered is never sent again. */
export async function synchronise(store: Store, say: (progress: Progress) => void): Promise<void> {
  await bringAll(store, say).finally(() => tidy(store));
}

async function bringAll(store: Store, say: (progress: Progress) => void): Promise<void> {
  const waiting = await batches(store);
  const photos = await Promise.all((await store.names("photo:")).map((name) => store.get<Photo>(name)));
  const left = waiting.reduce((sum, batch) => sum + batch.body.length, weightOf(photos));
  const done = photos.reduce((sum, photo) => sum + reachedOf(photo), 0);
  const progress = { done, total: left + done, what: "" };
  say(progress);
  const urgent = waiting.filter((batch) => batch.items.some((out) => isUrgent(out.payload)));
  for (const batch of urgent) await send(store, batch, progress, say);
  for (const photo of photos) {
    const before = progress.done - reachedOf(photo);
    const step = (arrived: number) => say(Object.assign(progress, { done: before + arrived }));
    if (photo) await patiently(() => bring(photo.key, bytesOf(photo.jpeg), token(), step));
  }
  for (const batch of waiting) if (!urgent.includes(batch)) await send(store, batch, progress, say);
  await askAgain(store);
  await tellTaken(store);
}

async function send(store: Store, batch: Batch, progress: Progress, say: (progress: Progress) => void): Promise<void> {
  const { items } = await patiently(() => post<{ items: Told[] }>("envios/", batch.body));
  await keep(store, batch.items, items);
  progress.done += batch.body.length;
  say(progress);
}

/** A line that breaks is tried again a few times, each after a longer pause; the keys make a repetition harmless. */
async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof NoNetwork) || tries >= RETRIES || !navigator.onLine) throw error;
      await new Promise((go) => setTimeout(go, PAUSE * tries));
    }
  }
}

async function keep(store: Store, sent: Out[], told: Told[]): Promise<void> {
  const answers = new Map(told.map((each) => [each.key, each]));
  for (const out of sent) {
    const answer = answers.get(out.key);
    if (!answer) continue;
    await store.change(settled(out, answer));
    if (out.verb === "photo" && OVER.includes(answer.state)) await store.drop(`photo:${String(out.payload["photo"])}`);
  }
}

/** What is in the register needs no second copy here: name and words leave the device, what became of it stays. */
function settled(out: Out, told: Told): Out {
  const isOver = OVER.includes(told.state);
  const { decided: _decided, both: _both, ...rest } = out;
  const kept = { ...rest, state: told.state, reason: told.reason ?? "", faults: told.faults ?? {}, result: told.result ?? {} };
  if (isOver) return { ...kept, payload: {}, about: "" };
  return { ...kept, ...(told.both ? { both: told.both } : {}) };
}

/** Whoever was registered here and is in the register for good leaves the device, once nothing that hangs on them is open. Names first: whoever is written down meanwhile stays. */
async function tidy(store: Store): Promise<void> {
  const names = await store.names("local:");
  const open = new Set((await store.outbox()).filter((out) => !OVER.includes(out.state)).map((out) => out.where));
  await store.dropAll(names.filter((name) => !open.has(name)));
}

export async function askAgain(store: Store): Promise<void> {
  const open = (await store.outbox()).filter((out) => OPEN.includes(out.state));
  if (!open.length) return;
  const { items } = await tell<{ items: Told[] }>("resultados/", { keys: open.map((out) => out.key) });
  await keep(store, open, items);
}
