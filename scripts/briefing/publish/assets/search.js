/* The search box: one box and the same keys whether a small site's index or the parts of a large site's answer. */
(function () {
  "use strict";

  const KINDS = { topic: "Topics", page: "Pages", source: "Sources", entity: "People and places", timeline: "Timeline", guide: "Guide" };

  const rank = window.briefingRank;

  /* --- engines: (query, chosen) → Promise of {rows, forms}, the rows in order ----------------- */

  /** Without a server a folder's address needs its page. */
  const local = (address) => (location.protocol === "file:" ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address);

  const read = (docs) => docs.map((doc) => rank.prepare({ ...doc, n: doc.label ? doc.location.replace(/^.*#p/, "") : "", raw: doc.text || "", heading: doc.title || doc.page }));
  const pageOf = (doc) => doc.location.split("#")[0];
  const vocabulary = (docs) => rank.lexicon(docs.flatMap((doc) => [...doc.text, ...doc.title, ...doc.called.flat()]));

  const fits = (doc, chosen) =>
    (!chosen.kind || doc.kind === chosen.kind) &&
    (!chosen.source || (doc.sources || []).includes(chosen.source)) &&
    (!chosen.topic || (doc.topics || []).includes(chosen.topic)) &&
    (!chosen.year || (doc.years || []).includes(chosen.year));

  /** How telling a term is: the fewer pages have it, the more. */
  const telling = (count, pages) => Math.log(1 + pages / (0.5 + count));

  /** A small site: the whole index, measured here. */
  function small(setup, load, base) {
    const docs = [];
    const pages = new Map(); // word → pages that have it
    const take = () => {
      const more = read(rank.unpack(window.briefingIndex));
      docs.push(...more);
      for (const doc of more)
        for (const word of [...doc.text, ...doc.title, ...doc.called.flat()]) (pages.get(word) || pages.set(word, new Set()).get(word)).add(pageOf(doc));
      return { words: rank.lexicon(pages.keys()), count: new Set(docs.map(pageOf)).size, filters: window.briefingIndex.filters };
    };
    let ready = load(base + setup.index).then(take);
    const filters = ready.then((index) => index.filters);
    const later = ready.then(() => load(base + setup.later)).then(() => (ready = Promise.resolve(take())));
    return {
      later,
      filters: () => filters,
      search: (text, chosen) =>
        ready.then(({ words, count }) => {
          const query = rank.parse(text);
          const forms = rank.known(query.terms, words);
          const weights = forms.map((form) => telling(new Set([...form.keys()].flatMap((word) => [...(pages.get(word) || [])])).size, count));
          return { rows: rank.rank(docs.filter((doc) => fits(doc, chosen)), query, forms, weights), forms };
        }),
    };
  }

  /* A large site, in parts as `parts.py` made them: what pages are called, then the stems of a query, then the best places. */

  const TERMS = 8; // so many of a query's terms are looked up: the longest, since they tell most
  const RANGE = 3; // so many parts with what begins as a term does
  const BLOCKS = 14; // so many parts with places
  const LEADS = 4; // so many of them for pages that are called so
  const WORTH = [0.3, 0.8, 1.4, 2.2]; // of what `_worth` wrote
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = Object.fromEntries([...DIGITS].map((digit, at) => [digit, at]));

  /** Calls `each` with place and worth of what `_Postings` wrote. */
  const decode = (written, each) => {
    let place = 0;
    let value = 0;
    for (let i = 0; i < written.length; i += 1) {
      const digit = VALUE[written[i]];
      value = value * 32 + (digit & 31);
      if (digit >= 32) continue;
      place += value >> 2;
      each(place, value & 3);
      value = 0;
    }
  };

  /** The last of what is in order that is not behind a value. */
  const last = (list, value) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };

  function large(setup, load, base) {
    const part = (name) => load(`${base}${setup.parts}${name}.js`).then(() => window.briefingParts[name]);
    const stems = {}; // number of a part → stem → where it stands
    const stemsOf = (at) =>
      (stems[at] ||= part(`words/${at}`).then((text) => new Map(text.split("\n").map((line) => line.split(" ")))));
    const ready = load(base + setup.names).then(() => {
      const index = window.briefingIndex;
      const bare = [];
      const starts = []; // of each part with places its first place, and its page
      const homes = [];
      let count = 0;
      for (const [folder, rows] of Object.entries(index.pages))
        for (const [name, title, names, counts, kind] of rows) {
          const of = folder ? [title, ...names, name] : names.length || title ? [title, ...names] : [];
          for (const many of [counts].flat()) {
            starts.push(count);
            homes.push(bare.length);
            count += many;
          }
          bare.push({ location: folder ? `${folder}${name}/` : name, title, page: title, kind: kind || index.kinds[folder], names: of, first: starts.length - [counts].flat().length });
        }
      const docs = read(bare);
      return { ...index, bare, docs, starts, homes, count, called: vocabulary(docs), at: new Map(bare.map((doc) => [doc.location, doc])) };
    });

    /** Where the stems stand for which a term may be meant: [stem, worth, where]. */
    const entries = async (index, term) => {
      const root = rank.stem(term);
      const from = last(index.words, root < term ? root : term);
      const to = term.length > 2 ? Math.min(last(index.words, `${term}\uffff`), from + RANGE - 1) : from;
      const maps = await Promise.all(Array.from({ length: to - from + 1 }, (_, i) => stemsOf(from + i)));
      const found = [];
      for (const map of maps)
        for (const [stem, where] of map)
          if (stem === root) found.push([stem, 1, where]);
          else if (term.length > 2 && (stem.startsWith(term) || (stem.length > 3 && term.startsWith(stem) && term.length - stem.length < 4))) found.push([stem, 0.5, where]);
      if (/^\d\d$/.test(term))
        for (const year of [`19${term}`, `20${term}`]) if (index.called.roots.has(year)) found.push([year, 0.6, (await stemsOf(last(index.words, year))).get(year) || ""]);
      if (found.length || term.length < 4 || /\d/.test(term)) return found;
      const near = [...new Set([...maps.flatMap((map) => [...map.keys()]), ...index.called.roots.keys()])].filter((stem) => stem.length > 3 && rank.nearly(root, stem) | rank.near(root, stem));
      const off = near.some((stem) => rank.near(root, stem)) ? near.filter((stem) => rank.near(root, stem)) : term.length > 6 ? near : [];
      const others = await Promise.all(off.slice(0, RANGE).map((stem) => stemsOf(last(index.words, stem)).then((map) => [stem, 0.6, map.get(stem)])));
      return others.filter(([, , where]) => where);
    };

    const places = async (index, key) => {
      const found = new Set();
      decode((await stemsOf(last(index.words, key))).get(key) || "", (place) => found.add(place));
      return found;
    };

    /** The places that fit what was chosen, or null for all. */
    const allowed = async (index, { source, topic, year }) => {
      const keys = [source && `=s${index.sources.indexOf(source)}`, topic && `=t${index.topics.indexOf(topic)}`, year && `=y${year}`].filter(Boolean);
      const sets = await Promise.all(keys.map((key) => places(index, key)));
      return sets.length ? new Set([...sets[0]].filter((place) => sets.every((set) => set.has(place)))) : null;
    };

    const search = async (text, chosen) => {
      const index = await ready;
      const { bare, docs, starts, homes, count } = index;
      const query = rank.parse(text);
      const block = (place) => last(starts, place);
      const quoted = new Set(query.phrases.flat());
      const looked = [...query.terms].sort((a, b) => quoted.has(b) - quoted.has(a) || b.length - a.length).slice(0, TERMS);
      const [which, numbered, ...where] = await Promise.all([
        allowed(index, chosen), query.n ? places(index, `=p${query.n}`) : new Set(), ...looked.map((term) => entries(index, term)),
      ]);
      const fitting = (place) => (!which || which.has(place)) && (!chosen.kind || bare[homes[block(place)]].kind === chosen.kind);

      /* how well each place answers, by what its stems tell */
      const [sum, share] = [new Float32Array(count), new Float32Array(count)];
      const weights = new Map();
      const must = query.phrases.flat().filter((word) => looked.includes(word));
      const has = new Uint8Array(count);
      looked.forEach((term, i) => {
        const best = new Map();
        for (const [, worth, written] of where[i]) decode(written, (place, by) => best.set(place, Math.max(best.get(place) || 0, worth * WORTH[by])));
        const weight = telling(new Set([...best.keys()].map((place) => homes[block(place)])).size, bare.length);
        weights.set(term, weight);
        for (const [place, worth] of best) {
          sum[place] += weight * worth;
          share[place] += weight;
          if (must.includes(term)) has[place] += 1;
        }
      });
      const whole = [...weights.values()].reduce((a, b) => a + b, 0) || 1;
      const scored = [];
      const needed = new Set(must).size;
      for (let place = 0; place < count; place += 1) {
        const part = share[place] / whole;
        if (part < 0.4 || has[place] < needed || !fitting(place)) continue;
        scored.push([place, sum[place] * part * part * rank.behind(bare[homes[block(place)]].kind)]);
      }
      for (const place of numbered) if (fitting(place) && rank.isNamed(docs[homes[block(place)]], query.named)) scored.push([place, 1000]);
      scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]);

      /* pages that are called so, and the parts in which the best places stand */
      const usual = [...weights.values()].sort((a, b) => a - b)[weights.size >> 1] || 1;
      const weigh = query.terms.map((term) => weights.get(term) || usual);
      const called = rank.rank(docs.filter((doc) => fitting(starts[doc.first])), query, rank.known(query.terms, index.called), weigh).map((row) => row.doc);
      const wanted = new Set(called.slice(0, LEADS).map((doc) => doc.first));
      for (const [place] of scored) if (wanted.add(block(place)).size >= BLOCKS) break;
      const held = await Promise.all([...wanted].map((at) => part(`places/${at}`)));
      const found = rank.unpack({ ...index, pages: held }).map((doc) => (index.at.has(doc.location) ? { ...doc, names: index.at.get(doc.location).names } : doc));
      const there = new Set(found.map((doc) => doc.location));
      const every = [...read(found.filter((doc) => fits(doc, chosen))), ...called.filter((doc) => !there.has(doc.location))];
      const forms = rank.known(query.terms, vocabulary(every));
      return { rows: rank.rank(every, query, forms, weigh), forms, total: scored.length };
    };
    return { filters: () => ready.then(({ filters, sources, topics }) => ({ ...filters, source: sources, topic: topics })), search, pause: 200 };
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
      engine.search(words, chosen()).then(({ rows, forms, total }) => {
        if (mine !== turn) return;
        last = forms;
        list.replaceChildren(...rows.slice(0, 30).map((found) => row(found, forms)));
        list.dataset.query = words;
        const many = rows.length === 1 ? "One place" : `${rows.length} places`;
        status.textContent = rows.length === 0 ? `Nothing found for “${words.length > 60 ? `${words.slice(0, 60).trim()} …` : words}”.` : total > rows.length ? `Some ${total} places, the best first.` : `${many}.`;
      });
    };
    const failed = () => (status.textContent = "The search could not be loaded.");

    let waiting;
    query.addEventListener("input", () => {
      if (!engine) return;
      clearTimeout(waiting); // what is fetched is fetched once one has stopped typing
      if (engine.pause) waiting = setTimeout(run, engine.pause);
      else run();
    });
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
        engine = setup.engine === "parts" ? large(setup, load, base) : small(setup, load, base);
        return engine.filters();
      })
      .then((filters) => {
        for (const select of selects) {
          const values = (filters && filters[select.dataset.filter]) || [];
          select.parentElement.hidden = values.length < 2;
          for (const value of values) select.append(new Option((select.dataset.filter === "kind" && KINDS[value]) || value, value));
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
