// What does a page do in the browser? It enhances: every page also works without any of this.
import "htmx.org";
import { enhanceAll } from "./enhance";
import { watchBoards } from "./board";
import { watchBusy } from "./busy";
import { watchDays } from "./day";
import { watchDialogs } from "./dialog";
import { watchDrafts } from "./draft";
import { keepPages } from "./install";
import { watchKeys } from "./keys";
import { watchListen } from "./listen";
import { watchMenus } from "./menu";
import { watchNetwork } from "./network";
import { watchPrint } from "./print";
import { watchReveal } from "./reveal";
import { watchTheme } from "./theme";
import { watchToasts } from "./toast";
import { watchTrees } from "./tree";
import { watchWaiting } from "./waiting";

watchBoards();
watchBusy();
watchDays();
watchDialogs();
watchMenus();
watchTheme();
watchPrint();
watchNetwork();
watchToasts();
watchListen();
watchReveal();
watchDrafts();
watchKeys();
watchTrees();
watchWaiting();
enhanceAll();
window.addEventListener("load", keepPages); // the page first, then what it needs another day
