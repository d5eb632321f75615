// How is everything on the device sealed, so that only the PIN of its user opens it?
// A random key seals the records (AES-GCM, bound to their place); the PIN's key (PBKDF2) seals only that random key.
export const ITERATIONS = 1_000_000;

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const text = new TextEncoder();

function fresh(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

export function freshSalt(): Uint8Array<ArrayBuffer> {
  return fresh(16);
}

/** The key of a PIN; slow on purpose. */
export async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const raw = await crypto.subtle.importKey("raw", text.encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** A new key for the records of one vault, and the same key sealed by the PIN's. */
export async function freshKey(pinKey: CryptoKey, place: string): Promise<{ key: CryptoKey; wrapped: Sealed }> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  const iv = fresh(12);
  const data = await crypto.subtle.wrapKey("raw", key, pinKey, { name: "AES-GCM", iv, additionalData: text.encode(place) });
  return { key: await unwrap(pinKey, { iv, data }, place), wrapped: { iv, data } };
}

/** The same records' key, sealed by another PIN's key; throws when the old one is wrong. */
export async function rewrapped(old: CryptoKey, next: CryptoKey, wrapped: Sealed, place: string): Promise<Sealed> {
  const additionalData = text.encode(place);
  const key = await crypto.subtle.unwrapKey("raw", wrapped.data, old, { name: "AES-GCM", iv: wrapped.iv, additionalData }, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = fresh(12);
  return { iv, data: await crypto.subtle.wrapKey("raw", key, next, { name: "AES-GCM", iv, additionalData }) };
}

/** The records' key, never readable by the page; throws when the PIN is wrong. */
export function unwrap(pinKey: CryptoKey, wrapped: Sealed, place: string): Promise<CryptoKey> {
  const how = { name: "AES-GCM", iv: wrapped.iv, additionalData: text.encode(place) };
  return crypto.subtle.unwrapKey("raw", wrapped.data, pinKey, how, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Seal a value for one place: moved to another it no longer opens. */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = fresh(12);
  const plain = text.encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(place) }, key, plain) };
}

export async function open<T>(key: CryptoKey, place: string, sealed: Sealed): Promise<T> {
  const how = { name: "AES-GCM", iv: sealed.iv, additionalData: text.encode(place) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, sealed.data))) as T;
}

/** A PIN that somebody guesses in ten tries is none. */
export function isWeak(pin: string): boolean {
  const run = "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz";
  return pin.length < 8 || new Set(pin).size < 4 || run.includes(pin.toLowerCase());
}
