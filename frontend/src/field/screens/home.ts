// What is on this device: what was written down, what waits to leave, and the cases that were taken along?
import { NoNetwork, Said, SignedOut, type State, state } from "../api";
import { $, fill, h, kilobytes, momentOf, note, say, sayMany, submits } from "../dom";
import { isUrgent } from "../capture";
import { type Progress, candidates, take, takeOne } from "../pack";
import { type Photo, weightOf } from "../photo";
import { stay, store } from "../session";
import { OPEN, type Out } from "../store";
import type { Packed } from "../subject";
import { askAgain, batches, synchronise } from "../sync";
import { obeyOrders } from "./lock";
import { showAgenda } from "./agenda";

type Go = (screen: string, what?: string) => void;

export async function showHome(go: Go): Promise<void> {
  const [outs, cases, taken] = await Promise.all([store().outbox(), store().all<Packed>("case:"), store().get<{ at: string }>("pack:taken")]);
  const ready = outs.filter((out) => out.state === "ready");
  const trouble = outs.filter((out) => OPEN.includes(out.state));
  $("#f-who").textContent = `${store().vault.name}, ${store().vault.office}`;
  $("#f-ready").textContent = sayMany("ready", ready.length, { size: kilobytes(await bytesLeft()) });
  $("#f-taken").textContent = taken ? say("taken", { when: momentOf(taken.at) }) : say("no-pack");
  $("#f-send").toggleAttribute("disabled", !outs.length);
  fill($("#f-trouble"), ...trouble.map((out) => row(out, go)));
  $("#f-trouble-panel").hidden = !trouble.length;
  const registered = outs.filter((out) => out.verb === "register");
  const locals = registered.filter((out) => out.about).map((out) => ({ name: out.about, note: stateWords(out), to: `local:${out.key}` }));
  const here = new Set(cases.map((one) => one.id));
  const sent = registered.filter((out) => !out.about && out.state === "done" && !here.has(Number(out.result?.["case"])));
  const known = cases.map((one) => ({ name: `${one.person.fields["given_names"] ?? ""} ${one.person.fields["surnames"] ?? ""}`, note: `${one.number}, ${one.state_label}`, to: `case:${one.id}` }));
  fill($("#f-cases"), ...[...locals, ...known].map((each) => caseRow(each, go)), ...sent.map((out) => sentRow(out, go)));
  $("#f-no-cases").hidden = locals.length + known.length + sent.length > 0;
  await showAgenda(cases, go);
}

async function bytesLeft(): Promise<number> {
  const [waiting, photos] = await Promise.all([batches(store()), store().all<Photo>("photo:")]);
  return waiting.reduce((sum, batch) => sum + batch.body.length, weightOf(photos));
}

export function stateWords(out: Out): string {
  if (out.state === "ready" && isUrgent(out.payload)) return say("urgent");
  return say(out.decided ? "state-decided" : `state-${out.state}`);
}

/** Somebody registered here who is in the register: the name left the device, the number leads back to the case. */
function sentRow(out: Out, go: Go): HTMLElement {
  const number = String(out.result?.["number"] ?? "");
  const bringIt = () => void withNetwork(() => takeOne(store(), Number(out.result?.["case"])), say("taken-one", { number }), go);
  const take = out.result?.["case"] ? h("button", { class: "btn btn-sm btn-outline-primary", type: "button", click: bringIt }, say("take-this"), h("span", { class: "visually-hidden" }, ` ${number}`)) : null;
  return h("li", { class: "r-task r-task-plain" }, h("div", {}, h("b", { class: "r-strong" }, number), " ", h("span", { class: "r-muted" }, stateWords(out))), h("div", {}, take));
}

function caseRow(each: { name: string; note: string; to: string }, go: Go): HTMLElement {
  const open = h("button", { class: "r-link-btn r-strong", type: "button", click: () => go("case", each.to) }, each.name);
  return h("li", { class: "r-task r-task-plain" }, h("div", {}, open, " ", h("span", { class: "r-muted" }, each.note)), h("div", {}));
}

