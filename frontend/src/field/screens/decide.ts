// What shall become of something that could not be kept by itself? It is read and decided here, and the decision waits for the network like everything else.
import { write } from "../capture";
import { $, fill, h, note, say, submits } from "../dom";
import { store } from "../session";
import type { Both, Out } from "../store";
import { linesOf } from "../told";
import { stateWords } from "./home";

type Go = (screen: string, what?: string) => void;
let open: Out | undefined;

export async function showDecide(key?: string): Promise<void> {
  open = (await store().outbox()).find((out) => out.key === key) ?? open;
  if (!open) return;
  const out = open;
  $("#f-decide-title").textContent = `${say(`verb-${out.verb}`)}: ${out.about}`;
  $("#f-decide-state").textContent = stateWords(out);
  note($("#f-decide-told"), [out.reason, ...Object.values(out.faults ?? {})].filter(Boolean).join(" "), "care");
  fill($("#f-decide-lines"), ...(await linesOf(out)).flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]));
  const both = out.state === "conflict" && !out.decided ? (out.both ?? []) : [];
  fill($("#f-decide-both"), ...both.map(choice));
  $("#f-settle").hidden = !both.length;
  $("#f-settle-none").hidden = out.state !== "conflict" || both.length > 0 || Boolean(out.decided);
  $("#f-decide-alike").hidden = out.state !== "duplicate";
  $("#f-decide-fix").hidden = !(out.state === "failed" && out.verb === "register");
  $("#f-decide-again").hidden = out.state !== "failed";
  $("#f-let-go").hidden = Boolean(out.decided) || !["failed", "waiting", "duplicate"].includes(out.state);
  $("#f-decided").hidden = !out.decided;
  $<HTMLFormElement>("#f-let-go form").reset();
}

/** As the desk shows it: what the register has, and what was written here. */
function choice(each: Both): HTMLElement {
  const side = (value: string, text: string, meta: string) =>
    h("label", {}, h("input", { class: "form-check-input", type: "radio", name: `choice-${each.field}`, value }), " ", h("b", { class: "r-strong" }, text), h("br"), h("span", { class: "r-meta" }, meta));
  return h("fieldset", { class: "r-conflict" }, h("legend", { class: "r-label" }, each.label), side("theirs", each.theirs, say("side-register")), side("mine", each.mine, say("side-mine", { base: each.base })));
}

export function watchDecide(go: Go): void {
  submits($<HTMLFormElement>("#f-settle form"), (form) => settle(form, go));
  submits($<HTMLFormElement>("#f-let-go form"), (form) => letGo(form, go));
  $("#f-decide-fix").addEventListener("click", () => go("register", open?.key));
  $("#f-decide-again").addEventListener("click", () => void again(go));
}

async function settle(form: HTMLFormElement, go: Go): Promise<void> {
  const said = new FormData(form);
  const wanted = (open?.both ?? []).map((each) => each.field);
  const choices = Object.fromEntries(wanted.map((field) => [field, String(said.get(`choice-${field}`) ?? "")]));
  if (Object.values(choices).some((value) => !value)) return note($("#f-decide-told"), say("choose-each"), "stop");
  await decided({ do: "settle", choices }, go);
}

async function letGo(form: HTMLFormElement, go: Go): Promise<void> {
  const reason = String(new FormData(form).get("reason") ?? "").trim();
  if (!reason) return note($("#f-decide-told"), say("need-reason"), "stop");
  await decided({ do: "discard", reason }, go);
}

async function decided(said: Record<string, unknown>, go: Go): Promise<void> {
  if (!open) return;
  await write(store(), "decide", { of: open.key, ...said }, open.about, referenceOf(open.where));
  await store().change({ ...open, decided: true });
  go("home");
}

/** Sent again as it is, with the next sending. */
async function again(go: Go): Promise<void> {
  if (open) await store().change({ ...open, state: "ready", reason: "", faults: {} });
  go("home");
}

function referenceOf(where: string): { id: number } | undefined {
  return where.startsWith("case:") ? { id: Number(where.slice("case:".length)) } : undefined;
}
