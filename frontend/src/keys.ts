// Which key presses which button? One letter, outside every field: the hand stays on the keyboard at a window.

const FIELDS = "input, select, textarea, [contenteditable], details[open] summary";

/** data-key="n" on a button: the letter presses it, unless somebody is typing. */
export function watchKeys(): void {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest(FIELDS);
    if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey || !/^[a-z]$/i.test(event.key)) return;
    document.querySelector<HTMLButtonElement>(`[data-key="${event.key.toLowerCase()}"]:not(:disabled)`)?.click();
  });
}
