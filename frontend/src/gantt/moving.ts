// Which days does a bar mean after it was moved by so many pixels? No page in here.
import type { Task } from "frappe-gantt";

const YEAR_DIGITS = 4;
const LONG = 2; // years that months still show well
const MONTH_WIDTH = 120; // of the library
const [YEAR_DAYS, MONTH_DAYS, WEEK] = [365.25, 30.44, 7];
const DAY = 86_400_000;
const ISO = 10;
const NARROWEST = 110;

export interface Edges {
  left: number;
  right: number;
}

/** How wide a year or month is, and by how many days at once a bar moves: where years are narrow, by weeks. */
export interface Scale {
  isYears: boolean;
  column: number;
  perDay: number;
  step: number;
}

export function scaleOf(tasks: Task[], width: number): Scale {
  const years = tasks.flatMap((task) => [task.start, task.end]).map((day) => Number(day.slice(0, YEAR_DIGITS)));
  const span = Math.max(...years) - Math.min(...years) + 1;
  if (span <= LONG) return { isYears: false, column: MONTH_WIDTH, perDay: MONTH_WIDTH / MONTH_DAYS, step: 1 };
  const column = Math.max(NARROWEST, Math.floor(width / (span + LONG)));
  return { isYears: true, column, perDay: column / YEAR_DAYS, step: WEEK };
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, ISO);
}

/** The new days of a bar: both moved alike, or one end pulled; nothing where it moved by less than a step. */
export function moved(task: Task, before: Edges, now: Edges, scale: Scale): { begins: string; ends: string } | null {
  const [first, last] = [now.left - before.left, now.right - before.right].map(
    (pixels) => Math.round(pixels / scale.perDay / scale.step) * scale.step,
  ) as [number, number];
  const isMoved = Math.abs(now.left - before.left - (now.right - before.right)) < 1;
  const [begins, ends] = [later(task.start, first), later(task.end, isMoved ? first : last)];
  return begins === task.start && ends === task.end ? null : { begins, ends };
}
