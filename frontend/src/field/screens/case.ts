// What is known of one case on this device, what was written down about it, and what may be done?
import { write } from "../capture";
import { $, fill, h, momentOf, note, say, submits, typed } from "../dom";
import { store } from "../session";
import { type Need, type Packed, type Step, type Subject, catalogues, subject } from "../subject";
import { inDays } from "../told";
import { stateWords } from "./home";

type Go = (screen: string, what?: string) => void;
let shown: Subject | undefined;

export function here(): Subject {
  if (!shown) throw new Error("no case is shown");
  return shown;
}

export function nameHere(): string {
  return here().on.id ? `case:${here().on.id}` : `local:${here().on.key ?? ""}`;
}

export async function showCase(go: Go, name?: string): Promise<void> {
  shown = await subject(name ?? nameHere());
  const packed = shown.packed;
  $("#f-case-name").textContent = shown.name;
  $("#f-case-meta").textContent = packed ? `${packed.number}, ${packed.state_label}` : say("not-sent-yet");
  $("#f-edit-button").hidden = !packed;
  $("#f-plan-button").textContent = say(packed?.plan ? "change-plan" : "agree-plan");
  fill($("#f-case-needs"), ...(packed?.needs ?? []).map((each) => needRow(each, go)));
  $("#f-case-needs-panel").hidden = !packed?.needs.length;
  fill($("#f-case-facts"), ...(packed ? facts(packed) : []));
  $("#f-case-facts-panel").hidden = !packed;
  fill($("#f-case-steps"), ...(packed?.plan?.steps ?? []).map((step) => stepRow(step, go)));
  $("#f-case-plan-panel").hidden = !packed?.plan;
  $("#f-case-plan-title").textContent = packed?.plan?.title ?? "";
  const written = (await store().outbox()).filter((out) => out.where === nameHere());
  fill($("#f-case-written"), ...written.map((out) => h("li", { class: "r-task r-task-wide" }, h("div", {}, h("span", { class: "r-state" }, stateWords(out))), h("div", {}, h("b", { class: "r-strong" }, say(`verb-${out.verb}`)), " ", h("span", { class: "r-muted" }, `${momentOf(out.written_at)} ${out.reason ?? ""}`)), h("div", {}))));
  await choices($<HTMLSelectElement>("#f-need select"), (await catalogues()).needs);
}

function facts(packed: Packed): Node[] {
  const lines: [string, string][] = [
    [say("fact-document"), packed.person.documents.map((each) => each.value).join(", ")],
    [say("fact-born"), inDays(packed.person.fields["birth_date"])],
    [say("fact-contact"), packed.person.contacts.map((each) => (each.safety === "unsafe" ? `${each.value} (${say("unsafe")})` : `${each.value} ${each.note}`.trim())).join(", ")],
    [say("fact-deliveries"), packed.deliveries.map((each) => `${inDays(each.on)} ${each.label}`).join("; ")],
  ];
  return lines.filter(([, text]) => text).flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]);
}

function changeButton(what: string, label: string, go: Go): HTMLElement {
  return h("button", { class: "btn btn-sm btn-link", type: "button", click: () => go("change", what) }, say("change"), h("span", { class: "visually-hidden" }, ` ${label}`));
}

function needRow(need: Need, go: Go): HTMLElement {
  const about = [say(`priority-${need.priority}`), inDays(need.due_on), need.note].filter(Boolean).join(". ");
  return h("li", { class: "r-task r-task-plain" }, h("div", {}, h("b", { class: "r-strong" }, need.label), " ", h("span", { class: "r-muted" }, about)), h("div", {}, changeButton(`need:${need.id}`, need.label, go)));
}

function stepRow(step: Step, go: Go): HTMLElement {
  const done = h("button", { class: "btn btn-sm btn-outline-primary", type: "button", click: () => void mark(step, go) }, say("step-done"), h("span", { class: "visually-hidden" }, ` ${step.label}`));
  return h("li", { class: "r-task" }, h("div", { class: "r-strong" }, inDays(step.due_on)), h("div", {}, step.label), h("div", { class: "r-row-tight" }, ...(step.state === "done" ? [say("state-marked")] : [done, changeButton(`step:${step.id}`, step.label, go)])));
}

async function mark(step: Step, go: Go): Promise<void> {
  const said = { target: "step", id: step.id, seen: { state: step.state }, changes: { state: "done" }, case: here().on };
  await write(store(), "edit", said, here().name, here().on);
  const packed = here().packed;
  if (packed?.plan) {
    packed.plan.steps = packed.plan.steps.map((each) => (each.id === step.id ? { ...each, state: "done" } : each));
    await store().put(`case:${packed.id}`, packed);
  }
  await showCase(go);
}

export async function choices(select: HTMLSelectElement, rows: { code: string; label: string }[]): Promise<void> {
  fill(select, h("option", { value: "" }, say("choose")), ...rows.map((row) => h("option", { value: row.code }, row.label)));
}

export function watchCase(go: Go): void {
  const form = $<HTMLFormElement>("#f-need");
  submits(form, () => keepNeed(form, go));
}

async function keepNeed(form: HTMLFormElement, go: Go): Promise<void> {
  const said = typed(form);
  if (!said["code"]) return note($("#f-need-told"), say("choose-need"), "stop");
  await write(store(), "need", { case: here().on, code: said["code"], note: said["note"] ?? "" }, here().name, here().on);
  form.reset();
  note($("#f-need-told"), "");
  await showCase(go);
}
