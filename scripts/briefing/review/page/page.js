// The reading page: one thing at a time, by keyboard. What comes from files is set as text, never as markup.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const LONG = 80; // words from which a paragraph is folded to what carries the claim
  const AHEAD = 4; // things that are fetched before they are asked for
  const state = { rows: [], at: 0, item: null, total: 0, held: new Map(), pages: new Map(), times: [], originals: false, whole: false, source: null, only: "", before: new Set() };
  const asked = new URLSearchParams(location.search);
  state.only = asked.get("only") || "";
  if (asked.has("panel")) document.body.classList.add("panel");

  // --- asking the server ---
  async function get(name, values = {}) {
    return answer(await fetch(`api/${name}?${new URLSearchParams(values)}`));
  }
  async function post(name, values) {
    const body = JSON.stringify(values);
    return answer(await fetch(`api/${name}`, { method: "POST", keepalive: body.length < 60000, headers: { "Content-Type": "application/json", "X-Briefing-Token": location.pathname.split("/").at(-2) }, body }));
  }
  async function answer(response) {
    const values = await response.json().catch(() => ({ error: "The server gave no answer." }));
    if (!response.ok) throw new Error(values.error || "That did not work.");
    return values;
  }
  function say(text, good = false) {
    $("message").textContent = text;
    $("message").classList.toggle("good", good);
  }

  // --- building what is shown ---
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const child of children.flat()) if (child) element.append(child);
    return element;
  }
  function marked(pieces, kind = "text") {
    return make("p", { class: kind }, pieces.map(([text, marks]) => (marks ? make("mark", { class: marks }, text) : text)));
  }
  /** A long paragraph with the sentences that don't carry the claim folded, each stretch at hand. */
  function folded(pieces) {
    const words = (rows) => rows.map(([text]) => text).join("").split(/\s+/).filter(Boolean).length;
    if (state.whole || words(pieces) < LONG || !pieces.some(([, marks]) => marks.includes("carries"))) return marked(pieces);
    const made = make("p", { class: "text" });
    for (let n = 0, end; n < pieces.length; n = end) {
      const carries = pieces[n][1].includes("carries");
      for (end = n + 1; end < pieces.length && pieces[end][1].includes("carries") === carries; ) end += 1;
      const stretch = pieces.slice(n, end), parts = [...marked(stretch).childNodes];
      if (carries || words(stretch) < 12) made.append(...parts);
      else {
        const fold = make("button", { class: "fold", "aria-label": `Show ${words(stretch)} more words` }, `… ${words(stretch)} words …`);
        fold.onclick = () => fold.replaceWith(...parts);
        made.append(" ", fold, " ");
      }
    }
    return made;
  }
  const texts = (item) => new Set(item ? [item.id, ...item.evidence.map((row) => row.ref)] : []);
  function show() {
    const item = state.item;
    const said = $("said"), evidence = $("evidence");
    said.replaceChildren();
    evidence.replaceChildren();
    $("main").classList.remove("source");
    if (!item) {
      said.append(make("p", { class: "text" }, state.total ? "Nothing is left to read here." : "There is nothing to read here."));
      return;
    }
    said.append(make("p", { class: "small" }, [item.kind, item.page === item.path ? "" : item.page, `${item.path}:${item.line}`].filter(Boolean).join(" · ")));
    if (item.state === "lapsed" || item.state === "rejected") said.append(make("p", { class: "lapsed" }, `${item.state === "lapsed" ? "Lapsed" : "Rejected"}: ${item.why.join("; ")}`));
    if (item.changed.length) said.append(make("p", { class: "small" }, `Changed: ${item.changed.join("; ")}`));
    for (const doubt of item.doubts) said.append(make("p", { class: "doubt" }, `Look here: ${doubt}`));
    if (item.judge) said.append(make("p", { class: "judge" }, item.judge));
    if (item.frame) said.append(make("p", { class: "frame" }, item.frame));
    said.append(marked(item.text));
    for (const remark of item.remarks) said.append(make("p", { class: "small" }, `Remark: ${remark}`));
    const wrong = [...item.checks.filter((c) => c.outcome !== "found").map((c) => `${c.kind} “${c.value}”: ${c.outcome}`), ...item.problems.map((p) => `${p.code}: ${p.message} ${p.help}`)];
    if (wrong.length) said.append(make("ul", { "aria-label": "What the machine compared" }, wrong.map((row) => make("li", { class: "bad" }, row))));
    else if (item.kind === "claim") said.append(make("p", { class: "small" }, `${item.checks.length} things compared by machine and found.`));
    if (item.signable) said.append(make("p", { class: "lapsed" }, item.signable));
    const sure = item.kind === "claim" && item.state === "unread" && !item.doubts.length;
    for (const row of item.evidence) {
      const again = state.before.has(row.ref);
      const text = sure ? folded(row.text) : marked(row.text);
      text.classList.toggle("again", again);
      evidence.append(make("h2", {}, row.title, again ? make("small", {}, " · as before") : null), make("small", {}, row.section), text);
      if (row.original) {
        const details = make("details", {}, make("summary", {}, "Original"), make("p", { class: "text" }, row.original));
        details.open = state.originals;
        evidence.append(details);
      }
    }
    said.dataset.id = item.id;
    said.append(make("div", { class: "rest", id: "page", tabindex: "0", role: "region", "aria-label": "The rest of the page" }));
    evidence.append(make("div", { class: "rest", id: "source", tabindex: "0", role: "region", "aria-label": "The rest of the source" }));
    for (const part of [said, evidence]) part.scrollTop = 0;
    state.around = around(item);
  }

  // --- the rest of the page and of the source, at hand below the thing itself ---
  const keyOf = (item) => (item.kind === "claim" ? item.cites[0] || "" : item.kind === "gap" ? "" : item.id).split(" ")[0];
  function kept(name, values) {
    const key = `${name} ${Object.values(values)}`;
    if (!state.pages.has(key)) state.pages.set(key, get(name, values).catch(() => ({ rows: [] })));
    return state.pages.get(key);
  }
  async function around(item) {
    const [page, key] = [$("page"), keyOf(item)];
    const source = $("source");
    if (!item.page.startsWith("sources/")) {
      const found = await kept("page", { path: item.page });
      const here = fill(page, found.title, found.rows.flatMap((row) => [row.heading && make("h3", {}, row.heading), sentence(row, item)]));
      if (here) scroll(page, here);
    }
    if (!state.sources.has(key)) return; // of a record nothing more is at hand
    const found = await kept("source", { key });
    const cited = new Set(item.kind === "claim" ? item.cites : [item.id]);
    const rows = (text) => found.rows.filter((row) => text(row)).map((row) => make("p", { class: cited.has(row.id) ? "here" : "" }, make("small", {}, `¶${row.numbers} `), text(row)));
    const digest = item.kind === "claim" || item.kind === "gap";
    if (!digest) fill(page, `Digest of ${found.title}`, rows((row) => row.digest));
    const original = !digest && found.rows.some((row) => row.original);
    fill(source, original ? `Original of ${found.title}` : found.title, rows((row) => (original ? row.original : row.digest)));
    for (const part of [page, source]) if (part.querySelector(".here")) scroll(part, part.querySelector(".here"));
  }
  function sentence(row, item) {
    const part = row.id ? make("a", { href: "#", "data-open": row.id, class: row.id === item.id ? "here" : "" }, row.text) : make("span", {}, row.text);
    return make(row.begins ? "span" : "i", { class: row.begins ? "begins" : "goes-on" }, part, " ");
  }
  function fill(part, title, rows) {
    part.replaceChildren(make("h2", {}, title), ...rows.filter(Boolean));
    return part.querySelector(".here");
  }
  function scroll(part, to) {
    part.scrollTop = to.offsetTop - part.clientHeight / 3;
  }
  function pace() {
    const left = state.rows.length, done = state.total - left;
    $("progress").max = state.total || 1;
    $("progress").value = done;
    const recent = state.times.slice(-20);
    let text = `${done} of ${state.total} read, ${left} left`;
    if (recent.length > 2) {
      const each = (recent[recent.length - 1] - recent[0]) / (recent.length - 1) / 1000;
      text += `; ${Math.round(3600 / each)} an hour, about ${Math.max(1, Math.round((left * each) / 60))} min to go`;
    }
    $("pace").textContent = text;
  }

  // --- moving ---
  async function list(keep = "") {
    const found = await get("queue", { order: $("order").value, only: state.only });
    Object.assign(state, { rows: found.rows, total: found.total, sources: new Set(found.sources) });
    $("who").textContent = `${found.reader} reads${found.since ? " what has changed" : ""}`;
    const kinds = [["claim", "sentences"], ["digest", "digests"], ["caveat", "caveats"], ["gap", "gaps"], ["correction", "corrections"], ["record", "records"], ["read", "what I have read"]];
    const names = [["", "everything"], ...found.topics.map((t) => [t.page, t.title]), ...found.sources.map((s) => [s, s]), ...kinds];
    if (!names.some(([value]) => value === state.only)) names.push([state.only, state.only]);
    $("only").replaceChildren(...names.map(([value, text]) => make("option", { value }, text)));
    $("only").value = state.only;
    const at = keep ? state.rows.indexOf(keep) : -1;
    state.at = at >= 0 ? at : Math.min(state.at, Math.max(0, state.rows.length - 1));
    state.held.clear();
    state.pages.clear();
    await open(keep && at < 0 ? keep : "");
    if (found.looking) setTimeout(look, 200);
  }
  /** While doubts are still looked for, what comes after the thing at hand is ordered by those found so far. */
  async function look() {
    if (unsaved || state.source) return setTimeout(look, 500);
    const found = await get("queue", { order: $("order").value, only: state.only });
    if (unsaved || found.only !== state.only || found.order !== $("order").value) return undefined;
    const here = state.rows[state.at];
    state.rows = found.rows.filter((id) => id !== here);
    if (here && found.rows.includes(here)) state.rows.splice(state.at = 0, 0, here);
    pace();
    return found.looking ? setTimeout(look, 200) : undefined;
  }
  function item(id) {
    if (!state.held.has(id)) {
      const coming = get("item", { id });
      coming.then((found) => { if (state.held.get(id) === coming) state.held.set(id, found); }, () => state.held.delete(id));
      state.held.set(id, coming);
    }
    return state.held.get(id);
  }
  async function open(id = "") {
    const wanted = id || state.rows[state.at];
    const found = wanted ? item(wanted) : null, last = state.item;
    state.item = found instanceof Promise ? await found : found; // what is held is shown in the same turn
    if (last && last.id !== (state.item || {}).id) state.before = texts(last);
    show();
    pace();
    for (const next of state.rows.slice(state.at + 1, state.at + 1 + AHEAD)) item(next);
  }
  async function move(by) {
    const to = state.at + by;
    if (to < 0 || to >= state.rows.length) return say(by > 0 ? "This is the last." : "This is the first.");
    state.at = to;
    await open();
  }

  // --- deciding ---
  // The next thing is shown at once; what was signed goes to the server in order, and is told when it is in the file.
  let saving = Promise.resolve();
  let unsaved = 0;
  function sign(verdict, remark = "") {
    const item = state.item;
    if (!item) return undefined;
    if (item.signable) return say(item.signable);
    const { id, said, against } = item;
    const at = state.rows.indexOf(id);
    saves(1);
    saving = saving.then(() => post("sign", { id, said, against, verdict, remark })).then(
      () => { say(`Signed: ${verdict}.`, true); dismiss(id); },
      (error) => refused(item, at, error),
    ).finally(() => saves(-1));
    state.times.push(Date.now());
    state.held.delete(id);
    if (state.only !== "read" && at >= 0) state.rows.splice(at, 1);
    state.at = Math.min(Math.max(0, at >= 0 ? at : state.at), Math.max(0, state.rows.length - 1));
    return open();
  }
  /** What could not be signed comes next again, and says why until it is. */
  function refused(item, at, error) {
    state.held.clear(); // what else was fetched may have changed as well
    if (at >= 0 && !state.rows.includes(item.id)) {
      state.rows.splice(Math.min(state.at + 1, state.rows.length), 0, item.id);
      if (!state.item) open();
    }
    dismiss(item.id);
    const words = item.text.map(([text]) => text).join("").slice(0, 60);
    $("refused").append(make("li", { "data-of": item.id }, `Not signed: “${words}…” ${error.message}`));
    pace();
  }
  function saves(more) {
    unsaved += more;
    $("main").setAttribute("aria-busy", unsaved > 0);
  }
  function dismiss(id) {
    for (const row of document.querySelectorAll("#refused li")) if (row.dataset.of === id) row.remove();
  }
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  function remark(verdict) {
    const dialog = $("remark");
    $("remark-text").value = "";
    dialog.showModal();
    dialog.onclose = () => {
      if (dialog.returnValue === "sign") run(() => sign(verdict, $("remark-text").value));
      dialog.returnValue = "";
      $("main").focus();
    };
  }
  async function undo() {
    await saving;
    const found = await post("undo", {});
    state.times.pop();
    state.source = null;
    await list(found.id);
    say("Taken back.", true);
  }
  function edit() {
    const item = state.item;
    if (!item || !item.written) return say("This is mended in its file.");
    const area = make("textarea", { rows: 6, "aria-label": "As it is written" });
    area.value = item.written;
    area.setSelectionRange(0, 0);
    const save = make("button", {}, make("kbd", {}, "Ctrl"), "+", make("kbd", {}, "Enter"), " write");
    save.onclick = () => run(() => write(item, area.value));
    area.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save.click(); }
      if (event.key === "Escape") { show(); $("main").focus(); }
    };
    $("said").append(area, save);
    area.focus();
  }
  async function write(item, text) {
    await saving;
    const found = await post("mend", { id: item.id, text, expected: item.written });
    await list(found.id);
    $("main").focus();
    const wrong = found.item ? found.item.problems : [];
    say(wrong.length ? `Written; the comparison finds: ${wrong.map((p) => p.message).join(" ")}` : "Written; the comparison finds nothing wrong.", !wrong.length);
  }
  async function side(key) {
    const found = await get("source", { key });
    const main = $("said");
    $("evidence").replaceChildren();
    $("main").classList.add("source");
    state.source = key;
    main.replaceChildren(make("h2", {}, found.title), make("p", { class: "small" }, "The original and its digest, side by side. Ctrl+Enter writes; Esc goes back."));
    for (const row of found.rows) {
      const area = make("textarea", { rows: Math.max(4, Math.ceil(row.written.length / 75) + 1), "aria-label": `Digest of ¶${row.numbers}` });
      const note = make("p", { class: "small", role: "status" }, row.state);
      area.value = row.written;
      area.setSelectionRange(0, 0);
      area.onkeydown = (event) => {
        if (event.key === "Escape") { state.source = null; show(); $("main").focus(); }
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        run(async () => {
          const made = await post("mend", { id: row.id, text: area.value, expected: row.written });
          row.written = made.item.written;
          note.textContent = made.item.problems.map((p) => `${p.code}: ${p.message} ${p.found}`).join(" ") || "Written; the comparison finds nothing wrong.";
          note.classList.toggle("bad", made.item.problems.length > 0);
          const areas = [...main.querySelectorAll("textarea")];
          if (!made.item.problems.length) (areas[areas.indexOf(area) + 1] || area).focus();
        });
      };
      const original = row.original === null ? "The original is not at hand." : row.original;
      const chosen = make("select", { "aria-label": "Correction" }, found.actions.map((name) => make("option", { value: name }, name)));
      const words = make("input", { "aria-label": "Words of the original", size: "40", placeholder: "a few words of the original" });
      words.value = original.split(/\s+/).slice(0, 8).join(" ");
      const correct = make("button", {}, "write the correction");
      correct.onclick = () => run(async () => {
        const made = await post("correct", { id: row.id, action: chosen.value, words: words.value });
        await side(key);
        const wrong = made.problems.map((p) => `${p.code}: ${p.message} ${p.found}`);
        say(wrong.join(" ") || "Written; the original was read again.", !wrong.length);
      });
      const asRead = make("details", {}, make("summary", {}, "It was read wrongly"), make("p", {}, chosen, " ", words, " ", correct));
      main.append(make("div", { class: "pair" }, make("div", {}, make("h2", {}, `¶${row.numbers}`), row.section ? make("small", {}, row.section) : null, make("p", { class: "text" }, original), row.original === null ? null : asRead), make("div", {}, area, note)));
    }
    (main.querySelector("textarea") || $("main")).focus();
  }

  /** Goes to the rest of the page or the source, once it is there. */
  async function beside(id) {
    await state.around;
    if ($(id)) $(id).focus();
  }

  // --- keys ---
  const actions = {
    yes: () => sign("reads true"), no: () => sign("does not"), yesRemark: () => remark("reads true"), noRemark: () => remark("does not"),
    next: () => move(1), back: () => move(-1), undo, edit,
    whole: () => { state.whole = !state.whole; show(); },
    original: () => { state.originals = !state.originals; show(); },
    page: () => beside("page"), source: () => beside("source"), main: () => $("main").focus(),
    write: () => { const of = state.item && keyOf(state.item); return of ? side(of) : say("There is no source here."); },
  };
  const keys = { y: "yes", n: "no", Y: "yesRemark", N: "noRemark", j: "next", ArrowRight: "next", k: "back", ArrowLeft: "back", u: "undo", e: "edit", o: "original", a: "whole", w: "write", p: "page", s: "source", Escape: "main" };
  let busy = Promise.resolve();
  function run(action) {
    say("");
    busy = busy.then(action).catch((error) => say(error.message));
    return busy;
  }
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("textarea, select, dialog, input") || event.ctrlKey || event.metaKey || event.altKey || state.source) return;
    if (!(event.key in keys) || event.repeat) return;
    event.preventDefault();
    run(actions[keys[event.key]]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) run(actions[button.dataset.do]);
    const other = event.target.closest("[data-open]");
    if (!other) return;
    event.preventDefault();
    const at = state.rows.indexOf(other.dataset.open);
    if (at >= 0) state.at = at;
    run(() => open(other.dataset.open)).then(() => $("main").focus());
  });
  $("remark-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("remark").close("sign"); }
  });
  for (const id of ["order", "only"]) $(id).addEventListener("change", () => { state.at = 0; state.only = $("only").value; run(() => list()); $("main").focus(); });
  if (asked.get("order")) $("order").value = asked.get("order");
  run(() => list(asked.get("id") || ""));
})();
