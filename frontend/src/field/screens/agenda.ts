// Who is expected at the office these days, as the agenda stood when it was taken along?
import { dayAhead, dayOf } from "../days";
import { $, fill, h, hourOf, weekdayOf } from "../dom";
import { store } from "../session";
import type { Packed } from "../subject";

type Go = (screen: string, what?: string) => void;

interface Expected {
  at: string;
  who: string;
  person: number | null;
  subject: string;
  place: string;
}

/** From today on, by day; whoever's case is here is one touch away. */
export async function showAgenda(cases: Packed[], go: Go): Promise<void> {
  const rows = ((await store().get<Expected[]>("pack:agenda")) ?? []).filter((each) => dayOf(Date.parse(each.at)) >= dayAhead(0));
  const days = new Map<string, Expected[]>();
  for (const each of rows) days.set(weekdayOf(each.at), [...(days.get(weekdayOf(each.at)) ?? []), each]);
  fill($("#f-agenda"), ...[...days].flatMap(([day, each]) => [h("h3", { class: "r-cap px-3 pt-2 mb-0" }, day), h("ul", { class: "r-list" }, ...each.map((one) => row(one, cases, go)))]));
  $("#f-no-agenda").hidden = rows.length > 0;
}

function row(one: Expected, cases: Packed[], go: Go): HTMLElement {
  const found = cases.find((each) => one.person !== null && each.person.id === one.person);
  const who = found ? h("button", { class: "r-link-btn r-strong", type: "button", click: () => go("case", `case:${found.id}`) }, one.who) : h("b", { class: "r-strong" }, one.who);
  const about = [one.subject, one.place].filter(Boolean).join(", ");
  return h("li", { class: "r-task" }, h("div", { class: "r-strong" }, hourOf(one.at)), h("div", {}, one.who ? who : null, " ", h("span", { class: "r-muted" }, about)), h("div", {}));
}
