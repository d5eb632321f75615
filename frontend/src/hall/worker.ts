// What does a kiosk or a television show that is switched on without network? A page that says so, and waits for the line.
import { isKept, keepFiles, page, scope } from "../keeping";

const CACHE = keepFiles("ruta-sala-");
const FROM_A_PROXY = [502, 503, 504]; // somebody answers, but not the office

async function kept(address: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(address);
}

async function opened(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(() => undefined);
  if (answer && !FROM_A_PROXY.includes(answer.status)) return answer;
  return (await kept(page)) ?? answer ?? Response.error();
}

/** What belongs to the screen as it is now; what was kept stands in for it. */
async function file(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(() => undefined);
  return answer?.ok ? answer : ((await kept(request.url)) ?? answer ?? Response.error());
}

scope.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(opened(event.request));
  else if (isKept(event.request)) event.respondWith(file(event.request));
});
