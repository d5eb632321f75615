// How is an instrument asked where there is no network? Question by question, branching as in the register.
import { answersOf, faultsOf, fieldOf } from "../answers";
import { write } from "../capture";
import { type Answers, type Instrument, type Question, askedOf, fits, unanswered, visible } from "../conditions";
import { $, fill, h, note, say, sayMany, showFaults, submits } from "../dom";
import { store } from "../session";
import { here } from "./case";

type Go = (screen: string, what?: string) => void;
let asked: Instrument | undefined;

export async function showAssess(): Promise<void> {
  const all = (await store().get<Instrument[]>("pack:instruments")) ?? [];
  const fitting = all.filter((each) => fits(each, here().population, here().facts)).map((each) => askedOf(each, here().population));
  const select = $<HTMLSelectElement>("#f-instrument");
  fill(select, ...fitting.map((each) => h("option", { value: each.code }, each.label)));
  select.onchange = () => begin(fitting.find((each) => each.code === select.value));
  $("#f-assess .r-meta").textContent = here().name;
  begin(fitting[0]);
}

function begin(instrument?: Instrument): void {
  asked = instrument;
  note($("#f-assess-told"), instrument ? "" : say("no-instrument"), "care");
  const parts = (instrument?.sections ?? []).map((section) =>
    h("fieldset", { class: "r-section" }, h("legend", {}, section.label), section.intro && h("p", { class: "r-say" }, section.intro), ...section.questions.map(field)),
  );
  fill($("#f-questions"), instrument?.opening ? h("p", { class: "r-say mb-3" }, instrument.opening) : null, ...parts);
  branch();
}

function field(question: Question): HTMLElement {
  const box = h(question.options || question.rows || question.type === "scale" ? "fieldset" : "div", { class: "mb-3", "data-question": question.code });
  const mark = question.required ? " *" : "";
  const isGroup = box.tagName === "FIELDSET";
  box.append(h(isGroup ? "legend" : "label", { class: "form-label", ...(isGroup ? {} : { for: `q-${question.code}` }) }, question.text + mark));
  if (question.help) box.append(h("p", { class: "r-hint" }, question.help));
  box.append(...control(question));
  return box;
}

function control(question: Question): HTMLElement[] {
  const { code, type } = question;
  const ticks = type === "several" ? "checkbox" : "radio";
  if (type === "scale") {
    const { min = 1, max = 5 } = question.scale ?? {};
    const steps = Array.from({ length: max - min + 1 }, (_, at) => String(min + at));
    return [h("div", { class: "r-chips" }, ...steps.map((step) => tick("radio", code, step, step))), h("p", { class: "r-hint" }, `${min}: ${question.scale?.min_label_es ?? ""}. ${max}: ${question.scale?.max_label_es ?? ""}.`)];
  }
  if (type === "matrix") return (question.rows ?? []).map((row) => h("fieldset", { class: "mb-2" }, h("legend", { class: "r-cap" }, row.label), h("div", { class: "r-chips" }, ...(question.options ?? []).map((option) => tick("radio", `${code}.${row.code}`, option.code, option.label)))));
  if (question.options) return [h("div", { class: "r-chips" }, ...question.options.map((option) => tick(ticks, code, option.code, option.label)))];
  const kind: Record<string, string> = type === "number" ? { inputmode: "decimal" } : type === "date" ? { placeholder: "23/11/1991" } : {};
  return [h("input", { class: "form-control", id: `q-${code}`, name: code, type: "text", ...(question.max_length ? { maxlength: String(question.max_length) } : {}), ...kind })];
}

function tick(type: string, name: string, value: string, label: string): HTMLElement {
  const id = `q-${name}-${value}`;
  return h("label", { class: "r-chip", for: id }, h("input", { type, name, value, id }), label);
}

function answers(): Answers {
  return answersOf(asked, new FormData($<HTMLFormElement>("#f-assess form")));
}

/** Show what is asked now. An answer to what is hidden stays on the screen and counts for nothing. */
function branch(): void {
  if (!asked) return;
  const shown = visible(asked, answers(), here().facts);
  for (const box of document.querySelectorAll<HTMLElement>("#f-questions [data-question]")) box.hidden = !shown.has(box.dataset["question"] ?? "");
  for (const section of document.querySelectorAll<HTMLElement>("#f-questions > fieldset")) section.hidden = ![...section.querySelectorAll<HTMLElement>("[data-question]")].some((box) => !box.hidden);
}

/** What stands alone is not marked together with others. */
function alone(changed: HTMLInputElement): void {
  const question = asked?.sections.flatMap((section) => section.questions).find((each) => each.code === changed.name);
  if (question?.type !== "several" || !changed.checked) return;
  const isAlone = (value: string) => question.options?.find((option) => option.code === value)?.alone === true;
  for (const other of document.querySelectorAll<HTMLInputElement>(`#f-questions [name="${CSS.escape(changed.name)}"]`)) {
    if (other !== changed && (isAlone(changed.value) || isAlone(other.value))) other.checked = false;
  }
}

export function watchAssess(go: Go): void {
  const form = $<HTMLFormElement>("#f-assess form");
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) alone(event.target);
    branch();
  });
  submits(form, () => keep(form, go));
}

async function keep(form: HTMLFormElement, go: Go): Promise<void> {
  if (!asked) return;
  const given = answers();
  const shown = visible(asked, given, here().facts);
  const missing = unanswered(asked, given, here().facts);
  const wrong = faultsOf(asked, given, shown);
  showFaults(form, { ...Object.fromEntries(missing.map((each) => [fieldOf(each, given), say("need-answer")])), ...wrong });
  const count = missing.length + Object.keys(wrong).length;
  if (count) {
    note($("#f-assess-told"), missing.length ? sayMany("need-answers", missing.length) : sayMany("wrong-answers", count), "stop");
    return form.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }
  const counted = Object.fromEntries(Object.entries(given).filter(([code]) => shown.has(code)));
  await write(store(), "assess", { case: here().on, instrument: asked.code, version: asked.version, answers: counted }, here().name, here().on);
  go("case");
}
