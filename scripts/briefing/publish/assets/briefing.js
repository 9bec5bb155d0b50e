/* What a reader's hand finds: notes at the sentence, addresses to copy, the way back. The page reads whole without it. */
(function () {
  "use strict";

  const root = document.documentElement;
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const memory = (kind) => {
    try {
      return window[kind];
    } catch (error) {
      return null; // storage is switched off
    }
  };

  /* --- said aloud to screen readers, and shown for a moment --------------------------------- */

  const voice = make("p", { class: "voice", role: "status" });
  document.body.append(voice);
  let silence;
  const say = (text) => {
    voice.textContent = text;
    voice.classList.add("voice--on");
    clearTimeout(silence);
    silence = setTimeout(() => {
      voice.classList.remove("voice--on");
      voice.textContent = "";
    }, 2500);
  };

  const copy = (text, said) =>
    navigator.clipboard && navigator.clipboard.writeText
      ? navigator.clipboard.writeText(text).then(() => say(said), () => {})
      : undefined;

  /* --- colours ------------------------------------------------------------------------------- */

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const scheme = () => root.dataset.scheme || (dark.matches ? "dark" : "light");
  const schemeSwitch = one("[data-scheme-switch]");
  const nameSwitch = () =>
    schemeSwitch.setAttribute("aria-label", `Switch to ${scheme() === "dark" ? "light" : "dark"} colours`);
  if (schemeSwitch) {
    schemeSwitch.hidden = false;
    nameSwitch();
    dark.addEventListener("change", nameSwitch);
    schemeSwitch.addEventListener("click", () => {
      root.dataset.scheme = scheme() === "dark" ? "light" : "dark";
      try {
        memory("localStorage").setItem("briefing.scheme", root.dataset.scheme);
      } catch (error) {
        /* the choice lasts for this page only */
      }
      nameSwitch();
    });
  }

  /* --- the sections on a phone --------------------------------------------------------------- */

  const menu = one("[data-menu]");
  if (menu) {
    menu.hidden = false;
    const open = (yes) => menu.setAttribute("aria-expanded", String(yes));
    menu.addEventListener("click", () => open(menu.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
        open(false);
        menu.focus();
      }
    });
  }

  /* --- a note at its sentence ---------------------------------------------------------------- */

  const card = make("span", { class: "note-card", id: "note-card", popover: "manual" });
  let shown = null; // the call whose note is shown
  let waiting;

  const noteOf = (call) => document.getElementById(decodeURIComponent(call.hash.slice(1)));

  const fill = (call) => {
    const note = noteOf(call);
    const parts = all(":scope > p", note).flatMap((p) => Array.from(p.childNodes));
    const kept = parts.map((node) => node.cloneNode(true)).filter((node) => !(node.matches && node.matches(".footnote-backref")));
    for (const node of kept) if (node.removeAttribute) node.removeAttribute("id");
    while (kept.length && kept.at(-1).nodeType === Node.TEXT_NODE && !kept.at(-1).textContent.trim()) kept.pop();
    card.replaceChildren(make("span", { class: "note-card__number", "aria-hidden": "true" }, call.textContent), ...kept);
  };

  const place = (call) => {
    if (window.matchMedia("(max-width: 40rem)").matches) {
      card.style.cssText = ""; // the style sheet puts it at the foot of the screen
      const over = call.getBoundingClientRect().bottom + 12 - card.getBoundingClientRect().top;
      if (over > 0) window.scrollBy({ top: over, behavior: "instant" }); // the sentence stays above it
      return;
    }
    const at = call.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const left = Math.max(12, Math.min(at.left - 28, root.clientWidth - size.width - 12));
    const above = at.top - size.height - 10;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(above > 8 ? above : at.bottom + 10) + window.scrollY}px`;
  };

  const show = (call) => {
    clearTimeout(waiting);
    if (shown === call || !noteOf(call)) return;
    hide();
    fill(call);
    call.parentElement.after(card);
    if (card.showPopover) card.showPopover();
    card.classList.add("note-card--on");
    call.setAttribute("aria-describedby", card.id);
    shown = call;
    place(call);
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

  const later = (act, delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, delay);
  };
  const callAt = (target) => target && target.closest && target.closest("a.footnote-ref");
  const inCard = (target) => target && card.contains(target);

  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    if (shown && !callAt(event.target) && !inCard(event.target)) hide();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const call = callAt(event.target);
    if (call) later(() => show(call), 90);
    else if (inCard(event.target)) clearTimeout(waiting);
    else if (shown && shown !== document.activeElement) later(hide, 280);
    else if (!shown) clearTimeout(waiting);
  });
  document.addEventListener("focusin", (event) => {
    const call = callAt(event.target);
    if (call) {
      if (!touched) show(call);
    } else if (shown && !inCard(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const call = callAt(event.target);
    if (!call) return;
    if (touched && shown !== call) {
      event.preventDefault(); // the first touch shows the note, the second goes to it
      show(call);
    } else hide();
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

  /* --- there and back ------------------------------------------------------------------------ */

  const session = memory("sessionStorage");
  const claimOf = (link) => {
    const inClaim = link.closest(".claim");
    if (inClaim) return inClaim;
    if (inCard(link)) return shown.closest(".claim");
    const note = link.closest(".footnote li");
    const back = note && one(".footnote-backref", note);
    const call = back && document.getElementById(decodeURIComponent(back.hash.slice(1)));
    return call ? call.closest(".claim") : null;
  };
  const sentence = (claim) => {
    const words = claim.cloneNode(true);
    all(".note-call, .note-card", words).forEach((node) => node.remove());
    const text = words.textContent.trim().replace(/\s+/g, " ");
    return text.length > 90 ? `${text.slice(0, 88).replace(/\s\S*$/, "")} …` : text;
  };
  const here = location.href.split("#")[0];

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || !session || !/^#p\d+/.test(link.hash || "") || link.href.split("#")[0] === here) return;
    const claim = claimOf(link);
    if (!claim) return;
    session.setItem(
      "briefing.from",
      JSON.stringify({ to: link.href, from: `${here}#${claim.id}`, text: sentence(claim) }),
    );
  });

  const wayBack = () => {
    all(".way-back").forEach((node) => node.remove());
    let trail = null;
    try {
      trail = JSON.parse(session.getItem("briefing.from"));
    } catch (error) {
      return;
    }
    if (!trail || trail.to !== location.href) return;
    let target = document.getElementById(location.hash.slice(1));
    if (target && !target.matches(".paragraph")) target = target.closest(".paragraph") || target;
    if (!target) return;
    const link = make("a", { href: trail.from }, make("span", { "aria-hidden": "true" }, "← "), "Back to the sentence: ", make("q", {}, trail.text));
    target.before(make("p", { class: "way-back" }, link));
    target.scrollIntoView({ block: "center" });
  };
  if (session) {
    wayBack();
    window.addEventListener("hashchange", wayBack);
  }

  /* An address inside a closed disclosure opens it, and so does the address of the heading over it. */
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const under = target.nextElementSibling;
    if (/^H[2-6]$/.test(target.tagName) && under && under.matches("details")) under.open = true;
    for (let node = target.closest("details"); node; node = node.parentElement.closest("details")) node.open = true;
  };
  reveal();
  window.addEventListener("hashchange", reveal);

  /* --- addresses and citations to copy --------------------------------------------------------- */

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".paragraph a.pilcrow, a.headerlink");
    if (link) copy(link.href, "Address copied");
  });
  if (navigator.clipboard)
    for (const reference of all(".cite-this > p:first-child")) {
      const words = reference.textContent.trim();
      const button = make("button", { type: "button", class: "copy-button copy-button--plain" }, "Copy as plain text");
      button.addEventListener("click", () => copy(words, "Copied"));
      reference.append(" ", button);
    }
  if (navigator.clipboard)
    for (const block of all(".cite-this pre, .highlight pre, .md-typeset > pre")) {
      const button = make("button", { type: "button", class: "copy-button" }, "Copy");
      button.addEventListener("click", () => copy((one("code", block) || block).textContent.replace(/^\$ /gm, ""), "Copied"));
      block.before(make("div", { class: "copy-bar" }, button));
    }

  /* --- tables wider than the screen are moved inside their own frame ---------------------------- */

  for (const table of all(".text table")) {
    let frame = table.parentElement;
    if (!frame.matches(".matrix, .scroll")) {
      frame = make("div", { class: "scroll" });
      table.replaceWith(frame);
      frame.append(table);
    }
    if (frame.scrollWidth > frame.clientWidth + 1) {
      const heading = one("caption", table);
      frame.setAttribute("tabindex", "0");
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", heading ? heading.textContent : "Table, scrolls sideways");
    }
  }

  /* --- where on the page ------------------------------------------------------------------------ */

  const contents = one(".contents details");
  if (contents && !window.matchMedia("(min-width: 72rem)").matches) contents.open = false;
  const marks = new Map(all(".contents a").map((a) => [document.getElementById(decodeURIComponent(a.hash.slice(1))), a]));
  if (marks.size && "IntersectionObserver" in window) {
    const heads = Array.from(marks.keys()).filter(Boolean);
    const mark = () => {
      const now = heads.filter((head) => head.getBoundingClientRect().top < 160).pop() || heads[0];
      marks.forEach((a, head) => (head === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
    };
    const watch = new IntersectionObserver(mark, { rootMargin: "-80px 0px -60% 0px", threshold: [0, 1] });
    heads.forEach((head) => watch.observe(head));
    mark();
  }

  /* --- search: fetched when first asked for ------------------------------------------------------ */

  const finder = one("#finder");
  const script = document.currentScript ? document.currentScript.src : one("script[src*='briefing/briefing']").src;
  const openers = all("[data-open-search]");
  const loaded = {};
  const load = (address) =>
    (loaded[address] ||= new Promise((done, failed) => {
      const element = make("script", { src: address });
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    }));
  const find = (query) => {
    if (!finder.open) finder.showModal();
    const box = one(".finder__query", finder);
    if (typeof query === "string") box.value = query;
    box.focus();
    box.select();
    load(script.replace(/briefing(\.[0-9a-f]+)?\.js/, finder.dataset.name || "search.js"))
      .then(() => window.briefingSearch.start(finder, load))
      .catch(() => (one(".finder__status", finder).textContent = "The search could not be loaded."));
  };
  if (finder && finder.showModal) {
    for (const button of openers) {
      button.hidden = false;
      button.addEventListener("click", find);
    }
    document.addEventListener("keydown", (event) => {
      const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
      const asked = (event.key === "/" || event.key === "s" || event.key === "f") && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const commanded = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      if (!finder.open && (asked || commanded)) {
        event.preventDefault();
        find();
      }
    });
    finder.addEventListener("click", (event) => event.target === finder && finder.close());
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) find(asked);
  }
})();
