// What was answered, read as the desk reads it, and what of it could not be kept: said here, while the person still sits there.
import { type Answers, type Instrument, type Question } from "./conditions";
import { isoDay, say } from "./dom";

const THOUSANDS = /(?<=\d),(?=\d{3}(\D|$))/g;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Every answer of a form; what cannot be read stays as it was typed, so that it can be corrected. */
export function answersOf(instrument: Instrument | undefined, data: FormData): Answers {
  const found: Answers = {};
  for (const question of questionsOf(instrument)) {
    const value = answer(question, data);
    if (value !== "" && value !== null && !(Array.isArray(value) && !value.length)) found[question.code] = value;
  }
  return found;
}

function questionsOf(instrument?: Instrument): Question[] {
  return instrument?.sections.flatMap((section) => section.questions) ?? [];
}

function answer(question: Question, data: FormData): unknown {
  const text = String(data.get(question.code) ?? "").trim();
  switch (question.type) {
    case "several":
      return data.getAll(question.code).map(String);
    case "scale":
      return text ? Number(text) : null;
    case "number":
      return numberOf(text);
    case "date":
      return isoDay(text);
    case "matrix": {
      const cells = (question.rows ?? []).map((row) => [row.code, data.get(cellOf(question, row.code))] as const).filter(([, cell]) => cell);
      return cells.length ? Object.fromEntries(cells) : null;
    }
    default:
      return text;
  }
}

function cellOf(question: Question, row: string): string {
  return `${question.code}.${row}`;
}

/** 1,500 and L 1500 are numbers; 1,5 is not: it would become fifteen. */
function numberOf(text: string): number | string {
  const plain = text.replace(THOUSANDS, "").replaceAll(" ", "").replace(/^L/, "");
  return NUMBER.test(plain) ? Number(plain) : text;
}

/** Where a question that lacks its answer is marked: of a matrix at the first row without one. */
export function fieldOf(question: Question, answers: Answers): string {
  const cells = (answers[question.code] ?? {}) as Record<string, unknown>;
  const row = question.type === "matrix" ? question.rows?.find((each) => !cells[each.code]) : undefined;
  return row ? cellOf(question, row.code) : question.code;
}

/** What the register would send back, with its sentence, by question. */
export function faultsOf(instrument: Instrument, answers: Answers, shown: Set<string>): Record<string, string> {
  const asked = questionsOf(instrument).filter((each) => shown.has(each.code) && answers[each.code] !== undefined);
  return Object.fromEntries(asked.map((each) => [each.code, fault(each, answers[each.code])] as const).filter(([, sentence]) => sentence));
}

function fault(question: Question, value: unknown): string {
  if (question.type === "date") return isDay(value) ? "" : say("no-such-date");
  if (question.type !== "number") return "";
  const { kind, min = -Infinity, max = Infinity } = question.number ?? {};
  if (typeof value !== "number" || (kind !== "decimal" && !Number.isInteger(value))) return say(kind === "decimal" ? "any-number" : "whole-number");
  if (value >= min && value <= max) return "";
  return min === -Infinity ? say("at-most", { high: max }) : max === Infinity ? say("at-least", { low: min }) : say("between", { low: min, high: max });
}

function isDay(value: unknown): boolean {
  const text = String(value);
  const at = new Date(`${text}T12:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
