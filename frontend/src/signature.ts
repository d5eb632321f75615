// How does a finger or a mouse sign? Strokes become the data of one SVG path in a hidden field.
// Who cannot sign here uses another way to consent, which the form offers beside it.
const LIMIT = 12_000;

interface Pad {
  svg: SVGSVGElement;
  path: SVGPathElement;
  field: HTMLInputElement;
  strokes: string[];
}

function point(pad: Pad, event: PointerEvent): string {
  const matrix = pad.svg.getScreenCTM();
  if (!matrix) return "0 0";
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return `${Math.round(at.x)} ${Math.round(at.y)}`;
}

function draw(pad: Pad): void {
  const data = pad.strokes.join("");
  pad.path.setAttribute("d", data);
  pad.field.value = data;
  pad.svg.setAttribute("aria-label", (data ? pad.svg.dataset["signed"] : pad.svg.dataset["empty"]) ?? "");
}

function start(pad: Pad, event: PointerEvent): void {
  if (event.button !== 0) return;
  event.preventDefault();
  pad.svg.setPointerCapture(event.pointerId);
  const from = point(pad, event);
  pad.strokes.push(`M${from}l0 0`);
  draw(pad);
}

function go(pad: Pad, event: PointerEvent): void {
  if (!pad.svg.hasPointerCapture(event.pointerId) || pad.field.value.length > LIMIT) return;
  pad.strokes.push(`L${point(pad, event)}`);
  draw(pad);
}

/** Wire one .r-sign-box: the drawing, its hidden field and its button to begin again. */
export function makeSignature(box: HTMLElement): void {
  const svg = box.querySelector<SVGSVGElement>("svg.r-sign");
  const path = svg?.querySelector("path");
  const field = box.querySelector<HTMLInputElement>("input[type=hidden]");
  if (!svg || !path || !field) return;
  const pad: Pad = { svg, path, field, strokes: field.value ? [field.value] : [] };
  box.dataset["ready"] = "";
  draw(pad);
  svg.addEventListener("pointerdown", (event) => start(pad, event));
  svg.addEventListener("pointermove", (event) => go(pad, event));
  box.querySelector("[data-again]")?.addEventListener("click", () => {
    pad.strokes = [];
    draw(pad);
  });
}
