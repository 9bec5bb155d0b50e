/* How well a place answers a query: one measure, whether a small site's index or a large site's parts found the place. */
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

  /** Whether two letters of a long word are other than another's, which begins alike. */
  const nearly = (a, b) => {
    if (a.slice(0, 2) !== b.slice(0, 2) || Math.abs(a.length - b.length) > 2) return false;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (Math.min(...next) > 2) return false;
      row = next;
    }
    return row[b.length] <= 2;
  };

  /** A paragraph's number as it is asked for: `¶12`, `§ 12`, `para. 12`, `par 12`, `p. 12`, `p12`, `#p12`; of `¶¶7-8` the first. */
  const NUMBERED =
    /(?:¶+|§+|(?<![\p{L}\p{N}])(?:par(?:a(?:graph)?s?)?\b\.?|pp?\.?|#p))\s*(\d{1,4})(?!\d)(?:\s*(?:[-–—,;&]|and|to)\s*[¶§]*\s*\d{1,3}(?!\d))*/iu;
  /** A number alone at the end: `stepanova 12`, `Stepanova, 2021: 12`, `stepanova 7-8`. */
  const BARE = /^\D*[a-z]\D*(?:\d{4}\)?)?[:,]?(\s(\d{1,3})(?:\s?[-–—]\s?\d{1,3})?)$/i;

  /** How the author of a work is asked for, and what works are called: of such a question the work's name counts. */
  const WRITER = /^\W*(?:who (?:wrote|authored)|(?:who (?:is|was) )?(?:the )?authors? of)\b/i;
  const WORKS = new Set("article articles book memo paper piece report study text".split(" "));

  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /** A date of figures, as pages write dates: `2021-08-15` is `15 August 2021`. */
  const dated = (text) =>
    text.replace(/(?<![\d-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/g, (all, year, month, day) => `${+day} ${MONTHS[month - 1]} ${year}`);

  const LONGEST = 2000; // so many letters of a query are read,
  const MOST = 32; // and so many different words

  /** A query as its phrases, its words and the number of a paragraph, if it asks for one. */
  function parse(typed) {
    const writer = WRITER.test(typed);
    const text = dated(typed.slice(0, LONGEST).replace(WRITER, "").replace(/\s+/g, " "));
    const phrases = [];
    const rest = text.replace(/["“”„«»]([^"“”„«»]+)["“”«»]|(?:^|\s)['‘]([^'‘’]+)['’](?=\s|$)/g, (all, one, two) => {
      const found = words(one || two);
      if (found.length) phrases.push(found);
      return ` ${one || two} `;
    });
    const asked = rest.match(NUMBERED);
    const bare = !asked && rest.trim().match(BARE);
    const n = asked ? asked[1] : bare ? bare[2] : "";
    const named = asked ? words(rest.replace(NUMBERED, " ")) : bare ? words(rest.trim().slice(0, -bare[1].length)) : [];
    const all = words(rest);
    const telling = all.filter((word) => !COMMON.has(word) && !(writer && WORKS.has(word)));
    return { phrases, n, named, all, terms: [...new Set(telling.length ? telling : all)].slice(0, MOST) };
  }

  /** A place, ready to be measured; `names` are what its page is called. */
  const prepare = (doc) => {
    const text = words(doc.text || "");
    const title = words(doc.title || "");
    return {
      ...doc, text, title, joined: ` ${title.join(" ")} . ${text.join(" ")} `,
      called: (doc.names || []).map(words).filter((name) => name.length),
    };
  };

  /** Words that there are, to be looked up by stem and by how they begin. */
  const lexicon = (all) => {
    const roots = new Map();
    const sorted = [...new Set(all)].sort();
    for (const word of sorted) (roots.get(stem(word)) || roots.set(stem(word), []).get(stem(word))).push(word);
    return { roots, sorted };
  };

  /** What of a lexicon each term stands for: itself, its stem, what begins with it, else what is a letter off. */
  const known = (terms, { roots, sorted }) =>
    terms.map((term) => {
      const forms = new Map();
      if (term.length > 2) {
        let [low, high] = [0, sorted.length];
        while (low < high) sorted[(low + high) >> 1] < term ? (low = ((low + high) >> 1) + 1) : (high = (low + high) >> 1);
        for (; low < sorted.length && sorted[low].startsWith(term); low += 1) forms.set(sorted[low], 0.5);
      }
      for (const word of roots.get(stem(term)) || []) forms.set(word, 0.85);
      if (/^\d\d$/.test(term)) for (const century of ["19", "20"]) if (roots.has(century + term)) forms.set(century + term, 0.6);
      if (!forms.size && term.length > 3 && !/\d/.test(term)) {
        for (const word of sorted) if (word.length > 3 && near(term, word)) forms.set(word, 0.6);
        if (!forms.size && term.length > 6) for (const word of sorted) if (word.length > 5 && nearly(term, word)) forms.set(word, 0.4);
      }
      return forms.set(term, 1);
    });

  /** For each word the terms that it stands for, with how well: what `measure` looks up. */
  const meant = (forms) => {
    const found = new Map();
    forms.forEach((form, at) => {
      for (const [word, worth] of form) (found.get(word) || found.set(word, []).get(word)).push([at, worth]);
    });
    return found;
  };

  const behind = (kind) => BEHIND[kind] || 1;

  /** Whether a page, or the source of a paragraph, is called by all of some words. */
  const isNamed = (doc, named) => {
    const own = [...words(doc.label || ""), ...doc.location.split("#")[0].split("/"), ...doc.called.flat()];
    return named.every((word) => own.some((other) => other === word || (word.length > 3 && near(word, other))));
  };

  /** How well a place answers; 0 for not at all. `forms` come from `known`, `weights` say how telling each term is. */
  function measure(doc, query, forms, weights, meanings) {
    const asked = query.all.join(" ");
    const telling = query.terms.join(" ");
    let score = 0;
    for (const parts of doc.called) {
      const name = parts.join(" ");
      if (name === asked || name === telling) score = Math.max(score, 1000);
      else if (asked.length > 3 && parts.join("") === asked.replaceAll(" ", "")) score = Math.max(score, 900);
      else if (forms.length === parts.length && parts.every((word, i) => forms[i].has(word))) score = Math.max(score, 700);
      else if (name.length > 4 && (near(name, asked) || near(name, telling))) score = Math.max(score, 650);
      else if (name.length === 2 && asked.length === 3 && asked.startsWith(name)) score = Math.max(score, 600); // USA, US
      else if (` ${name} `.includes(` ${telling} `)) score = Math.max(score, 60 + 200 * (telling.length / name.length));
      else if (forms.length > 1 && forms.every((form) => parts.some((word) => form.has(word)))) score = Math.max(score, 40 + 160 * (forms.length / parts.length));
      else if (name.length > 2 && ` ${telling} `.includes(` ${name} `)) score = Math.max(score, 20 * (name.length / telling.length));
    }
    if (asked && doc.title.join(" ") === asked) score = Math.max(score, 80); // a date, a section
    if (query.n && doc.n === query.n && isNamed(doc, query.named)) score += 900;
    for (const phrase of query.phrases) {
      if (!doc.joined.includes(` ${phrase.join(" ")} `)) return score >= 650 ? score : 0;
      score += 40;
    }
    const many = forms.map(() => 0);
    const best = forms.map(() => 0);
    const over = forms.map(() => 0);
    for (const word of doc.text) for (const [at, worth] of meanings.get(word) || []) [many[at], best[at]] = [many[at] + worth, Math.max(best[at], worth)];
    for (const word of [...doc.title, ...doc.called.flat()]) for (const [at, worth] of meanings.get(word) || []) over[at] = Math.max(over[at], worth);
    let [found, whole, sum] = [0, 0, 0];
    weights.forEach((weight, at) => {
      whole += weight;
      if (!many[at] && !over[at]) return;
      found += weight;
      sum += weight * (best[at] * ((2.2 * many[at]) / (many[at] + 0.7 + 0.006 * doc.text.length)) + 1.2 * over[at]);
    });
    const share = whole ? found / whole : 0;
    if (!score && (!found || share < 0.4)) return 0;
    let worth = sum * share * share * (doc.text.length ? 1 : 0.35);
    if (query.all.length > 1 && doc.joined.includes(` ${asked} `)) worth += 8;
    if (query.terms.length > 1 && share === 1) worth += 6 / Math.max(1, spread(doc, forms, meanings) - forms.length + 1);
    const less = behind(doc.kind);
    return (score >= 650 ? score - 100 * (less < 0.1) : score * less) + worth * less;
  }

  /** The fewest neighbouring words of a place that hold all terms. */
  function spread(doc, forms, meanings) {
    const last = forms.map(() => -1);
    let least = 1000;
    doc.text.forEach((word, at) => {
      const hits = meanings.get(word) || [];
      for (const [term] of hits) last[term] = at;
      if (hits.length && last.every((place) => place >= 0)) least = Math.min(least, at - Math.min(...last) + 1);
    });
    return least;
  }

  /** Places in order, each with its score. A section gives way to the sentence in it that answers. */
  function rank(docs, query, forms, weights) {
    const meanings = meant(forms);
    const rows = docs.map((doc) => ({ doc, score: measure(doc, query, forms, weights, meanings) })).filter((row) => row.score > 0.01);
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
    const hits = [...text.matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu)].map((m) => [m.index, m[0], words(m[0])]).filter(([, , of]) => of.some((word) => forms.some((form) => form.has(word))));
    let best = 0;
    let most = 0;
    const inside = new Map(); // words within reach, how often
    let reach = 0;
    hits.forEach(([index, , of]) => {
      for (; reach < hits.length && hits[reach][0] < index + length - 40; reach += 1) inside.set(hits[reach][2].join(), (inside.get(hits[reach][2].join()) || 0) + 1);
      if (inside.size > most) [most, best] = [inside.size, index];
      const key = of.join();
      if (inside.get(key) === 1) inside.delete(key);
      else inside.set(key, inside.get(key) - 1);
    });
    let from = best < 60 ? 0 : text.indexOf(" ", best - 45) + 1;
    let to = Math.min(text.length, from + length);
    if (to < text.length) to = Math.max(from, text.lastIndexOf(" ", to));
    const pieces = from ? [["… ", false]] : [];
    for (const [index, word] of hits) {
      if (index < from || index + word.length > to) continue;
      pieces.push([text.slice(from, index), false], [word, true]);
      from = index + word.length;
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
        return [own, ...said.map(([id, words, its, title = ""]) => ({ location: `${at}#${id}`, title: title || own.title, text: words, page, kind, ...facets(its), within: location }))];
      });
    });

  window.briefingRank = { unpack, parse, prepare, lexicon, known, rank, isNamed, behind, near, nearly, snippet, words, stem };
})();
