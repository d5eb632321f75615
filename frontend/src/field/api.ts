// How does the device speak with the register? Compressed, with a time limit that fits a slow line, and in words when it fails.
export interface State {
  user: number;
  name: string;
  institution: number;
  office: string;
  role: string;
  token: string;
  today: string;
  wipe: boolean;
  only_reads: string; // why nothing is written at present
}

export class NoNetwork extends Error {}
export class SignedOut extends Error {}

export class Said extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export const BASE = "/campo/api/";
const SLOWEST = 1_000; // bytes a second; slower than this the line counts as cut
const PATIENCE = 30_000;
let current = "";

/** What the next request that writes has to show. */
export function token(): string {
  return current;
}

async function ask(path: string, init: RequestInit, bytes: number): Promise<Response> {
  const limit = AbortSignal.timeout(PATIENCE + (bytes / SLOWEST) * 1000);
  const answer = await fetch(BASE + path, { ...init, redirect: "manual", cache: "no-store", signal: limit }).catch(() => {
    throw new NoNetwork();
  });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  return answer;
}

async function read<T>(answer: Response): Promise<T> {
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  if (!answer.ok) throw new Said(isJson ? ((await answer.json()) as { error: string }).error : "", answer.status);
  return (await answer.json().catch(() => {
    throw new NoNetwork(); // cut in the middle of the answer
  })) as T;
}

export async function get<T>(path: string, bytes = 20_000): Promise<{ content: T; hash: string }> {
  const answer = await ask(path, {}, bytes);
  return { content: await read<T>(answer), hash: answer.headers.get("X-Part-Hash") ?? "" };
}

export async function state(device: string): Promise<State> {
  const found = (await get<State>(`estado/?aparato=${device}`)).content;
  current = found.token;
  return found;
}

export async function squeeze(value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function post<T>(path: string, body: Uint8Array<ArrayBuffer>): Promise<T> {
  const headers = { "X-CSRFToken": current, "Content-Type": "application/json", "Content-Encoding": "gzip" };
  return read<T>(await ask(path, { method: "POST", headers, body }, body.length));
}

export async function tell<T>(path: string, value: unknown): Promise<T> {
  return post<T>(path, await squeeze(value));
}
