// Whose vault is open right now? One at a time, for as long as somebody is there; then it closes by itself.
import type { Store } from "./store";

const IDLE = 15 * 60_000;
let current: Store | undefined;
let timer = 0;
let whenLocked: () => void = () => undefined;

export function store(): Store {
  if (!current) throw new Error("no vault is open");
  return current;
}

export function isOpen(): boolean {
  return current !== undefined;
}

export function begin(opened: Store): void {
  current = opened;
  stay();
}

/** Forget the key; what is on the disk stays sealed. */
export function lock(): void {
  current?.close();
  current = undefined;
  window.clearTimeout(timer);
  whenLocked();
}

/** Somebody is there, or the line is at work: the vault stays open for another while. */
export function stay(): void {
  window.clearTimeout(timer);
  if (current) timer = window.setTimeout(lock, IDLE);
}

export function watchIdle(onLock: () => void): void {
  whenLocked = onLock;
  for (const type of ["pointerdown", "keydown"]) window.addEventListener(type, stay, { passive: true });
}
