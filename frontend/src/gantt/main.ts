// How is the work of a plan drawn over time, and what happens when a bar is moved? The table below says the same without this.
import Gantt, { type Task } from "frappe-gantt";
import "../../node_modules/frappe-gantt/dist/frappe-gantt.css";
import { all } from "../dom";
import { showToast } from "../toast";
import { moved, scaleOf, type Edges, type Scale } from "./moving";

const PAD = 2;

interface Drawing {
  tasks: Map<string, Task>;
  edges: Map<string, Edges>;
  scale: Scale;
}

function token(): string {
  const headers: unknown = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  return (headers as Record<string, string>)["X-CSRFToken"] ?? "";
}

/** Where each bar stands now, by the id that the library gave it. */
function edgesOf(place: HTMLElement): Map<string, Edges> {
  const bars = all<SVGGElement>(".bar-wrapper", place).map((wrapper): [string, Edges] => {
    const bar = wrapper.querySelector(".bar");
    const left = Number(bar?.getAttribute("x"));
    return [wrapper.dataset["id"] ?? "", { left, right: left + Number(bar?.getAttribute("width")) }];
  });
  return new Map(bars);
}

/** What the server says now, in the places that tell of days; the drawing follows it, also where it refused. */
async function freshen(place: HTMLElement): Promise<void> {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of all("[data-gantt-fresh]")) {
    const now = page.querySelector(`[data-gantt-fresh="${old.dataset["ganttFresh"] ?? ""}"]`);
    if (now) old.innerHTML = now.innerHTML;
  }
  const name = place.dataset["gantt"] ?? "";
  const [held, now] = [document.getElementById(name), page.getElementById(name)];
  if (held && now) held.textContent = now.textContent;
}

async function move(place: HTMLElement, task: Task, days: Record<string, string>): Promise<void> {
  const said = new URLSearchParams({ key: task.id, seen: String(task.seen ?? 0), ...days });
  const address = place.dataset["ganttMove"] ?? "";
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body: said }).catch(() => null);
  const isTold = answer !== null && (answer.ok || [409, 422].includes(answer.status));
  showToast(isTold ? await answer.text() : (place.dataset["ganttFailed"] ?? ""));
  if (isTold) await freshen(place);
}

/** A bar was let go: one message with its new days, however many steps the mouse made. */
async function settle(place: HTMLElement, drawn: Drawing): Promise<Drawing> {
  const [id, now] = [...edgesOf(place)].find(([key, each]) => differs(each, drawn.edges.get(key))) ?? [];
  const [task, before] = [drawn.tasks.get(id ?? ""), drawn.edges.get(id ?? "")];
  if (!now || !task || !before) return drawn;
  const days = moved(task, before, now, drawn.scale);
  if (days) await move(place, task, days);
  return draw(place) ?? drawn;
}

function differs(one: Edges, other: Edges | undefined): boolean {
  return other !== undefined && (Math.abs(one.left - other.left) >= 1 || Math.abs(one.right - other.right) >= 1);
}

function draw(place: HTMLElement): Drawing | null {
  const tasks = JSON.parse(document.getElementById(place.dataset["gantt"] ?? "")?.textContent ?? "[]") as Task[];
  if (!tasks.length) return null;
  const scale = scaleOf(tasks, place.clientWidth);
  const before = place.querySelector(".gantt-container");
  const [left, top] = [before?.scrollLeft, before?.scrollTop];
  place.replaceChildren();
  const years = place.dataset["ganttYears"] ?? "";
  const year = {
    name: "Year", padding: "1y", step: "1y", date_format: "YYYY", lower_text: "YYYY", snap_at: "1d",
    upper_text: (_day: Date, last: Date | null) => (last ? "" : years), // the library looks its words up again when it is scrolled
  };
  new Gantt(place, tasks.map((task) => ({ ...task })), {
    view_mode: scale.isYears ? "Year" : "Month",
    view_modes: [scale.isYears ? year : "Month"],
    snap_at: "1d",
    column_width: scale.isYears ? scale.column : undefined,
    readonly: !place.dataset["ganttMove"],
    readonly_progress: true,
    move_dependencies: false,
    infinite_padding: false,
    holidays: {},
    popup: false,
    today_button: false,
    bar_height: 20,
    padding: 14,
    container_height: 460,
    language: document.documentElement.lang.slice(0, PAD),
  });
  const moving = place.querySelector<HTMLElement>(".gantt-container"); // wider than the page: the keyboard must reach it
  moving?.setAttribute("tabindex", "0");
  moving?.setAttribute("role", "region");
  moving?.setAttribute("aria-label", place.dataset["ganttLabel"] ?? "");
  if (left !== undefined && top !== undefined) moving?.scrollTo(left, top);
  return { tasks: new Map(tasks.map((task) => [task.id.replaceAll(" ", "_"), task])), edges: edgesOf(place), scale };
}

function start(place: HTMLElement): void {
  let drawn = draw(place);
  if (!drawn || !place.dataset["ganttMove"]) return;
  document.addEventListener("mouseup", () => {
    const now = drawn;
    if (now) window.setTimeout(() => void settle(place, now).then((next) => (drawn = next))); // after the library has let go
  });
}

all("[data-gantt]").forEach(start);
