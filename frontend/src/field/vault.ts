// Which vaults are on this device, one per user and institution? Each opens with its own PIN, and ten wrong ones empty it.
import { deleteDB, openDB, type IDBPDatabase } from "idb";
import { ITERATIONS, type Sealed, freshKey, freshSalt, keyOfPin, rewrapped, unwrap } from "./crypto";
import { Store } from "./store";

export const TRIES = 10;

export interface Vault {
  id: string;
  user: number;
  institution: number;
  device: string;
  name: string;
  office: string;
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  wrapped: Sealed;
  failures: number;
}

export interface Wiped {
  device: string;
  user: number;
  reason: string;
}

async function base(): Promise<IDBPDatabase> {
  return openDB("ruta-campo", 1, {
    upgrade(db) {
      db.createObjectStore("vaults", { keyPath: "id" });
      db.createObjectStore("wiped", { keyPath: "device" });
    },
  });
}

export async function vaults(): Promise<Vault[]> {
  const db = await base();
  const found = (await db.getAll("vaults")) as Vault[];
  db.close();
  return found;
}

/** `device` is known to the register already: a vault that it does not know could never bring anything. */
export async function makeVault(who: { user: number; institution: number; name: string; office: string }, device: string, pin: string): Promise<Store> {
  const id = `${who.user}-${who.institution}`;
  const salt = freshSalt();
  const { key, wrapped } = await freshKey(await keyOfPin(pin, salt, ITERATIONS), id);
  const vault: Vault = { id, ...who, device, salt, iterations: ITERATIONS, wrapped, failures: 0 };
  await put("vaults", vault);
  return Store.open(vault, key);
}

/** Open with the PIN. The try is counted before it is made: to kill the page in the middle wins nobody another one. */
export async function unlock(vault: Vault, pin: string): Promise<Store | number> {
  const failures = await count(vault.id);
  const key = failures <= TRIES ? await opened(vault, pin) : undefined;
  if (key) {
    await put("vaults", { ...vault, failures: 0 });
    return Store.open(vault, key);
  }
  if (failures >= TRIES) await wipe(vault, "tries");
  return Math.max(0, TRIES - failures);
}

/** Another PIN for the same vault. A wrong old one counts like a wrong opening: gives how many tries are left. */
export async function changePin(id: string, old: string, next: string): Promise<true | number> {
  const failures = await count(id);
  const vault = (await vaults()).find((one) => one.id === id);
  if (!vault) return 0;
  const salt = freshSalt();
  const made = failures <= TRIES ? await resealed(vault, old, next, salt) : undefined;
  if (made) {
    await put("vaults", { ...vault, salt, iterations: ITERATIONS, wrapped: made, failures: 0 });
    return true;
  }
  if (failures >= TRIES) await wipe(vault, "tries");
  return Math.max(0, TRIES - failures);
}

async function resealed(vault: Vault, old: string, next: string, salt: Uint8Array<ArrayBuffer>): Promise<Sealed | undefined> {
  const [before, after] = await Promise.all([keyOfPin(old, vault.salt, vault.iterations), keyOfPin(next, salt, ITERATIONS)]);
  return rewrapped(before, after, vault.wrapped, vault.id).catch(() => undefined);
}

async function opened(vault: Vault, pin: string): Promise<CryptoKey | undefined> {
  const pinKey = await keyOfPin(pin, vault.salt, vault.iterations);
  return unwrap(pinKey, vault.wrapped, vault.id).catch(() => undefined);
}

async function count(id: string): Promise<number> {
  const db = await base();
  const step = db.transaction("vaults", "readwrite", { durability: "strict" });
  const row = (await step.store.get(id)) as Vault | undefined;
  const failures = (row?.failures ?? TRIES) + 1;
  if (row) await step.store.put({ ...row, failures });
  await step.done;
  db.close();
  return failures;
}

async function put(store: string, row: unknown): Promise<void> {
  const db = await base();
  const step = db.transaction(store, "readwrite", { durability: "strict" });
  await step.store.put(row);
  await step.done;
  db.close();
}

/** Take everything of a vault away: its key first, so that an interruption leaves nothing readable. */
export async function wipe(vault: Pick<Vault, "id" | "device" | "user">, reason: string): Promise<void> {
  const db = await base();
  const step = db.transaction(["vaults", "wiped"], "readwrite", { durability: "strict" });
  await step.objectStore("vaults").delete(vault.id);
  await step.objectStore("wiped").put({ device: vault.device, user: vault.user, reason } satisfies Wiped);
  await step.done;
  db.close();
  await deleteDB(Store.nameOf(vault.id));
}

export async function wiped(): Promise<Wiped[]> {
  const db = await base();
  const found = (await db.getAll("wiped")) as Wiped[];
  db.close();
  return found;
}

export async function forgetWiped(device: string): Promise<void> {
  const db = await base();
  await db.delete("wiped", device);
  db.close();
}
