// Which rules of a style sheet can match anything that we write? A class that stands in no template, view or script matches nothing.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const READ = /\.(html|py|ts|txt)$/;
const LEFT_OUT = /[/\\](migrations|tests|static|locale|__pycache__)[/\\]/;
const NESTED = /^@(media|supports|layer|container)/;

/** Every word of our sources: whoever names a class names it whole, for classes are not put together from pieces. */
export async function wordsOf(folders) {
  const words = new Set();
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (!entry.isFile() || !READ.test(path) || LEFT_OUT.test(path)) continue;
      for (const word of (await readFile(path, "utf8")).match(/[A-Za-z0-9_-]+/g) ?? []) words.add(word);
    }
  }
  return words;
}

/** The sheet without rules whose every selector names a class that is no word of ours. */
export function needed(css, words) {
  const text = css.replace(/\/\*[^]*?\*\//g, "");
  let out = "";
  let at = 0;
  while (at < text.length) {
    const opens = text.indexOf("{", at);
    if (opens < 0) return out + text.slice(at);
    const ends = text.indexOf(";", at);
    if (ends >= 0 && ends < opens) {
      out += text.slice(at, ends + 1);
      at = ends + 1;
      continue;
    }
    const closes = closing(text, opens);
    out += rule(text.slice(at, opens), text.slice(opens + 1, closes), words);
    at = closes + 1;
  }
  return out;
}

function rule(head, body, words) {
  if (NESTED.test(head)) {
    const inside = needed(body, words);
    return inside ? `${head}{${inside}}` : "";
  }
  if (head.startsWith("@")) return `${head}{${body}}`;
  const kept = selectors(head).filter((each) => classes(each).every((name) => words.has(name)));
  return kept.length ? `${kept.join(",")}{${body}}` : "";
}

/** Where the block that opens here closes. */
function closing(text, opens) {
  let depth = 1;
  let at = opens + 1;
  for (; depth; at += 1) depth += { "{": 1, "}": -1 }[text[at]] ?? 0;
  return at - 1;
}

/** A list of selectors cut at its commas, but not inside `:is(a, b)`. */
function selectors(head) {
  return head.match(/(?:[^,(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
}

/** The classes that an element must have; what stands in `:not(…)` it must not. */
function classes(selector) {
  const asked = selector.replace(/:not\([^()]*(?:\([^()]*\)[^()]*)*\)/g, "");
  return [...asked.matchAll(/\.((?:\\.|[A-Za-z0-9_-])+)/g)].map((found) => found[1].replace(/\\/g, ""));
}
