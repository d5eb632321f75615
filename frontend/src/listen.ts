// How does the page read itself aloud, where the browser has a voice?
import { all, on } from "./dom";

const hasVoice = "speechSynthesis" in window;

/** The button stays hidden where there is no voice. */
export function showListen(root: ParentNode): void {
  if (hasVoice) all("[data-listen]", root).forEach((button) => (button.hidden = false));
}

function textOf(selector: string): string {
  return all(selector)
    .map((place) => place.innerText)
    .join(". ");
}

function stop(): void {
  window.speechSynthesis.cancel();
  all("[data-listen]").forEach((button) => button.setAttribute("aria-pressed", "false"));
}

function speak(button: HTMLElement): void {
  const speech = new SpeechSynthesisUtterance(textOf(button.dataset["listen"] ?? "main"));
  speech.lang = document.documentElement.lang;
  speech.rate = 0.95;
  speech.onend = stop;
  button.setAttribute("aria-pressed", "true");
  window.speechSynthesis.speak(speech);
}

/** data-listen="selector" reads that part; a second press stops. */
export function watchListen(): void {
  if (!hasVoice) return;
  on("click", "[data-listen]", (button) => {
    const wasOn = button.getAttribute("aria-pressed") === "true";
    stop();
    if (!wasOn) speak(button);
  });
  window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
}
