/* The card beside a sentence: every source that it cites, with the words that bear it out, and ways to share it. */
(function () {
  "use strict";

  const { one, all, make, copy, sentence, here, home } = window.briefing;
  const root = document.documentElement;
  const LETTER = /[\p{L}\p{N}]/u;
  const GAP = 12;
  const LEAST = 272; // px that a margin must have free to hold the card

  /* what a card that has too little room does without: words around the marks, references of the other sources, its own */
  const TIGHTER = ["note-card--short", "note-card--brief", "note-card--least"];

  const card = make("span", { class: "note-card", id: "note-card", popover: "manual", role: "group", "aria-label": "Sources of this sentence" });
  let shown = null; // the call whose sources are shown
  let waiting;

  const noteOf = (call) => document.getElementById(decodeURIComponent(call.hash.slice(1)));
  const claimOf = (call) => call.closest(".claim");
  const nameOf = (call) => (one(".note-about", noteOf(call)) || { dataset: {} }).dataset.name;
  const callsOf = (call) => {
    const claim = claimOf(call);
    const calls = claim ? all("a.footnote-ref", claim).filter(noteOf) : [call];
    return calls.filter((other, at) => calls.findIndex((c) => c.hash === other.hash) === at);
  };

  /* --- what carries the claim: ranges of a paragraph's letters, as the build left them at the claim -- */

  const carried = (claim) => {
    const found = new Map();
    for (const word of ((claim && claim.dataset.bears) || "").split(" ").filter(Boolean)) {
      const [, of, from, to, words] = word.match(/^(.*):(\d+)-(\d+):(.*)$/);
      const spans = words.split(",").filter(Boolean).map((span) => span.split("-").map(Number));
      found.set(of, [...(found.get(of) || []), { from: Number(from), to: Number(to), words: spans }]);
    }
    return found;
  };

  /** A paragraph's text in pieces: what carries the claim as <mark>, the words matched as <b>, the rest to be folded. */
  const marked = (text, sentences) => {
    const starts = []; // place in the text of each of its letters
    for (let i = 0; i < text.length; i += 1) if (LETTER.test(text[i])) starts.push(i);
    const begin = (n) => (n < starts.length ? starts[n] : text.length);
    const end = (n) => (n > 0 && n <= starts.length ? starts[n - 1] + 1 : text.length);
    const pieces = [];
    let done = 0;
    const rest = (to) => {
      if (text.slice(done, to).trim()) pieces.push(make("span", { class: "rest" }, text.slice(done, to)));
      else pieces.push(text.slice(done, to));
      done = to;
    };
    for (const { from, to, words } of sentences) {
      if (begin(from) < done) continue;
      let start = begin(from);
      while (start > done && /[“"‘'(\[]/.test(text[start - 1])) start -= 1;
      rest(start);
      const mark = make("mark", { class: "carries" });
      for (const [a, b] of words) {
        mark.append(text.slice(done, begin(a)), make("b", {}, text.slice(begin(a), end(b))));
        done = end(b);
      }
      let stop = end(to);
      while (stop < text.length && !/\s/.test(text[stop])) stop += 1;
      mark.append(text.slice(done, stop));
      done = stop;
      pieces.push(mark);
    }
    rest(text.length);
    return pieces;
  };

  /** Marks the words of a reference that the sentence has, too, where there is no more of the work than that. */
  const markShared = (reference, claim) => {
    const WORD = /[\p{L}\p{N}]+/gu;
    const stem = (word) => word.toLowerCase().slice(0, 6);
    const words = sentence(claim).match(WORD) || [];
    const [same, said] = [new Set(words), new Set(words.map(stem))];
    const isName = (word) => word[0] !== word[0].toLowerCase() && (word.length > 4 || (word.length > 2 && same.has(word)));
    const tells = (word) => said.has(stem(word)) && (/\d/.test(word) || word.length > 5 || isName(word));
    const nodes = [];
    const walk = document.createTreeWalker(reference, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("a")) nodes.push(walk.currentNode);
    for (const node of nodes) {
      const pieces = [];
      let done = 0;
      for (const match of node.data.matchAll(WORD)) {
        if (!tells(match[0])) continue;
        pieces.push(node.data.slice(done, match.index), make("mark", { class: "carries" }, make("b", {}, match[0])));
        done = match.index + match[0].length;
      }
      node.replaceWith(...pieces, node.data.slice(done));
    }
  };

  const proof = (call, bearing) => {
    const note = noteOf(call);
    const nodes = all(":scope > p", note)
      .flatMap((p) => Array.from(p.childNodes))
      .filter((node) => !(node.matches && node.matches(".footnote-backref")))
      .map((node) => node.cloneNode(true));
    const part = make("span", { class: "proof", "data-for": call.hash });
    while (nodes.length && !nodes.at(-1).textContent.trim()) nodes.pop();
    const about = nodes.findIndex((node) => node.matches && node.matches(".note-about"));
    const reference = make("span", { class: "proof-reference" }, ...nodes.splice(0, about < 0 ? nodes.length : about));
    const led = one("a[href*='#p']", reference);
    const name = make("a", { class: "proof-name", href: led ? led.getAttribute("href") : call.hash }, nameOf(call) || "");
    part.append(make("span", { class: "proof__number", "aria-hidden": "true" }, call.textContent), reference, name, ...nodes);
    for (const node of all("[id]", part)) node.removeAttribute("id");
    if (claimOf(call) && !one(".words", part)) markShared(reference, claimOf(call));
    for (const words of all(".words", part)) {
      const sentences = bearing.get(words.dataset.of);
      if (sentences) words.replaceChildren(...marked(words.textContent, sentences));
    }
    return part;
  };

  /* --- sharing --------------------------------------------------------------------------------------- */

  const addressOf = (claim) => {
    if (claim.id) return `${here}#${claim.id}`;
    const [page, anchor] = (claim.dataset.home || "").split("#");
    return `${home}${page}${location.protocol === "file:" ? "index.html" : ""}#${anchor || ""}`;
  };
  const cited = (claim, calls) => {
    const names = calls.map(nameOf).filter(Boolean).join("; ");
    const day = one(".colophon time");
    return `“${sentence(claim)}”${names ? ` (${names})` : ""}. ${document.title}${day ? `, edition of ${day.textContent}` : ""}. ${addressOf(claim)}`;
  };
  const bibtex = (claim) => {
    const entry = all(".cite-this code").map((code) => code.textContent).find((text) => /^@\w+\{/.test(text));
    if (!entry || !claim.id) return "";
    const said = sentence(claim).replace(/[&%$#_{}]/g, "\\$&");
    const fields = entry.replace(/^\s*url\s*=.*\n/m, "").replace(/\s*,?\s*\}\s*$/, "");
    return `${fields.replace(/^(@\w+\{[^,]+)/, `$1-${claim.id}`)},\n  url = {${addressOf(claim)}},\n  note = {“${said}”},\n}`;
  };
  const actions = (claim, calls) => {
    const bar = make("span", { class: "proof-actions" });
    const offer = (name, text, said) => {
      const button = make("button", { type: "button" }, name);
      button.addEventListener("click", () => copy(text, said));
      bar.append(button);
    };
    offer("Copy with citation", cited(claim, calls), "Sentence copied");
    offer("Copy link", addressOf(claim), "Address copied");
    const entry = bibtex(claim);
    if (entry) offer("BibTeX", entry, "BibTeX copied");
    return bar;
  };

  const read = (claim, compared) => {
    const said = claim.dataset.read || "Nobody has signed that they have read it.";
    return make("span", { class: "proof-read" }, `${compared ? "Compared by machine" : "No text is at hand, so that nothing was compared by machine"}. ${said}`);
  };

  /* --- where it stands: in the margin, else below the sentence, else above; never over it ------------- */

  const place = (call, scroll) => {
    const claim = claimOf(call);
    const about = (claim || call).getBoundingClientRect();
    const block = call.closest("td, th, li, p, dd, blockquote") || call;
    const column = call.closest(".text > *") || block;
    const edge = Math.max(about.right, block.getBoundingClientRect().right, column.matches(".wide, .scroll, table") ? column.getBoundingClientRect().right : 0);
    const head = one(".masthead").getBoundingClientRect();
    const top = (getComputedStyle(one(".masthead")).position === "sticky" ? Math.max(0, head.bottom) : 0) + 8;
    const bottom = window.innerHeight - 8;
    const room = root.clientWidth - edge - 2 * GAP;
    const beside = room >= LEAST;
    const width = Math.min(beside ? room : root.clientWidth - 2 * GAP, 416);
    card.classList.remove(...TIGHTER);
    card.style.width = `${width}px`;
    card.style.maxHeight = "none";
    const fit = (space) => {
      for (const step of TIGHTER) if (card.scrollHeight > space) card.classList.add(step);
      card.style.maxHeight = `${space}px`;
      return card.offsetHeight;
    };
    let x = edge + GAP;
    let y;
    if (beside) {
      const height = fit(bottom - top);
      y = Math.max(top, Math.min(about.top, bottom - height));
    } else {
      x = Math.max(GAP, Math.min(about.left, root.clientWidth - width - GAP));
      const lines = claim ? about : { top: about.top - 4, bottom: about.bottom + 4 };
      const below = bottom - lines.bottom - GAP;
      const above = lines.top - top - GAP;
      const wanted = card.offsetHeight;
      const most = Math.max(below, above);
      if (most < Math.min(wanted, scroll ? 520 : 150) && below < wanted) {
        const by = Math.min(wanted - below, scroll ? lines.top - top : lines.bottom - top - 60);
        const from = window.scrollY;
        if (by > 0) window.scrollBy({ top: by, behavior: "instant" });
        if (window.scrollY !== from) return place(call, false);
      }
      const under = below >= wanted || below >= above || (scroll && below >= 200);
      const height = fit(Math.max(96, under ? below : above));
      y = under ? lines.bottom + GAP : lines.top - GAP - height;
    }
    card.style.left = `${x + window.scrollX}px`;
    card.style.top = `${y + window.scrollY}px`;
    const part = one(".proof--called .carries", card) || one(".proof--called", card);
    if (part && card.scrollHeight > card.clientHeight) {
      const off = part.getBoundingClientRect().bottom - card.getBoundingClientRect().bottom;
      card.scrollTop = Math.max(0, off + 16);
    }
  };

  const show = (call, scroll) => {
    clearTimeout(waiting);
    if (shown === call || !noteOf(call)) return;
    hide();
    const claim = claimOf(call);
    const calls = callsOf(call);
    const bearing = carried(claim);
    card.replaceChildren(...calls.map((other) => proof(other, bearing)));
    for (const part of card.children) part.classList.toggle("proof--called", part.dataset.for === call.hash);
    if (claim) card.append(actions(claim, calls), read(claim, one(".words", card)));
    call.parentElement.after(card);
    if (card.showPopover) card.showPopover();
    card.classList.add("note-card--on");
    call.setAttribute("aria-describedby", card.id);
    shown = call;
    place(call, scroll);
  };

  const hide = () => {
    clearTimeout(waiting);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.classList.remove("note-card--on");
    if (card.isConnected && card.hidePopover) card.hidePopover();
    card.remove();
  };

  /* --- the hand: a mouse hovers, a key focuses, a finger touches the call or its sentence -------------- */

  const later = (act, delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, delay);
  };
  const callAt = (target) => target && target.closest && target.closest("a.footnote-ref");
  const inCard = (target) => target && card.contains(target);
  const inClaim = (target) => shown && claimOf(shown) && claimOf(shown).contains(target);

  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    if (shown && !callAt(event.target) && !inCard(event.target) && !inClaim(event.target)) hide();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const call = callAt(event.target);
    if (call && !inCard(call)) later(() => show(call), 90);
    else if (inCard(event.target) || inClaim(event.target)) clearTimeout(waiting);
    else if (shown && shown !== document.activeElement && !inCard(document.activeElement)) later(hide, 350);
    else if (!shown) clearTimeout(waiting);
  });
  document.addEventListener("focusin", (event) => {
    const call = callAt(event.target);
    if (call) {
      if (!touched) show(call);
    } else if (shown && !inCard(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const handle = event.target.closest && event.target.closest(".share");
    if (handle) return show(one("a.footnote-ref", handle.closest(".claim")), true);
    const call = callAt(event.target);
    if (call) {
      if (touched && shown !== call) {
        event.preventDefault(); // the first touch shows the note, the second goes to it
        show(call, true);
      } else hide();
      return;
    }
    const claim = touched && event.target.closest && !event.target.closest("a, button, summary") && event.target.closest(".claim");
    const first = claim && one("a.footnote-ref", claim);
    if (first && !inCard(event.target) && !String(getSelection())) show(first, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    const call = shown;
    const back = inCard(document.activeElement);
    hide();
    if (back) {
      touched = true; // so that the focus does not open it again
      call.focus();
      touched = false;
    }
    event.preventDefault();
  });
  window.addEventListener("resize", hide);

  /* A quiet handle at each sentence, for the mouse; keys and fingers find the same in the card. */
  for (const claim of all(".claim[id]")) {
    if (!one("a.footnote-ref", claim)) continue;
    claim.prepend(make("button", { type: "button", class: "share", tabindex: "-1", "aria-label": "Share this sentence" }));
  }
})();
