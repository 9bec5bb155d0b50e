/* How well a place answers a query: one measure, whether a small site's index or a large site's chunks found the place. */
(function () {
  "use strict";

  const COMMON = new Set(
    ("a an and any are as at be been but by can could did do does for from had has have how i in is it its may me not of on or our say says said she he " +
      "so than that the their them then there these they this those to was we were what when where which who whom whose why will with would you about tell").split(" "),
  );
  const BEHIND = { guide: 0.05, method: 0.05, downloads: 0.05, bibliography: 0.3, front: 0.6, timeline: 0.8, entities: 0.3, sources: 0.3, topics: 0.3 };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu, (short) => short.replace(/\./g, "")).replace(/['’]s\b/g, "").replace(/['’]/g, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];

  /** A light stem: endings of number and tense only. */
  const stem = (word) => {
    if (word.length < 4 || /\d/.test(word)) return word;
    let short = word.replace(/ies$/, "y").replace(/(ss|sh|ch|x|z)es$/, "$1").replace(/([^sui])s$/, "$1");
    if (short.length > 5) short = short.replace(/([^e])(ing|ed|ment|tion|er)$/, (all, before, end) => (end === "tion" ? `${before}t` : before));
    return short.replace(/([^aeioulsz])\1$/, "$1").replace(/e$/, "");
  };

  /** Whether one letter put in, left out, changed or swapped makes one word the other. */
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i += 1;
    let j = 0;
    while (j < a.length - i && j < b.length - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j += 1;
    const [x, y] = [a.slice(i, a.length - j), b.slice(i, b.length - j)];
    return (x.length <= 1 && y.length <= 1) || (x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0]);
  };

  /** A paragraph's number as it is asked for: `¶12`, `§ 12`, `para. 12`, `par 12`, `p. 12`. */
  const NUMBERED = /(?:¶+|§+|(?<!\p{L})(?:par(?:a(?:graph)?s?)?\b\.?|pp?\.))\s*(\d{1,4})(?!\d)/iu;

  /** A query as its phrases, its words and the number of a paragraph, if it asks for one. */
  function parse(text) {
    const phrases = [];
    const rest = text.replace(/["“”„«»]([^"“”„«»]+)["“”«»]|(?:^|\s)['‘]([^'‘’]+)['’](?=\s|$)/g, (all, one, two) => {
      const found = words(one || two);
      if (found.length) phrases.push(found);
      return ` ${one || two} `;
    });
    const asked = rest.match(NUMBERED);
    const bare = !asked && rest.trim().match(/^\D*[a-z]\D*(?:\s\d{4})?\s(\d{1,3})$/i);
    const n = asked ? asked[1] : bare ? bare[1] : "";
    const named = n ? words(rest.replace(NUMBERED, " ").replace(asked ? /$^/ : /\s\d{1,3}$/, " ")) : [];
    const all = words(rest);
    const telling = all.filter((word) => !COMMON.has(word));
    return { phrases, n, named, all, terms: [...new Set(telling.length ? telling : all)] };
  }

  /** A place, ready to be measured; `names` are what its page is called. */
  const prepare = (doc) => {
    const text = words(doc.text || "");
    const title = words(doc.title || "");
    return {
      ...doc, text, title, stems: text.map(stem), titleStems: title.map(stem), joined: ` ${title.join(" ")} . ${text.join(" ")} `,
      called: (doc.names || []).map((name) => words(name).join(" ")).filter(Boolean),
    };
  };

  /** What of a vocabulary each term stands for: itself, its stem, what begins with it, else what is a letter off. */
  const known = (terms, vocabulary) =>
    terms.map((term) => {
      const root = stem(term);
      const forms = new Map([[term, 1]]);
      for (const word of vocabulary.keys()) {
        if (word === term) continue;
        if (stem(word) === root) forms.set(word, 0.85);
        else if (term.length > 2 && word.startsWith(term)) forms.set(word, 0.5);
      }
      const there = [...forms.keys()].some((word) => vocabulary.has(word));
      if (!there && term.length > 3 && !/\d/.test(term)) for (const word of vocabulary.keys()) if (word.length > 3 && near(term, word)) forms.set(word, 0.6);
      return forms;
    });

  /** How well a place answers; 0 for not at all. `forms` come from `known`, `weights` say how telling each term is. */
  function measure(doc, query, forms, weights) {
    const asked = query.all.join(" ");
    const telling = query.terms.join(" ");
    let score = 0;
    for (const name of doc.called) {
      if (name === asked || name === telling) score = Math.max(score, 1000);
      else if (asked.length > 3 && name.replaceAll(" ", "") === asked.replaceAll(" ", "")) score = Math.max(score, 900);
      else if (forms.length === name.split(" ").length && name.split(" ").every((word, i) => forms[i].has(word))) score = Math.max(score, 700);
      else if (name.length > 4 && (near(name, asked) || near(name, telling))) score = Math.max(score, 650);
      else if (name.length === 2 && asked.length === 3 && asked.startsWith(name)) score = Math.max(score, 600); // USA, US
      else if (` ${name} `.includes(` ${telling} `)) score = Math.max(score, 60 + 200 * (telling.length / name.length));
      else if (forms.length > 1 && forms.every((form) => name.split(" ").some((word) => form.has(word)))) score = Math.max(score, 40 + 160 * (forms.length / name.split(" ").length));
      else if (name.length > 2 && ` ${telling} `.includes(` ${name} `)) score = Math.max(score, 12);
    }
    if (query.n && doc.n === query.n) {
      const label = words(doc.label || "");
      const match = query.named.filter((word) => word === label.join("") || label.some((other) => other === word || (word.length > 3 && near(word, other))));
      if (match.length === query.named.length) score += 900;
    }
    for (const phrase of query.phrases) {
      if (!doc.joined.includes(` ${phrase.join(" ")} `)) return score >= 650 ? score : 0;
      score += 40;
    }
    let found = 0;
    let whole = 0;
    let sum = 0;
    forms.forEach((form, at) => {
      whole += weights[at];
      let many = 0;
      let best = 0;
      for (const word of doc.text) if (form.has(word)) [many, best] = [many + form.get(word), Math.max(best, form.get(word))];
      let over = 0;
      for (const word of doc.title) if (form.has(word)) over = Math.max(over, form.get(word));
      for (const name of doc.called) for (const word of name.split(" ")) if (form.has(word)) over = Math.max(over, form.get(word));
      if (!many && !over) return;
      found += weights[at];
      sum += weights[at] * (best * ((2.2 * many) / (many + 0.7 + 0.006 * doc.text.length)) + 1.2 * over);
    });
    const share = whole ? found / whole : 0;
    if (!score && (!found || share < 0.4)) return 0;
    let worth = sum * share * share * (doc.text.length ? 1 : 0.35);
    if (query.all.length > 1 && doc.joined.includes(` ${asked} `)) worth += 8;
    if (query.terms.length > 1 && share === 1) worth += 6 / Math.max(1, spread(doc, forms) - forms.length + 1);
    const behind = BEHIND[doc.kind] || 1;
    return (score >= 650 ? score - 100 * (behind < 0.1) : score * behind) + worth * behind;
  }

  /** The fewest neighbouring words of a place that hold all terms. */
  function spread(doc, forms) {
    const last = forms.map(() => -1);
    let least = 1000;
    doc.text.forEach((word, at) => {
      let hit = false;
      forms.forEach((form, i) => {
        if (form.has(word)) [last[i], hit] = [at, true];
      });
      if (hit && last.every((place) => place >= 0)) least = Math.min(least, at - Math.min(...last) + 1);
    });
    return least;
  }

  /** Places in order, each with its score. A section gives way to the sentence in it that answers. */
  function rank(docs, query, forms, weights) {
    const rows = docs.map((doc) => ({ doc, score: measure(doc, query, forms, weights) })).filter((row) => row.score > 0.01);
    rows.sort((a, b) => b.score - a.score || (a.doc.location < b.doc.location ? -1 : 1));
    const within = new Set(rows.filter((row) => row.doc.within !== undefined).map((row) => row.doc.within));
    const pages = new Map(rows.filter((row) => row.doc.called.length).map((row) => [row.doc.location, row]));
    const kept = rows.filter(({ doc, score }) => {
      const page = pages.get(doc.within);
      if (page) page.score = Math.max(page.score, score); // what defines a page is found as the page
      return doc.within !== undefined ? !page : doc.called.length || doc.label || !within.has(doc.location);
    });
    return kept.sort((a, b) => b.score - a.score || (a.doc.location < b.doc.location ? -1 : 1));
  }

  /** Words around the best of what was found, those that matched between marks; as [text, is it marked] pieces. */
  function snippet(text, forms, length = 220) {
    const hits = [...text.matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu)].filter((m) => words(m[0]).some((word) => forms.some((form) => form.has(word))));
    let best = 0;
    let most = 0;
    for (const hit of hits) {
      const inside = new Set(hits.filter((h) => h.index >= hit.index && h.index < hit.index + length - 40).map((h) => plain(h[0]))).size;
      if (inside > most) [most, best] = [inside, hit.index];
    }
    let from = best < 60 ? 0 : text.indexOf(" ", best - 45) + 1;
    let to = Math.min(text.length, from + length);
    if (to < text.length) to = Math.max(from, text.lastIndexOf(" ", to));
    const pieces = from ? [["… ", false]] : [];
    for (const hit of hits) {
      if (hit.index < from || hit.index + hit[0].length > to) continue;
      pieces.push([text.slice(from, hit.index), false], [hit[0], true]);
      from = hit.index + hit[0].length;
    }
    pieces.push([text.slice(from, to) + (to < text.length ? " …" : ""), false]);
    return pieces;
  }

  /** Places of what `packing.py` made of them. */
  const unpack = ({ sources, topics, pages }) =>
    pages.flatMap(([at, page, kind, names, label, years, sections]) => {
      const facets = ([s = [], t = []] = []) => ({ sources: s.map((i) => sources[i]), topics: t.map((i) => topics[i]), years });
      return sections.flatMap(([anchor = "", title = "", text = "", of, said = []]) => {
        const location = anchor ? `${at}#${anchor}` : at;
        const numbered = label && !title && /^p\d+$/.test(anchor) ? label : "";
        let next = 0;
        const own = {
          location, page, kind, ...facets(of), names: anchor ? [] : names, label: numbered,
          title: numbered ? `${label}, ¶ ${anchor.slice(1)}` : title, text: text.replace(/\ue00f/g, () => said[next++][1]),
        };
        return [own, ...said.map(([id, words, its]) => ({ location: `${at}#${id}`, title: own.title, text: words, page, kind, ...facets(its), within: location }))];
      });
    });

  window.briefingRank = { unpack, parse, prepare, known, rank, snippet, words, stem, COMMON };
})();
