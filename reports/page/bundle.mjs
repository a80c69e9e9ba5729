// Bundles the page's script and style and writes them as one C++ source: node bundle.mjs SOURCE_DIR OUT_FILE
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";

const [sourceDir, outFile] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const esbuild = require("esbuild");
const chartLicence = readFileSync(join(dirname(require.resolve("uplot")), "..", "LICENSE"), "utf8").trim();

async function bundle(entry) {
  const result = await esbuild.build({
    entryPoints: [join(sourceDir, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["es2020"],
    charset: "utf8",
    legalComments: "none",
    nodePaths: [join(process.cwd(), "node_modules")],
    logLevel: "warning",
  });
  return result.outputFiles[0].text.trim();
}

function bytes(name, text) {
  if (/<\/(script|style)/i.test(text)) throw new Error(`${name}: it would end its own element`);
  const data = Buffer.from(text, "utf8");
  const lines = [];
  for (let i = 0; i < data.length; i += 32) lines.push([...data.subarray(i, i + 32)].join(",") + ",");
  return `constexpr unsigned char ${name}[] = {\n${lines.join("\n")}\n};\n`;
}

function accessor(name, array) {
  return `std::string_view ${name}() { return {reinterpret_cast<char const*>(${array}), sizeof(${array})}; }\n`;
}

const style = await bundle("style/page.css");
const script = `/*! uPlot\n${chartLicence}\n*/\n` + (await bundle("script/main.js"));
writeFileSync(
  outFile,
  `// Made from reports/page by bundle.mjs.\n#include "reports/page_bundle.h"\n\nnamespace kazasu::reports {\n\n` +
    `namespace {\n\n${bytes("kStyle", style)}\n${bytes("kScript", script)}\n}  // namespace\n\n` +
    accessor("page_style", "kStyle") + accessor("page_script", "kScript") + `\n}  // namespace kazasu::reports\n`,
);
