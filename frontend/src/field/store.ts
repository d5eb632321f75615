// What does an open vault hold? Sealed boxes by name, and the outbox in its order. Nothing is kept that is not sealed.
import { openDB, type IDBPDatabase } from "idb";
import { type Sealed, open, seal } from "./crypto";
import type { Vault } from "./vault";

export type State = "ready" | "done" | "waiting" | "conflict" | "duplicate" | "failed" | "discarded";

export const OVER: readonly State[] = ["done", "discarded"];
export const OPEN: readonly State[] = ["waiting", "conflict", "duplicate", "failed"];

/** A field that was changed on both sides, in words. */
export interface Both {
  field: string;
  label: string;
  base: string;
  mine: string;
  theirs: string;
}

export interface Out {
  number: number;
  key: string;
  verb: string;
  written_at: string;
  after?: string;
  payload: Record<string, unknown>;
  about: string;
  where: string; // of which case of this device
  state: State;
  reason?: string;
  faults?: Record<string, string>;
  result?: Record<string, unknown>;
  both?: Both[];
  decided?: boolean; // what shall become of it was written down here and waits for the network
}

interface Row extends Sealed {
  number?: number;
  key: string;
  over?: boolean; // all that is known without the PIN: that nothing of it has to leave any more
}

export class Store {
  private constructor(
    readonly vault: Vault,
    private readonly key: CryptoKey,
    private readonly db: IDBPDatabase,
  ) {}

  static nameOf(id: string): string {
    return `ruta-campo-${id}`;
  }

  static async open(vault: Vault, key: CryptoKey): Promise<Store> {
    return new Store(vault, key, await Store.disk(vault.id));
  }

  private static disk(id: string): Promise<IDBPDatabase> {
    return openDB(Store.nameOf(id), 1, {
      upgrade(made) {
        made.createObjectStore("boxes", { keyPath: "key" });
        made.createObjectStore("outbox", { keyPath: "number", autoIncrement: true }).createIndex("key", "key", { unique: true });
      },
      blocking(_now, _next, event) {
        (event.target as IDBDatabase).close();
      },
    });
  }

  /** How many things of a vault have not left yet; no PIN is needed to count them. */
  static async unsent(id: string): Promise<number> {
    const db = await Store.disk(id);
    const rows = (await db.getAll("outbox")) as Row[];
    db.close();
    return rows.filter((row) => !row.over).length;
  }

  close(): void {
    this.db.close();
  }

  private place(kind: string, name: string): string {
    return `${this.vault.id}|${kind}|${name}`;
  }

  async put(name: string, value: unknown): Promise<void> {
    const sealed = await seal(this.key, this.place("box", name), value);
    const step = this.db.transaction("boxes", "readwrite", { durability: "strict" });
    await step.store.put({ key: name, ...sealed } satisfies Row);
    await step.done;
  }

  async get<T>(name: string): Promise<T | undefined> {
    const row = (await this.db.get("boxes", name)) as Row | undefined;
    return row && open<T>(this.key, this.place("box", name), row);
  }

  async drop(name: string): Promise<void> {
    await this.db.delete("boxes", name);
  }

  /** Several boxes in one step. */
  async dropAll(names: string[]): Promise<void> {
    const step = this.db.transaction("boxes", "readwrite");
    await Promise.all(names.map((name) => step.store.delete(name)));
    await step.done;
  }

  async names(prefix: string): Promise<string[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    return (await this.db.getAllKeys("boxes", range)) as string[];
  }

  async all<T>(prefix: string): Promise<T[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const rows = (await this.db.getAll("boxes", range)) as Row[];
    return Promise.all(rows.map((row) => open<T>(this.key, this.place("box", row.key), row)));
  }

  /** Write one thing down. When this answers it is on the disk: a battery that dies afterwards loses nothing. */
  async add(said: Omit<Out, "number">): Promise<Out> {
    const sealed = await seal(this.key, this.place("out", said.key), said);
    const step = this.db.transaction("outbox", "readwrite", { durability: "strict" });
    const number = (await step.store.add({ key: said.key, ...sealed } satisfies Row)) as number;
    await step.done;
    return { ...said, number };
  }

  async change(out: Out): Promise<void> {
    const { number, ...said } = out;
    const sealed = await seal(this.key, this.place("out", out.key), said);
    const step = this.db.transaction("outbox", "readwrite", { durability: "strict" });
    await step.store.put({ key: out.key, number, over: OVER.includes(out.state), ...sealed } satisfies Row);
    await step.done;
  }

  /** The outbox in the order in which it was written. */
  async outbox(): Promise<Out[]> {
    const rows = (await this.db.getAll("outbox")) as Row[];
    return Promise.all(rows.map(async (row) => ({ ...(await open<Omit<Out, "number">>(this.key, this.place("out", row.key), row)), number: row.number ?? 0 })));
  }
}
