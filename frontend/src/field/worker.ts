// How does the application open where there is no network? The worker keeps its page and its files, never an answer about a person.
interface Keeping {
  version: string;
  keep: string[];
  app: string;
}

interface Extendable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response> | Response): void;
}

interface Scope {
  RUTA: Keeping;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", handle: (event: Extendable) => void): void;
  addEventListener(type: "fetch", handle: (event: Fetching) => void): void;
}

const scope = globalThis as unknown as Scope;
const { version, keep, app } = scope.RUTA;
const CACHE = `ruta-campo-${version}`;

/** All or nothing: a page of the sign-in must never stand where the application should. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const address of keep) {
    const answer = await fetch(address, { cache: "reload" });
    if (!answer.ok || answer.redirected) throw new Error(`not kept: ${address}`);
    await cache.put(address, answer);
  }
}

async function tidy(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith("ruta-campo-") && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function kept(request: Request): Promise<Response> {
  const address = request.mode === "navigate" ? app : request.url;
  return (await (await caches.open(CACHE)).match(address)) ?? fetch(request);
}

scope.addEventListener("install", (event) => event.waitUntil(fill().then(() => scope.skipWaiting())));
scope.addEventListener("activate", (event) => event.waitUntil(tidy()));
scope.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && keep.some((address) => new URL(address, location.href).pathname === path)) event.respondWith(kept(event.request));
});
