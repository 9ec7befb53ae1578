// Builds everything the browser gets into the package: app.css, app.js, icons.svg, fonts and three form marks.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.env.BROBYGGER_STATIC ?? join(here, "../src/brobygger/static/brobygger");
const dkfds = join(here, "node_modules/dkfds");

// Only named files leave DKFDS: its package also holds the logos of two authorities.
const FONTS = ["Regular", "Medium", "SemiBold", "Bold"].flatMap((weight) => [
  `IBMPlexSans-${weight}-Latin1.woff2`,
  `IBMPlexSans-${weight}-Latin2.woff2`,
]);
// Whole fonts for paper (PDF) and for measuring names on the map; browsers never ask for them.
const PRINT = ["Regular", "SemiBold", "Bold"].map((weight) => `IBMPlexSans-${weight}.ttf`);
const MARKS = ["check-white", "minus-white", "chevron-down", "check"];

const inner = (svg) => svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].trim();

async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const symbols = await Promise.all(
    Object.entries(names).map(async ([name, source]) => {
      const svg = await readFile(join(dkfds, `src/img/svg-icons/${source}.svg`), "utf8");
      const box = svg.match(/viewBox="([^"]+)"/)[1];
      return `<symbol id="${name}" viewBox="${box}">${inner(svg)}</symbol>`;
    }),
  );
  const signs = inner(await readFile(join(here, "signs.svg"), "utf8")).replace(/>\s+</g, "><");
  await writeFile(
    join(out, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}${signs}</svg>\n`,
  );
}

async function styles() {
  const result = sass.compile(join(here, "scss/app.scss"), {
    style: "compressed",
    loadPaths: [join(dkfds, "src/stylesheets")],
    quietDeps: true,
    silenceDeprecations: ["if-function", "global-builtin", "import"],
  });
  const css = result.css.replace(/^\uFEFF/, "");
  const small = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome109", "firefox115", "safari16"] });
  await writeFile(join(out, "app.css"), small.code);
}

// app.js for every page, explorer.js for the one page that asks for it.
async function scripts() {
  await esbuild.build({
    entryPoints: [join(here, "js/app.js"), join(here, "js/explorer.js")],
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    legalComments: "none",
    logLevel: "warning",
  });
}

async function files() {
  await mkdir(join(out, "fonts"), { recursive: true });
  await mkdir(join(out, "marks"), { recursive: true });
  await mkdir(join(out, "print"), { recursive: true });
  for (const name of FONTS) {
    await cp(join(dkfds, "src/fonts/IBMPlexSans/split/woff2", name), join(out, "fonts", name));
  }
  for (const name of PRINT) {
    await cp(join(dkfds, "src/fonts/IBMPlexSans/complete/ttf", name), join(out, "print", name));
  }
  for (const name of MARKS) {
    await cp(join(dkfds, "src/img/svg-icons", `${name}.svg`), join(out, "marks", `${name}.svg`));
  }
  await cp(join(here, "brand"), out, { recursive: true });
  await cp(join(dkfds, "LICENSE.md"), join(out, "fonts", "LICENSE.md"));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([icons(), styles(), scripts(), files()]);

// The server sends these as they are: smaller than what it could make while somebody waits.
for (const name of (await readdir(out)).filter((each) => /\.(css|js|svg)$/.test(each))) {
  const whole = await readFile(join(out, name));
  await writeFile(join(out, `${name}.gz`), gzipSync(whole, { level: 9 }));
  await writeFile(join(out, `${name}.br`), brotliCompressSync(whole));
}
