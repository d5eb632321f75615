// How are a service, a plan and a correction written down about a case?
import { whole, write } from "../capture";
import { dayAhead } from "../days";
import { $, fill, h, isoDay, note, say, submits, typed } from "../dom";
import { store } from "../session";
import { type Catalogues, catalogues } from "../subject";
import { type Photo, bytesOf, picture } from "../photo";
import { choices, here } from "./case";

type Go = (screen: string, what?: string) => void;

export async function showDeliver(): Promise<void> {
  const form = $<HTMLFormElement>("#f-deliver form");
  form.reset();
  note($("#f-deliver-told"), "");
  const found = await catalogues();
  await choices($<HTMLSelectElement>("[name=service_type]", form), found.services);
  await choices($<HTMLSelectElement>("[name=outcome]", form), found.outcomes);
  $<HTMLInputElement>("[name=delivered_on]", form).value = dayAhead(0);
  $("#f-deliver .r-meta").textContent = here().name;
}

export function watchWork(go: Go): void {
  submits($<HTMLFormElement>("#f-deliver form"), (form) => keepDelivery(form, go));
  submits($<HTMLFormElement>("#f-plan form"), (form) => keepPlan(form, go));
  submits($<HTMLFormElement>("#f-edit form"), (form) => keepEdit(form, go));
  submits($<HTMLFormElement>("#f-photo form"), (form) => keepPhoto(form, go));
  $("#f-template").addEventListener("change", () => void useTemplate());
  $("#f-add-step").addEventListener("click", () => $("#f-steps").append(stepFields({ label: "", days: 14, kind: "person_task", who: "person", service_type: "" })));
}

async function keepDelivery(form: HTMLFormElement, go: Go): Promise<void> {
  const said = typed(form);
  const told = $("#f-deliver-told");
  if (!said["service_type"] || !said["outcome"]) return note(told, say("choose-service"), "stop");
  if (!said["delivered_on"] || said["delivered_on"] > dayAhead(0)) return note(told, say("day-ahead"), "stop");
  const payload = { case: here().on, service_type: said["service_type"], outcome: said["outcome"], delivered_on: said["delivered_on"], channel: said["channel"] || "in_person", note: said["note"] ?? "" };
  await write(store(), "deliver", payload, here().name, here().on);
  go("case");
}

export async function showPlan(): Promise<void> {
  const form = $<HTMLFormElement>("#f-plan form");
  form.reset();
  note($("#f-plan-told"), "");
  await choices($<HTMLSelectElement>("#f-template"), (await catalogues()).templates);
  const plan = here().packed?.plan;
  $<HTMLInputElement>("#f-plan [name=title]").value = plan?.title ?? "";
  const live = (plan?.steps ?? []).filter((step) => step.state !== "done");
  fill($("#f-steps"), ...live.map((step) => stepFields(step, `${step.goal}|${step.goal}`, step.due_on)));
  const waits = here().packed?.plan_waits ?? ((await catalogues()).asks_before_plan ?? []).includes(here().population);
  note($("#f-plan-told"), waits ? say("plan-waits") : plan ? say("plan-replaces") : "", waits ? "care" : "");
  $("#f-plan .r-meta").textContent = here().name;
}

type Drafted = Catalogues["templates"][number]["goals"][number]["actions"][number];

async function useTemplate(): Promise<void> {
  const chosen = (await catalogues()).templates.find((each) => each.code === $<HTMLSelectElement>("#f-template").value);
  if (!chosen) return;
  const title = $<HTMLInputElement>("#f-plan [name=title]");
  title.value ||= chosen.label;
  fill($("#f-steps"), ...chosen.goals.flatMap((goal, place) => goal.actions.map((step) => stepFields(step, `${place}|${goal.label}`))));
}

type Fields = Pick<Drafted, "label" | "kind" | "who" | "service_type"> & { days?: number };

function stepFields(step: Fields, goal = "", day = dayAhead(step.days ?? 0)): HTMLElement {
  const id = crypto.randomUUID();
  const label = h("input", { class: "form-control", id, "data-part": "label", value: step.label }) as HTMLInputElement;
  const due = h("input", { class: "form-control", type: "date", id: `d-${id}`, "data-part": "due_on", value: day }) as HTMLInputElement;
  const row = h("li", { class: "r-grid", "data-goal": goal, "data-kind": step.kind, "data-who": step.who, "data-service": step.service_type });
  const drop = h("button", { class: "btn btn-link", type: "button", click: () => row.remove() }, say("drop-step"), h("span", { class: "visually-hidden" }, ` ${step.label}`));
  row.append(h("div", { class: "r-s6" }, h("label", { class: "form-label", for: id }, say("step-label")), label), h("div", { class: "r-s3" }, h("label", { class: "form-label", for: `d-${id}` }, say("step-due")), due), h("div", { class: "r-s3" }, drop));
  return row;
}

