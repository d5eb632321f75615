// How do the public pages open where there is no network? What was seen is kept as the server allows it; nothing of anybody's own.
import { isKept, keepFiles, page, scope } from "../keeping";

const CACHE = keepFiles("ruta-publico-");
const SEEN = "ruta-vistas"; // outlives a new version: what was seen yesterday is still read today
const MOST = 80;
const ALLOWED = "X-Ruta-Kept";

async function remember(request: Request, answer: Response): Promise<void> {
  const seen = await caches.open(SEEN);
  await seen.delete(request, { ignoreVary: true }); // the newest stands last
  await seen.put(request, answer);
  const old = await seen.keys();
  await Promise.all(old.slice(0, Math.max(0, old.length - MOST)).map((each) => seen.delete(each, { ignoreVary: true })));
}

async function seenBefore(request: Request): Promise<Response | undefined> {
  return (await caches.open(SEEN)).match(request, { ignoreVary: true });
}

async function opened(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(() => undefined);
  if (answer?.ok && answer.headers.get(ALLOWED) && !answer.redirected) await remember(request, answer.clone());
  return answer ?? (await seenBefore(request)) ?? (await (await caches.open(CACHE)).match(page)) ?? Response.error();
}

/** Files have a name of their own for every version: what is kept is what the server would send. */
async function file(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request.url)) ?? fetch(request);
}

scope.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(opened(event.request));
  else if (isKept(event.request)) event.respondWith(file(event.request));
});
