// Imports pages and reference files as Zotero does, with its own translators: JSON in, JSON out.
//
// Reads from standard input a list of {"html", "url"} and {"text"}; writes for each what Zotero finds:
// {"translator", "detected", "items": [fields as Zotero's API has them, with their attachments]}.
// A folder named in ZOTERO_TRANSLATORS holds translators (*.js) that are to stand in for the package's.
"use strict";

const fs = require("fs");
const path = require("path");
const { JSDOM } = require("jsdom");

async function main() {
  silence();
  await import_translators();
  const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
  const found = [];
  for (const one of wanted) found.push(await (one.html === undefined ? readText(one) : readPage(one)));
  fs.writeSync(1, JSON.stringify(found));
}

/** Keeps standard output for the answer: Zotero logs there. */
function silence() {
  console.log = console.info = (...words) => process.env.ZOTERO_DEBUG && console.error(...words);
}

/** Loads the package, which defines the global `Zotero`; nothing here may go to the network. */
async function import_translators() {
  // The package lays a fork of this library over jsdom, which no registry has; jsdom's own XPath serves as well.
  const standIn = { install() {}, XPathResultType: new JSDOM().window.XPathResult };
  require.cache[require.resolve("wicked-good-xpath")] = { exports: standIn };
  require("zotero-translators");
  Zotero.HTTP.request = (method, url) => Promise.reject(new Error(`asked ${url}`));
  const folder = process.env.ZOTERO_TRANSLATORS;
  if (!folder) return;
  for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".js"))) {
    const code = fs.readFileSync(path.join(folder, name), "utf8");
    const info = JSON.parse(/^\s*{[\S\s]*?}\s*?[\r\n]/.exec(code)[0]);
    Object.assign(Zotero.Translators.get(info.translatorID), { ...info, code: code });
  }
}

/** What Zotero's button takes from a page. */
async function readPage({ html, url }) {
  const { document } = new JSDOM(html, { url }).window;
  resolvePrefixes(document);
  const translate = new Zotero.Translate.Web();
  translate.setDocument(document);
  return run(translate);
}

/** Lets XPath say `x:meta` of an HTML document, as browsers do: jsdom knows its elements by their bare names only. */
function resolvePrefixes(document) {
  const evaluate = document.evaluate;
  const isHtml = (resolver, prefix) => resolver && resolver(prefix) === document.documentElement.namespaceURI;
  document.evaluate = (expression, node, resolver, ...rest) => {
    const bare = expression.replace(/\b([a-z]+):(?!:)/g, (whole, prefix) => (isHtml(resolver, prefix) ? "" : whole));
    return evaluate.call(document, bare, node, resolver, ...rest);
  };
}

/** What Zotero's import takes from a file's text. */
async function readText({ text }) {
  const translate = new Zotero.Translate.Import();
  translate.setString(text);
  return run(translate);
}

async function run(translate) {
  const failures = [];
  translate.setHandler("error", (_, error) => failures.push(String(error)));
  const usable = await translate.getTranslators();
  if (!usable.length) return { translator: null, detected: null, items: [] };
  const [best] = usable;
  translate.setTranslator(best);
  const items = await translate.translate({ libraryID: false });
  if (failures.length) throw new Error(failures.join("\n"));
  return { translator: best.label, detected: best.itemType || null, items: items.map(described) };
}

/** An item as Zotero's API has it, without what differs from run to run, and with its attachments. */
function described(item) {
  const attachments = (item.attachments || []).map(({ title, mimeType, url, document }) => ({
    title,
    type: mimeType || (document ? "text/html" : null),
    url: url || (document && document.location.href) || null,
  }));
  const [{ key, version, accessDate, ...fields }, ...notes] = Zotero.Utilities.itemToAPIJSON(item);
  return { ...fields, isoDate: Zotero.Date.strToISO(item.date || "") || null, notes: notes.map((note) => note.note), attachments };
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
