// Which elements need a hand when they arrive, with the page or with a fragment?
import { all } from "./dom";
import { startAgo } from "./ago";
import { startBoard } from "./board";
import { startClocks } from "./clock";
import { makeCombobox } from "./combobox";
import { tellDays } from "./day";
import { restoreDrafts } from "./draft";
import { showListen } from "./listen";
import { applyReveal } from "./reveal";
import { makeLookup } from "./lookup";
import { makeSignature } from "./signature";
import { startTree } from "./tree";

function enhance(root: ParentNode): void {
  all<HTMLSelectElement>("select[data-combobox]:not([data-ready])", root).forEach(makeCombobox);
  all("[data-lookup]:not([data-ready])", root).forEach(makeLookup);
  all(".r-sign-box:not([data-ready])", root).forEach(makeSignature);
  all("[data-board]:not([data-ready])", root).forEach(startBoard);
  all("[data-tree]:not([data-ready])", root).forEach(startTree);
  showListen(root);
  applyReveal(root);
  restoreDrafts(root);
  tellDays(root);
}

/** Enhance the page now, and each fragment that htmx brings. */
export function enhanceAll(): void {
  enhance(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target instanceof Element) enhance(event.target);
  });
  startAgo();
  startClocks();
}
