// How does a paper become a small sealed picture? Drawn anew at a size that can be read, so that neither place nor camera travel with it.
import { BASE, NoNetwork, Said, SignedOut } from "./api";
import type { Reference } from "./capture";

export const LONGEST = 1600; // pixels of the longer side: small print stays legible
const ENOUGH = 180_000; // bytes
const PIECE = 24_000; // on the line at once: three seconds at 64 kbit/s

/** JPEG of at most some 180 kB, in base64. */
export async function picture(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.8, 0.65, 0.5, 0.35]) {
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
    if (blob.size <= ENOUGH || quality === 0.35) return base64(new Uint8Array(await blob.arrayBuffer()));
  }
  return "";
}

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export interface Photo {
  key: string;
  on: Reference;
  jpeg: string;
}

const arrived = new Map<string, number>();

/** How many bytes of it the register has, as far as was heard since the application was opened. */
export function reachedOf(photo?: Photo): number {
  return photo ? (arrived.get(photo.key) ?? 0) : 0;
}

/** How many bytes of all these are still to go. */
export function weightOf(photos: readonly (Photo | undefined)[]): number {
  return photos.reduce((sum, photo) => sum + bytesOf(photo?.jpeg ?? "").length - reachedOf(photo), 0);
}

/** Piece by piece, from where the register says that it has got to: a line that breaks repeats three seconds. */
export async function bring(key: string, jpeg: Uint8Array<ArrayBuffer>, token: string, tell: (arrived: number) => void): Promise<void> {
  const step = (bytes: number): void => {
    arrived.set(key, bytes);
    tell(bytes);
  };
  let at = await reached(await fetch(`${BASE}fotos/${key}/`, { redirect: "manual", cache: "no-store" }).catch(cut));
  step(at);
  while (at < jpeg.length) {
    const piece = jpeg.slice(at, at + PIECE);
    const headers = { "X-CSRFToken": token, "Content-Type": "application/octet-stream", "X-From": String(at), "X-Whole": String(jpeg.length) };
    const answer = await fetch(`${BASE}fotos/${key}/`, { method: "POST", headers, body: piece, redirect: "manual" }).catch(cut);
    const now = await reached(answer);
    step(now);
    if (now <= at) throw new NoNetwork();
    at = now;
  }
}

function cut(): never {
  throw new NoNetwork();
}

async function reached(answer: Response): Promise<number> {
  if (answer.type === "opaqueredirect") throw new SignedOut();
  const said = (await answer.json().catch(cut)) as { bytes?: number; error?: string };
  if (!answer.ok) throw new Said(said.error ?? "", answer.status);
  return said.bytes ?? 0;
}
