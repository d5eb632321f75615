// How do sources become what the browser gets? TypeScript, styles, one font and the used icons, in one step.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { needed, wordsOf } from "./needed.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const base = join(here, "..", "ruta", "base");
const out = join(base, "static", "build");
const forTests = join(here, "..", "var", "axe");

/** One symbol per name in ruta/base/icons.txt, the list that the template tag also reads. */
async function sprite() {
  const names = (await readFile(join(base, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

async function symbol(name) {
  const file = join(here, "node_modules", "bootstrap-icons", "icons", `${name}.svg`);
  const svg = await readFile(file, "utf8").catch(() => {
    throw new Error(`icons.txt names "${name}", which bootstrap-icons does not have`);
  });
  const inside = svg.replace(/^[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${inside}</symbol>`;
}

/** frappe-gantt writes one style attribute, which our policy refuses: the same two words as attributes of SVG. */
const withoutStyleAttributes = {
  name: "without-style-attributes",
  setup(build) {
    build.onLoad({ filter: /frappe-gantt\.es\.js$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const clean = code.replace('style="stroke:grey; stroke-width:0.3"', 'stroke="grey" stroke-width="0.3"');
      if (clean === code) throw new Error("frappe-gantt changed: look again for style attributes");
      return { contents: clean, loader: "js" };
    });
  },
};

/** Of Bootstrap only what a page may use: the rest is three quarters of what a telephone would have to read. */
const onlyNeeded = {
  name: "only-needed",
  setup(build) {
    build.onLoad({ filter: /bootstrap\.min\.css$/ }, async ({ path }) => {
      const words = await wordsOf([join(here, "..", "ruta"), join(here, "src")]);
      return { contents: needed(await readFile(path, "utf8"), words), loader: "css" };
    });
  },
};

const options = {
  entryPoints: {
    ruta: join(here, "src", "main.ts"),
    field: join(here, "src", "field", "app.ts"),
    gantt: join(here, "src", "gantt", "main.ts"),
    hall: join(here, "src", "hall", "main.ts"),
    "field-worker": join(here, "src", "field", "worker.ts"),
    seen: join(here, "src", "portal", "seen.ts"),
    "portal-worker": join(here, "src", "portal", "worker.ts"),
    "hall-worker": join(here, "src", "hall", "worker.ts"),
    styles: join(here, "styles", "ruta.css"),
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2021", "chrome100", "firefox100", "safari15"],
  plugins: [withoutStyleAttributes, onlyNeeded],
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  legalComments: "none",
  logLevel: "warning",
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(join(out, "icons.svg"), await sprite());
await mkdir(forTests, { recursive: true });
await cp(join(here, "node_modules", "axe-core", "axe.min.js"), join(forTests, "axe.min.js"));

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
  const door = { in: join(here, "src", "field", "door.ts"), out: "field-door" };
  await esbuild.build({ ...options, entryPoints: [door], outdir: forTests, globalName: "RutaField" });
}