async function keepPlan(form: HTMLFormElement, go: Go): Promise<void> {
  const title = typed(form)["title"]?.trim() ?? "";
  const told = $("#f-plan-told");
  const goals = goalsOf(title);
  if (!title) return note(told, say("need-title"), "stop");
  if (!goals.length) return note(told, say("need-step"), "stop");
  const payload = { case: here().on, title, template: $<HTMLSelectElement>("#f-template").value, goals, instead_of: here().packed?.plan?.id ?? null };
  await write(store(), "plan", payload, here().name, here().on);
  go("case");
}

interface Goal {
  label: string;
  due_on: string;
  actions: Record<string, string>[];
}

/** Steps of the same goal of a template together; those added by hand under the title. */
function goalsOf(title: string): Goal[] {
  const goals = new Map<string, Goal>();
  for (const row of document.querySelectorAll<HTMLElement>("#f-steps > li")) {
    const part = (name: string) => row.querySelector<HTMLInputElement>(`[data-part=${name}]`)?.value.trim() ?? "";
    if (!part("label") || !part("due_on")) continue;
    const key = row.dataset["goal"] ?? "";
    const goal = goals.get(key) ?? { label: key.split("|")[1] || title, due_on: part("due_on"), actions: [] };
    goal.due_on = goal.due_on > part("due_on") ? goal.due_on : part("due_on");
    goal.actions.push({ label: part("label"), due_on: part("due_on"), kind: row.dataset["kind"] ?? "person_task", who: row.dataset["who"] ?? "person", service_type: row.dataset["service"] ?? "" });
    goals.set(key, goal);
  }
  return [...goals.values()];
}

const FIELDS = ["given_names", "surnames", "preferred_name", "birth_date", "sex", "municipality_id", "place", "dependants"];

export async function showEdit(): Promise<void> {
  const form = $<HTMLFormElement>("#f-edit form");
  form.reset();
  note($("#f-edit-told"), "");
  const fields = here().packed?.person.fields ?? {};
  for (const name of FIELDS) {
    const field = $<HTMLInputElement>(`[name="e-${name}"]`, form);
    const value = String(fields[name] ?? "");
    field.value = name === "birth_date" && value ? value.split("-").reverse().join("/") : value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Only what differs leaves, each with the value that it was based on. */
async function keepEdit(form: HTMLFormElement, go: Go): Promise<void> {
  const packed = here().packed;
  if (!packed) return;
  const said = typed(form);
  const seen = packed.person.fields;
  const changes: Record<string, string | number | null> = {};
  for (const name of FIELDS) {
    const text = said[`e-${name}`]?.trim() ?? "";
    const empty = typeof seen[name] === "string" && !["birth_date", "municipality_id"].includes(name) ? "" : null;
    const value = name === "birth_date" ? isoDay(text) || null : name === "dependants" ? whole(text) : text || empty;
    if (value !== (seen[name] ?? null)) changes[name] = value;
  }
  if (!Object.keys(changes).length) return note($("#f-edit-told"), say("nothing-changed"), "care");
  const based = Object.fromEntries(Object.keys(changes).map((name) => [name, seen[name] ?? null]));
  await write(store(), "edit", { target: "person", id: packed.person.id, seen: based, changes, case: here().on }, here().name, here().on);
  await store().put(`case:${packed.id}`, { ...packed, person: { ...packed.person, fields: { ...seen, ...changes } } });
  go("case");
}

export async function showPhoto(): Promise<void> {
  $<HTMLFormElement>("#f-photo form").reset();
  note($("#f-photo-told"), "");
  $("#f-photo .r-meta").textContent = here().name;
}

/** The picture is drawn small, sealed here, and laid with its case when it has arrived. */
async function keepPhoto(form: HTMLFormElement, go: Go): Promise<void> {
  const told = $("#f-photo-told");
  const file = $<HTMLInputElement>("[name=file]", form).files?.[0];
  const kind = typed(form)["kind"]?.trim() ?? "";
  if (!file || !kind) return note(told, say("need-photo"), "stop");
  note(told, say("drawing"));
  const jpeg = await picture(file).catch(() => "");
  if (!jpeg) return note(told, say("no-picture"), "stop");
  const key = crypto.randomUUID();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(jpeg)));
  const digest = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  await store().put(`photo:${key}`, { key, on: here().on, jpeg } satisfies Photo);
  await write(store(), "photo", { case: here().on, photo: key, kind, sha256: digest }, here().name, here().on);
  go("case");
}
