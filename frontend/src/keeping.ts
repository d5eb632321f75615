// What do the service workers have in common? Each keeps a list of files for where there is no network, and nothing about a person.
export interface Extendable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

export interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response> | Response): void;
}

/** What the server wrote at the head of the worker: a change of any file or word is a new version. */
export interface Keeping {
  version: string;
  keep: string[];
  page: string;
}

interface Scope {
  RUTA: Keeping;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", handle: (event: Extendable) => void): void;
  addEventListener(type: "fetch", handle: (event: Fetching) => void): void;
}

export const scope = globalThis as unknown as Scope;
export const { keep, page } = scope.RUTA;

/** Keep the files under a name of their own, and let go what an earlier version kept. */
export function keepFiles(prefix: string): string {
  const name = `${prefix}${scope.RUTA.version}`;
  scope.addEventListener("install", (event) => event.waitUntil(fill(name).then(() => scope.skipWaiting())));
  scope.addEventListener("activate", (event) => event.waitUntil(tidy(prefix, name)));
  return name;
}

/** Whether an address is one of the kept ones. */
export function isKept(request: Request): boolean {
  const path = new URL(request.url).pathname;
  return request.method === "GET" && keep.some((address) => new URL(address, location.href).pathname === path);
}

/** All or nothing: a page of the sign-in must never stand where the application should. */
async function fill(name: string): Promise<void> {
  const cache = await caches.open(name);
  for (const address of keep) {
    const isNamed = address.startsWith("/static/"); // a file whose name says its version: the browser has it already
    const answer = await fetch(address, { cache: isNamed ? "default" : "reload" });
    if (!answer.ok || answer.redirected) throw new Error(`not kept: ${address}`);
    await cache.put(address, answer);
  }
}

async function tidy(prefix: string, name: string): Promise<void> {
  const old = (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== name);
  await Promise.all(old.map((other) => caches.delete(other)));
  await scope.clients.claim();
}
