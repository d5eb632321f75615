// How do the behaviours reach the page? One way to listen, to find and to read the words that the server wrote.

/** Every element under `root` (and `root` itself) that fits the selector. */
export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  const found = Array.from(root.querySelectorAll<T>(selector));
  if (root instanceof Element && root.matches(selector)) found.unshift(root as unknown as T);
  return found;
}

/** Listen on the document for events of elements that fit the selector, also those that arrive later. */
export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  handle: (target: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, (event) => {
    const origin = event.target;
    const target = origin instanceof Element ? origin.closest<HTMLElement>(selector) : null;
    if (target) handle(target, event);
  });
}

/** A sentence in the reader's language, written by the server on the words element of the layout. */
export function words(name: string): string {
  return document.getElementById("r-words")?.dataset[name] ?? "";
}

/** Lower case without accents, so that "Colon" finds "Colón". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase().trim();
}

/** An icon of the sprite; its address is on the words element. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "r-icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${words("icons")}#${name}`);
  svg.append(use);
  return svg;
}
