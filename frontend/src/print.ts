// How does a page go to paper?
import { on } from "./dom";

/** A button with data-print opens the print dialog of the browser. */
export function watchPrint(): void {
  on("click", "[data-print]", () => window.print());
}
