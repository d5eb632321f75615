// How is a need or a step of a case that was taken along changed? Field by field, each with the value that it was based on.
import { write } from "../capture";
import { $, note, say, submits, typed } from "../dom";
import { store } from "../session";
import type { Need, Packed, Step } from "../subject";
import { here } from "./case";

type Go = (screen: string, what?: string) => void;
type Target = "need" | "step";
const FIELDS: Record<Target, string[]> = { need: ["priority", "due_on", "note"], step: ["label", "due_on"] };
let target: Target = "need";
let seen: Need | Step | undefined;

export async function showChange(what?: string): Promise<void> {
  const [kind, id] = (what ?? "").split(":");
  if (what) target = kind === "step" ? "step" : "need";
  const packed = here().packed;
  const rows: (Need | Step)[] = target === "need" ? (packed?.needs ?? []) : (packed?.plan?.steps ?? []);
  if (what) seen = rows.find((row) => row.id === Number(id));
  if (!seen) return;
  const form = $<HTMLFormElement>("#f-change form");
  form.reset();
  note($("#f-change-told"), "");
  $("#f-change-title").textContent = seen.label;
  $("#f-change .r-meta").textContent = here().name;
  for (const name of ["priority", "label", "due_on", "note"]) {
    const field = $<HTMLInputElement>(`[name=${name}]`, form);
    (field.closest<HTMLElement>("[data-part]") ?? field).hidden = !FIELDS[target].includes(name);
    field.value = String((seen as unknown as Record<string, unknown>)[name] ?? "");
  }
}

export function watchChange(go: Go): void {
  const form = $<HTMLFormElement>("#f-change form");
  submits(form, () => keep(form, go));
}

async function keep(form: HTMLFormElement, go: Go): Promise<void> {
  const packed = here().packed;
  if (!packed || !seen) return;
  const said = typed(form);
  const before = seen as unknown as Record<string, unknown>;
  const differs = FIELDS[target].filter((name) => (said[name] ?? "").trim() !== String(before[name] ?? ""));
  if (!differs.length) return note($("#f-change-told"), say("nothing-changed"), "care");
  if (target === "step" && !(said["label"]?.trim() && said["due_on"])) return note($("#f-change-told"), say("need-step"), "stop");
  const changes = Object.fromEntries(differs.map((name) => [name, (said[name] ?? "").trim() || (name === "due_on" ? null : "")]));
  const based = Object.fromEntries(differs.map((name) => [name, before[name] ?? null]));
  await write(store(), "edit", { target, id: seen.id, seen: based, changes, case: here().on }, here().name, here().on);
  await store().put(`case:${packed.id}`, changed(packed, seen.id, changes));
  go("case");
}

/** The case as the device shows it from now on. */
function changed(packed: Packed, id: number, changes: Record<string, unknown>): Packed {
  const rewritten = <Row extends { id: number }>(rows: Row[]) => rows.map((row) => (row.id === id ? { ...row, ...changes } : row));
  if (target === "need") return { ...packed, needs: rewritten(packed.needs) };
  return { ...packed, plan: packed.plan && { ...packed.plan, steps: rewritten(packed.plan.steps) } };
}
