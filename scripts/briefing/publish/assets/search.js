/* The search box: one box and the same keys whether a small site's index or a large site's chunks answer. */
(function () {
  "use strict";

  const KINDS = { topic: "Topics", page: "Pages", source: "Sources", entity: "People and places", timeline: "Timeline", guide: "Guide" };

  const rank = window.briefingRank;

  /* --- engines: (query, chosen) → Promise of {rows, forms, pages}, the rows in order ----------------- */

  /** Without a server a folder's address needs its page. */
  const local = (address) => (location.protocol === "file:" ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address);

  const fits = (doc, chosen) =>
    (!chosen.kind || doc.kind === chosen.kind) &&
    (!chosen.source || (doc.sources || []).includes(chosen.source)) &&
    (!chosen.topic || (doc.topics || []).includes(chosen.topic)) &&
    (!chosen.year || (doc.years || []).includes(chosen.year));

  const read = (docs) => docs.map((doc) => rank.prepare({ ...doc, n: doc.label ? doc.location.replace(/^.*#p/, "") : "", raw: doc.text || "", heading: doc.title || doc.page }));
  const pageOf = (doc) => doc.location.split("#")[0];

  /** How telling each term is: the fewer pages have it, the more. */
  const telling = (counts, pages) => counts.map((count) => Math.log(1 + pages / (0.5 + count)));

  /** A small site: the whole index, measured here. */
  function small(setup, load, base) {
    const known = { docs: [], pages: new Map() }; // word → pages that have it
    const take = () => {
      const docs = read(rank.unpack(window.briefingIndex));
      known.docs.push(...docs);
      for (const doc of docs)
        for (const word of [...doc.text, ...doc.title, ...doc.called.join(" ").split(" ")])
          if (word) (known.pages.get(word) || known.pages.set(word, new Set()).get(word)).add(pageOf(doc));
      known.count = new Set(known.docs.map(pageOf)).size;
      return { ...known, filters: window.briefingIndex.filters };
    };
    let ready = load(base + setup.index).then(take);
    const later = ready.then(() => load(base + setup.later)).then(() => (ready = Promise.resolve(take())));
    return {
      later,
      filters: () => ready.then(({ filters }) => filters),
      search: (text, chosen) =>
        ready.then(({ docs, pages, count }) => {
          const query = rank.parse(text);
          const forms = rank.known(query.terms, pages);
          const counts = forms.map((form) => new Set([...form.keys()].flatMap((word) => [...(pages.get(word) || [])])).size);
          return { rows: rank.rank(docs.filter((doc) => fits(doc, chosen)), query, forms, telling(counts, count)), forms };
        }),
    };
  }

  /** A large site: what pages are called, measured here, and chunks of Pagefind's for what they say. */
  function large(setup, load, base) {
    const ready = Promise.all([
      load(base + setup.names),
      import(base + setup.pagefind).then((pagefind) => pagefind.options({ baseUrl: new URL(base).pathname, noWorker: true }).then(() => pagefind.init()).then(() => pagefind)),
    ]).then(([, pagefind]) => {
      const { kinds, pages } = window.briefingIndex; // as `_names` in search.py made it
      const named = Object.entries(pages).flatMap(([folder, rows]) =>
        rows.map(([name, title, names = [], paragraphs, kind]) => ({
          location: folder ? `${folder}${name}/` : name, title, page: title, kind: kind || kinds[folder], paragraphs, names: [title, ...names, ...(folder ? [name] : [])],
        })),
      );
      const docs = read(named);
      const vocabulary = new Map(docs.flatMap((doc) => doc.called.join(" ").split(" ")).filter(Boolean).map((word) => [word, 1]));
      const bare = new Map(named.map((doc) => [doc.location, doc]));
      return { pagefind, docs, vocabulary, bare, at: new Map(docs.map((doc) => [doc.location, doc])) };
    });
    const named = (filters, name) => Object.keys(filters[name] || {}).sort().map((value) => [value, value]);
    const BEST = 16;

    /** The sections of a page that was found, cut from its words where Pagefind says that each begins. */
    const sections = (page, home) => {
      const all = page.content.split(/\s+/);
      const marks = page.anchors.filter((anchor) => anchor.element === "h2").sort((a, b) => a.location - b.location);
      return marks.map((mark, i) => {
        const title = mark.text.trim();
        const body = all.slice(mark.location, marks[i + 1] ? marks[i + 1].location : undefined).join(" ");
        const text = body.startsWith(title) ? body.slice(title.length).trim() : body;
        const label = /^p\d+$/.test(mark.id) && page.filters.kind?.[0] === "source" ? title.replace(/, ¶ .*/, "") : "";
        return { location: `${home}#${mark.id}`, title, text, page: page.meta.title, kind: (page.filters.kind || [])[0], label };
      });
    };

    /** What a page says before its first section, its title aside. */
    const lead = (page) => {
      const first = Math.min(...page.anchors.filter((anchor) => anchor.element === "h2").map((anchor) => anchor.location));
      return page.content.split(/\s+/).slice(0, first).join(" ").replace(page.meta.title, "").replace(/^[\s.]+/, "");
    };

    const ask = (pagefind, words, chosen) => pagefind.search(words, { filters: Object.fromEntries(Object.entries(chosen).filter(([, v]) => v)) });
    return {
      filters: () => ready.then(({ pagefind }) => pagefind.filters()).then((f) => Object.fromEntries(["kind", "source", "topic", "year"].map((n) => [n, named(f, n)]))),
      search: async (text, chosen) => {
        const { pagefind, docs, vocabulary, bare, at } = await ready;
        const query = rank.parse(text);
        const singles = await Promise.all(query.terms.map((term) => ask(pagefind, term, {})));
        const missed = query.terms.filter((term, i) => !singles[i].results.length);
        const meant = rank.known(missed, vocabulary).flatMap((form) => [...form.keys()].filter((word) => vocabulary.has(word)).slice(0, 2));
        const terms = [...query.terms.filter((term) => !missed.includes(term)), ...meant];
        const found = terms.length ? await ask(pagefind, terms.join(" "), chosen) : { results: [] };
        let results = found.results;
        /* where nothing has all words, without those that were only meant, then without the most common one by one */
        const present = query.terms.map((term, i) => [term, singles[i].results.length]).filter(([, n]) => n).sort((a, b) => a[1] - b[1]).map(([term]) => term);
        for (let rest = present; !results.length && rest.length; rest = rest.slice(0, -1)) results = (await ask(pagefind, rest.join(" "), chosen)).results;
        const called = docs.filter((doc) => rank.rank([doc], query, rank.known(query.terms, vocabulary), query.terms.map(() => 1)).length && fits(doc, chosen));
        const pages = await Promise.all(results.slice(0, BEST).map((result) => result.data()));
        const root = new URL(base).pathname;
        const homes = pages.map((page) => page.url.split("#")[0].replace(root, ""));
        const parts = pages.flatMap((page, i) => sections(page, homes[i]));
        const leads = pages.map((page, i) => bare.has(homes[i]) && { ...bare.get(homes[i]), text: lead(page) }).filter(Boolean);
        const wanted = query.n ? called.filter((doc) => doc.kind === "source").map((doc) => ({ ...doc, raw: undefined, location: `${doc.location}#p${query.n}`, label: (doc.names || [])[1] || doc.page, title: `${(doc.names || [])[1] || doc.page}, ¶ ${query.n}`, text: "", names: [] })) : [];
        const every = [...called.filter((doc) => !homes.includes(doc.location)), ...read([...leads, ...parts, ...wanted.filter((w) => !parts.some((p) => p.location === w.location) && at.get(pageOf(w))?.paragraphs >= Number(query.n))])];
        const forms = rank.known(query.terms, new Map(every.flatMap((doc) => [...doc.text, ...doc.title, ...doc.called.join(" ").split(" ")].map((word) => [word, 1]))));
        return { rows: rank.rank(every, query, forms, telling(singles.map((one) => one.results.length), docs.length)), forms, pages: found.results.length };
      },
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
    const span = (name, ...children) => {
      const element = document.createElement("span");
      element.className = name;
      element.append(...children);
      return element;
    };
    const pieces = (text, forms, length) =>
      rank.snippet(text, forms, length).map(([words, marked]) => {
        if (!marked) return words;
        const mark = document.createElement("mark");
        mark.append(words);
        return mark;
      });
    const row = ({ doc }, forms) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const heading = doc.title.length ? doc.heading : doc.page;
      link.href = base + local(doc.location);
      const over = [KINDS[doc.kind], doc.page === heading ? "" : doc.page].filter(Boolean).join(" · ");
      link.append(span("found-over", over), span("found-title", ...pieces(heading, forms, 400)), span("found-text", ...pieces(doc.raw, forms)));
      item.append(link);
      return item;
    };
    let last = [];
    const run = () => {
      const words = query.value.trim();
      const mine = ++turn;
      if (words.length < 2) {
        list.replaceChildren();
        status.textContent = "Type two letters or more. Up and down choose, Enter opens, Esc closes.";
        return;
      }
      engine.search(words, chosen()).then(({ rows, forms, pages }) => {
        if (mine !== turn) return;
        last = forms;
        list.replaceChildren(...rows.slice(0, 30).map((found) => row(found, forms)));
        list.dataset.query = words;
        const many = rows.length === 1 ? "One place" : `${rows.length} places`;
        status.textContent = rows.length === 0 ? `Nothing found for “${words}”.` : pages > 16 ? `${many} on the best of ${pages} pages.` : `${many}.`;
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
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      try {
        const words = last.flatMap((form) => [...form.keys()]);
        sessionStorage.setItem("briefing.found", JSON.stringify({ to: link.href, words, from: location.href, query: query.value }));
      } catch (error) {
        /* storage is switched off: nothing is marked */
      }
      finder.close();
    });
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
        return engine.later;
      })
      .then(() => {
        finder.dataset.whole = ""; // guide and method are there as well
        run();
      })
      .catch(failed);
  }

  window.briefingSearch = { start };
})();
