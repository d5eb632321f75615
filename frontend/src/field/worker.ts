// How does the application open where there is no network? The worker keeps its page and its files, never an answer about a person.
import { isKept, keepFiles, page, scope } from "../keeping";

const CACHE = keepFiles("ruta-campo-");

async function kept(request: Request): Promise<Response> {
  const address = request.mode === "navigate" ? page : request.url;
  return (await (await caches.open(CACHE)).match(address)) ?? fetch(request);
}

scope.addEventListener("fetch", (event) => {
  if (isKept(event.request)) event.respondWith(kept(event.request));
});
