// How is the work of a plan drawn over time, and what happens when a bar is moved? The table below says the same without this.
import Gantt, { type Task } from "frappe-gantt";
import "../../node_modules/frappe-gantt/dist/frappe-gantt.css";
import { all } from "../dom";
import { showToast } from "../toast";

const PAD = 2;
const YEAR = 4;
const LONG = 2; // years that months still show well
const NARROWEST = 110;

/** A day as the server writes it. */
function iso(day: Date): string {
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(PAD, "0")).join("-");
}

function token(): string {
  const headers: unknown = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  return (headers as Record<string, string>)["X-CSRFToken"] ?? "";
}

async function move(address: string, failed: string, task: Task, begins: Date, ends: Date): Promise<void> {
  const said = new URLSearchParams({ key: task.id, begins: iso(begins), ends: iso(ends) });
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body: said }).catch(() => null);
  const isTold = answer !== null && (answer.ok || [409, 422].includes(answer.status));
  showToast(isTold ? await answer.text() : failed);
}

function draw(place: HTMLElement): void {
  const held = document.getElementById(place.dataset["gantt"] ?? "")?.textContent ?? "[]";
  const tasks = JSON.parse(held) as Task[];
  const address = place.dataset["ganttMove"] ?? "";
  if (!tasks.length) return;
  const plain = new Map(tasks.map((task) => [task.id.replaceAll(" ", "_"), task.id]));
  const years = tasks.map((task) => [Number(task.start.slice(0, YEAR)), Number(task.end.slice(0, YEAR))]).flat();
  const span = Math.max(...years) - Math.min(...years) + 1;
  new Gantt(place, tasks, {
    view_mode: span > LONG ? "Year" : "Month",
    column_width: span > LONG ? Math.max(NARROWEST, Math.floor(place.clientWidth / (span + LONG))) : undefined,
    readonly: !address,
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
    on_date_change: (task, begins, ends) =>
      void move(address, place.dataset["ganttFailed"] ?? "", { ...task, id: plain.get(task.id) ?? task.id }, begins, ends),
  });
  const moving = place.querySelector<HTMLElement>(".gantt-container"); // wider than the page: the keyboard must reach it
  moving?.setAttribute("tabindex", "0");
  moving?.setAttribute("role", "region");
  moving?.setAttribute("aria-label", place.dataset["ganttLabel"] ?? "");
}

all("[data-gantt]").forEach(draw);
