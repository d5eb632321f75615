// What does a page do in the browser? It enhances: every page also works without any of this.
import "htmx.org";
import { enhanceAll } from "./enhance";
import { watchBusy } from "./busy";
import { watchDays } from "./day";
import { watchDialogs } from "./dialog";
import { watchDrafts } from "./draft";
import { watchListen } from "./listen";
import { watchMenus } from "./menu";
import { watchNetwork } from "./network";
import { watchPrint } from "./print";
import { watchReveal } from "./reveal";
import { watchTheme } from "./theme";
import { watchToasts } from "./toast";

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
enhanceAll();
