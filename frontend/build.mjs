// Builds each entry point of src/ into one classic script or style sheet: pages that are opened from disk cannot load modules.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const entries = (await readdir(path.join(here, "src"), { withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(ts|css)$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
  .map((entry) => path.join(here, "src", entry.name));

await esbuild.build({
  entryPoints: entries,
  outdir: path.join(here, "../src/harmledger/serve/static"),
  bundle: true,
  format: "iife",
  target: ["chrome110", "firefox110", "safari16"],
  minify: true,
  legalComments: "none", // NOTICE names the libraries and their licences
  charset: "utf8",
  loader: { ".svg": "dataurl", ".png": "dataurl" },
  logLevel: "warning",
});
