// Which pages can be read now, without network? Those that this device opened before; whoever shares it can let them go.
const SEEN = "ruta-vistas";

async function titled(request: Request): Promise<[string, string]> {
  const answer = await (await caches.open(SEEN)).match(request, { ignoreVary: true });
  const text = answer ? await answer.text() : "";
  const title = new DOMParser().parseFromString(text, "text/html").title.replace(/ · Ruta$/, "");
  return [title || request.url, request.url];
}

function line([title, address]: [string, string]): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.className = "d-inline-block py-2";
  link.textContent = title;
  item.append(link);
  return item;
}

async function show(): Promise<void> {
  const list = document.querySelector("[data-seen]");
  const kept = await (await caches.open(SEEN)).keys();
  const lines = await Promise.all([...kept].reverse().map(titled));
  list?.replaceChildren(...lines.map(line));
  for (const part of document.querySelectorAll<HTMLElement>("[data-seen-some]")) part.hidden = lines.length === 0;
  for (const part of document.querySelectorAll<HTMLElement>("[data-seen-none]")) part.hidden = lines.length > 0;
}

document.querySelector("[data-seen-forget]")?.addEventListener("click", () => void caches.delete(SEEN).then(show));
window.addEventListener("online", () => location.reload());
void show();
