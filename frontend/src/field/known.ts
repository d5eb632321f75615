// Is somebody probably in the register already? A guess out of short salted hashes; the register looks again on arrival.
import type { Store } from "./store";

interface Index {
  salt: string;
  hashes: string;
}

const SHORT = 5;

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

export interface Looks {
  given_names: string;
  surnames: string;
  birth_date: string;
  identifiers: { kind: string; value: string }[];
  contacts: { kind?: string; value: string }[];
}

function wordsOf(who: Looks): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of who.identifiers) {
    const letters = [...each.value.toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).join("");
    found.set(`d:${["dni", "rtn"].includes(each.kind) ? letters.slice(0, 13) : letters}`, "document");
  }
  for (const each of who.contacts) found.set(`p:${each.value.replace(/\D/g, "").slice(-8)}`, "phone");
  const first = [who.given_names, who.surnames].map((part) => folded(part).split(" ")[0]).filter(Boolean);
  if (who.birth_date) found.set(`n:${first.join(" ")}:${who.birth_date}`, "name");
  return found;
}

/** Which kinds of data meet somebody of the index: document, phone, name. */
export async function looksKnown(store: Store, who: Looks): Promise<string[]> {
  const index = await store.get<Index>("pack:index");
  if (!index) return [];
  const salt = bytes(index.salt);
  const known = new Set<string>();
  const raw = bytes(index.hashes);
  for (let at = 0; at < raw.length; at += SHORT) known.add(String(raw.slice(at, at + SHORT)));
  const met: string[] = [];
  for (const [word, kind] of wordsOf(who)) {
    const spoken = new TextEncoder().encode(word);
    const joined = new Uint8Array(salt.length + spoken.length);
    joined.set(salt);
    joined.set(spoken, salt.length);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", joined)).slice(0, SHORT);
    if (known.has(String(hash))) met.push(kind);
  }
  return met;
}