function row(out: Out, go: Go): HTMLElement {
  const tone = out.state === "failed" ? "stop" : "care";
  const faults = Object.values(out.faults ?? {}).join(" ");
  const look = h("button", { class: "btn btn-sm btn-outline-primary", type: "button", click: () => go("decide", out.key) }, say(out.decided ? "look" : "resolve"), h("span", { class: "visually-hidden" }, ` ${say(`verb-${out.verb}`)} ${out.about}`));
  return h(
    "li",
    { class: "r-task r-task-wide" },
    h("div", {}, h("span", { class: "r-state", "data-tone": tone }, stateWords(out))),
    h("div", {}, h("b", { class: "r-strong" }, `${say(`verb-${out.verb}`)}: ${out.about}`), " ", h("span", { class: "r-muted" }, `${out.reason ?? ""} ${faults}`)),
    h("div", {}, look),
  );
}

export function watchHome(go: Go): void {
  $("#f-send").addEventListener("click", () => void send(go));
  $("#f-add").addEventListener("click", () => go("register"));
  $("#f-take").addEventListener("click", () => void choose(go));
  submits($<HTMLFormElement>("#f-choose"), () => bring(go));
}

function progress({ done, total }: Progress): void {
  stay();
  const bar = $<HTMLProgressElement>("#f-progress");
  bar.hidden = false;
  bar.max = Math.max(1, total);
  bar.value = done;
  note($("#f-told"), total > done ? say("left", { size: kilobytes(total - done) }) : say("almost"));
}

/** Whoever is signed in must be whose vault is open: nobody sends under another's name. */
async function demandSame(): Promise<State> {
  const vault = store().vault;
  const who = await state(vault.device);
  if (who.wipe) {
    await obeyOrders();
    location.reload();
    await new Promise(() => undefined); // the page goes; nothing of what is no longer here is asked for
  }
  if (who.user !== vault.user || who.institution !== vault.institution) throw new Said(say("other-user", { name: vault.name }), 403);
  return who;
}

function isExpected(error: unknown): boolean {
  return error instanceof SignedOut || error instanceof NoNetwork || error instanceof Said;
}

/** Why it did not work, and always that what was written down is still here. */
async function sentenceOf(error: unknown): Promise<string> {
  if (error instanceof SignedOut) return say("signed-out");
  if (error instanceof NoNetwork) return say("cut", { size: kilobytes(await bytesLeft()) });
  const reason = error instanceof Said ? error.message || say("no-answer", { status: error.status }) : say("broke");
  return `${reason} ${say("still-here")}`;
}

let isReaching = false;

/** One thing at a time goes over the line: a second touch would only make it slower. */
async function withNetwork(run: (who: State) => Promise<void>, good: string, go: Go): Promise<void> {
  if (isReaching) return;
  isReaching = true;
  const told = $("#f-told");
  note(told, say("reaching"));
  try {
    await run(await demandSame());
    note(told, good, "ok");
  } catch (error) {
    note(told, await sentenceOf(error), "care");
    if (!isExpected(error)) throw error;
  } finally {
    isReaching = false;
    $("#f-progress").hidden = true;
    await showHome(go);
  }
}

/** While nothing is written, nothing is tried: it waits here, and what became of earlier things is still asked. */
async function sendUnlessHalted(who: State): Promise<void> {
  if (!who.only_reads) return synchronise(store(), progress);
  await askAgain(store());
  throw new Said(say("only-reads", { why: who.only_reads }), 503);
}

export async function send(go: Go): Promise<void> {
  await withNetwork((who) => sendUnlessHalted(who), say("sent"), go);
}

async function choose(go: Go): Promise<void> {
  await withNetwork(
    async () => {
      const found = await candidates();
      const rows = found.map((one) => {
        const id = `t-${one.id}`;
        return h("li", { class: "r-consent" }, h("input", { class: "form-check-input", type: "checkbox", name: "case", value: String(one.id), id, checked: Boolean(one.expected) }), h("label", { for: id }, one.name, " ", h("span", { class: "fw-normal r-muted" }, `${one.number}, ${one.state}`)));
      });
      fill($("#f-candidates"), ...rows);
      $("#f-choose-panel").hidden = false;
    },
    "",
    go,
  );
}

async function bring(go: Go): Promise<void> {
  const ids = new FormData($<HTMLFormElement>("#f-choose")).getAll("case").map(Number);
  await withNetwork(
    async () => {
      await take(store(), ids, progress);
      $("#f-choose-panel").hidden = true;
    },
    sayMany("taken-now", ids.length),
    go,
  );
}
