// Which questions are asked now? The conditions of an instrument, in the same language as in the register, by a library and never by eval.
import { type ParseResult, parse } from "@marcbachmann/cel-js";

export interface Choice {
  code: string;
  label: string;
  alone?: boolean;
}

export interface Question {
  code: string;
  type: string;
  text: string;
  help?: string;
  required?: boolean;
  if?: string;
  required_if?: string;
  options?: Choice[];
  rows?: Choice[];
  scale?: { min: number; max: number; min_label_es?: string; max_label_es?: string };
  number?: { kind?: string; min?: number; max?: number };
  max_length?: number;
}

export interface Instrument {
  code: string;
  version: string;
  label: string;
  opening?: string;
  minutes?: number;
  populations: string[];
  hides?: Record<string, string[]>; // by population
  skips?: string[];
  when: string;
  sections: { label: string; intro?: string; if?: string; questions: Question[] }[];
}

export type Answers = Record<string, unknown>;
export type Facts = Record<string, unknown>;

const parsed = new Map<string, ParseResult>();

function holds(condition: string | undefined, answers: Answers, facts: Facts): boolean {
  if (!condition) return true;
  let program = parsed.get(condition);
  if (!program) parsed.set(condition, (program = parse(condition)));
  try {
    return program({ a: whole(answers), s: {}, p: whole(facts) }) !== false;
  } catch {
    return true; // what cannot be decided here is asked; the register decides again and counts only what it would have asked
  }
}

/** Whole numbers are integers in this language. */
function whole(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number.isInteger(value) ? BigInt(value as number) : value]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);
}

/** What an expression sees before anything is answered: null, [] or nothing, by kind of question. */
function blank(instrument: Instrument): Answers {
  const questions = instrument.sections.flatMap((section) => section.questions).filter((each) => !["scale", "number"].includes(each.type));
  return Object.fromEntries(questions.map((each) => [each.code, each.type === "several" ? [] : null]));
}

/** From top to bottom: what a hidden question said cannot show another. */
export function visible(instrument: Instrument, answers: Answers, facts: Facts): Set<string> {
  const seen = blank(instrument);
  const shown = new Set<string>();
  for (const section of instrument.sections) {
    if (!holds(section.if, seen, facts)) continue;
    for (const question of section.questions.filter((each) => !instrument.skips?.includes(each.code) && holds(each.if, seen, facts))) {
      shown.add(question.code);
      if (!isEmpty(answers[question.code])) seen[question.code] = answers[question.code];
    }
  }
  return shown;
}

/** The instrument as it is asked of a population: what that one hides counts as unanswered, as at the desk. */
export function askedOf(instrument: Instrument, population: string): Instrument {
  return { ...instrument, skips: instrument.hides?.[population] ?? [] };
}

export function fits(instrument: Instrument, population: string, facts: Facts): boolean {
  return instrument.populations.includes(population) && holds(instrument.when, {}, facts);
}

/** A matrix is answered when each of its rows is. */
function lacks(question: Question, value: unknown): boolean {
  if (question.type !== "matrix" || isEmpty(value)) return isEmpty(value);
  return (question.rows ?? []).some((row) => isEmpty((value as Record<string, unknown>)[row.code]));
}

/** Which visible questions still want an answer. */
export function unanswered(instrument: Instrument, answers: Answers, facts: Facts): Question[] {
  const shown = visible(instrument, answers, facts);
  const seen = { ...blank(instrument), ...Object.fromEntries(Object.entries(answers).filter(([code]) => shown.has(code))) };
  const wanted = (each: Question) => each.required === true || (each.required_if !== undefined && holds(each.required_if, seen, facts));
  return instrument.sections.flatMap((section) => section.questions).filter((each) => shown.has(each.code) && wanted(each) && lacks(each, answers[each.code]));
}
