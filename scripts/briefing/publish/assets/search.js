/* The search box: one box and the same keys whether a small site's index or a large site's chunks answer. */
(function () {
  "use strict";

  const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const KINDS = { topic: "Topics", source: "Sources", entity: "People and places", timeline: "Timeline", guide: "Guide" };

  /* --- engines: query → Promise of [{location, title, excerpt, page, kind, source, topics, year}] -- */

  /** Without a server a folder's address needs its page. */
  const local = (address) => (location.protocol === "file:" ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address);

  /** The worker, from its own file; without a server from its text, since a browser starts none from a file. */
  const begin = (setup, load, base) =>
    location.protocol !== "file:"
      ? Promise.resolve(new Worker(base + setup.worker))
      : load(base + setup.text).then(() => new Worker(URL.createObjectURL(new Blob([window.briefingWorker], { type: "text/javascript" }))));

  /** A small site: the whole index, searched by the theme's own worker (lunr). */
  function small(setup, load, base) {
    const ready = load(base + setup.index).then(() => begin(setup, load, base)).then((worker) => {
      const index = window.briefingIndex;
      const documents = new Map(index.docs.map((doc) => [doc.location, doc]));
      const waiting = []; // the worker answers in order, one answer to a question
      const ask = (type, data) =>
        new Promise((done) => {
          waiting.push(done);
          worker.postMessage({ type, data });
        });
      worker.onmessage = (event) => waiting.shift()?.(event.data.data);
      return ask(0, { config: index.config, docs: index.docs, options: { suggest: false } }).then(() => ({ ask, documents, index }));
    });
    /** A heading over what is found elsewhere comes after it. */
    const worth = (item) => (item.text.trim() ? item.score : item.score / 20);
    return {
      filters: () => ready.then(({ index }) => index.filters),
      search: (query, chosen) =>
        ready.then(({ ask, documents }) =>
          ask(2, terms(query)).then((result) =>
            result.items
              .flat()
              .filter((item) => item.score > 0)
              .sort((a, b) => worth(b) - worth(a))
              .map((item) => ({ ...documents.get(item.location), title: item.title, excerpt: around(item.text) }))
              .filter((doc) => fits(doc, chosen)),
          ),
        ),
    };
  }

  /** Each word as the beginning of a word, all of them wanted. */
  const terms = (query) =>
    query
      .replace(/[-+~^:*]/g, " ")
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => `+${word}*`)
      .join(" ");

  const fits = (doc, chosen) =>
    (!chosen.kind || doc.kind === chosen.kind) &&
    (!chosen.source || (doc.sources || []).includes(chosen.source)) &&
    (!chosen.topic || (doc.topics || []).includes(chosen.topic)) &&
    (!chosen.year || (doc.years || []).includes(chosen.year));

  /** Some words on either side of the first match; `text` holds its matches in <mark>. */
  function around(text) {
    const clean = text.replace(/<(?!\/?mark\b)[^>]*>/g, " ");
    const at = clean.indexOf("<mark");
    if (at < 100) return clean.length > 260 ? `${clean.slice(0, 260).replace(/<[^>]*$/, "").replace(/\s\S*$/, "")} …` : clean;
    return `… ${clean.slice(at - 80).replace(/^\S*\s/, "").slice(0, 260).replace(/<[^>]*$/, "").replace(/\s\S*$/, "")} …`;
  }

  /** A large site: Pagefind fetches only the chunks that a query needs. */
  function large(setup, load, base) {
    const ready = import(base + setup.pagefind).then((pagefind) => pagefind.options({ excerptLength: 28, baseUrl: new URL(base).pathname }).then(() => pagefind.init()).then(() => pagefind));
    const named = (filters, name) => Object.keys(filters[name] || {}).sort().map((value) => [value, value]);
    return {
      filters: () => ready.then((pagefind) => pagefind.filters()).then((f) => Object.fromEntries(["kind", "source", "topic", "year"].map((n) => [n, named(f, n)]))),
      search: (query, chosen) =>
        ready
          .then((pagefind) => pagefind.search(query, { filters: Object.fromEntries(Object.entries(chosen).filter(([, v]) => v)) }))
          .then((found) => Promise.all(found.results.slice(0, 12).map((result) => result.data())))
          .then((pages) =>
            pages.flatMap((page) =>
              (page.sub_results.length ? page.sub_results.slice(0, 3) : [page]).map((part) => ({
                absolute: part.url || page.url,
                title: escape(part.title || page.meta.title),
                page: page.meta.title,
                kind: (page.filters.kind || [])[0],
                excerpt: part.excerpt || page.excerpt,
              })),
            ),
          ),
    };
  }

  /* --- the box ------------------------------------------------------------------------------------ */

  let started = false;
  function start(finder, load) {
    if (started) return;
    started = true;
    const base = new URL(finder.dataset.root.replace(/\/?$/, "/"), location.href).href;
    const query = finder.querySelector(".finder__query");
    const list = finder.querySelector(".finder__results");
    const status = finder.querySelector(".finder__status");
    const selects = Array.from(finder.querySelectorAll("[data-filter]"));
    let engine = null;
    let turn = 0;

    const chosen = () => Object.fromEntries(selects.map((s) => [s.dataset.filter, s.value]));
    const links = () => Array.from(list.querySelectorAll("a"));
    const row = (found) => {
      const item = document.createElement("li");
      const address = found.absolute || base + local(found.location);
      const over = [KINDS[found.kind], found.page].filter(Boolean).map(escape).join(" · ");
      item.innerHTML = `<a href="${escape(address)}"><span class="found-over">${over}</span><span class="found-title">${found.title}</span><span class="found-text">${found.excerpt || ""}</span></a>`;
      return item;
    };
    const run = () => {
      const words = query.value.trim();
      const mine = ++turn;
      if (words.length < 2) {
        list.replaceChildren();
        status.textContent = "Type two letters or more. Up and down choose, Enter opens, Esc closes.";
        return;
      }
      engine.search(words, chosen()).then((found) => {
        if (mine !== turn) return;
        list.replaceChildren(...found.slice(0, 30).map(row));
        status.textContent = found.length === 0 ? `Nothing found for “${words}”.` : found.length === 1 ? "One place." : `${found.length} places.`;
      });
    };
    const failed = () => (status.textContent = "The search could not be loaded.");

    query.addEventListener("input", () => engine && run());
    finder.addEventListener("keydown", (event) => {
      const rows = links();
      const at = rows.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && rows.length && !event.target.matches("select")) (rows[at + 1] || rows[0]).focus();
      else if (event.key === "ArrowUp" && at >= 0) (at === 0 ? query : rows[at - 1]).focus();
      else if (event.key === "Enter" && document.activeElement === query) {
        if (rows[0]) rows[0].click();
      } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        query.focus(); // typing on goes back to the query
        return;
      } else return;
      event.preventDefault();
    });
    list.addEventListener("click", () => finder.close());
    selects.forEach((select) => select.addEventListener("change", () => engine && run()));

    status.textContent = "Loading …";
    load(new URL(finder.dataset.engine, location.href).href)
      .then(() => {
        const setup = window.briefingEngine;
        engine = setup.engine === "pagefind" ? large(setup, load, base) : small(setup, load, base);
        return engine.filters();
      })
      .then((filters) => {
        for (const select of selects) {
          const values = (filters && filters[select.dataset.filter]) || [];
          select.parentElement.hidden = values.length < 2;
          for (const [value, name] of values) select.append(new Option(KINDS[name] || name, value));
        }
        finder.querySelector(".finder__filters").hidden = selects.every((s) => s.parentElement.hidden);
        run();
      })
      .catch(failed);
  }

  window.briefingSearch = { start };
})();
