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

  /* --- without a server a folder's address needs its page --------------------------------------- */

  if (location.protocol === "file:")
    for (const link of all("a[href]")) {
      const led = new URL(link.getAttribute("href"), location.href); // a link in a drawing has no address of its own to set
      if (led.protocol === "file:" && led.pathname.endsWith("/")) link.setAttribute("href", `${led.href.replace(/[?#].*/, "")}index.html${led.hash}`);
    }

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

  /* --- there and back ------------------------------------------------------------------------ */

  const session = memory("sessionStorage");
  const claimOf = (link) => {
    const inClaim = link.closest(".claim");
    if (inClaim) return inClaim;
    const note = link.closest(".footnote li");
    const back = note && one(".footnote-backref", note);
    const call = back && document.getElementById(decodeURIComponent(back.hash.slice(1)));
    return call ? call.closest(".claim") : null;
  };
  const sentence = (claim) => {
    const words = claim.cloneNode(true);
    all(".note-call, .note-card, .share", words).forEach((node) => node.remove());
    return words.textContent.trim().replace(/\s+/g, " ");
  };
  const short = (text) => (text.length > 90 ? `${text.slice(0, 88).replace(/\s\S*$/, "")} …` : text);
  const here = location.href.split("#")[0];
  const home = new URL((one("#finder") || { dataset: { root: "." } }).dataset.root.replace(/\/?$/, "/"), location.href).href;
  const loaded = {};
  const load = (address) =>
    (loaded[address] ||= new Promise((done, failed) => {
      const element = make("script", { src: address });
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    }));
  window.briefing = { one, all, make, copy, sentence, here, home, load };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || !session || !/^#p\d+/.test(link.hash || "") || link.href.split("#")[0] === here) return;
    const claim = claimOf(link);
    if (!claim) return;
    session.setItem(
      "briefing.from",
      JSON.stringify({ to: link.href, from: `${here}#${claim.id}`, text: short(sentence(claim)) }),
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
    if (/^H[2-6]$/.test(target.tagName)) {
      let under = target.nextElementSibling;
      while (under && !under.matches("h2, h3, h4, details")) under = under.nextElementSibling;
      if (under && under.matches("details.evidence")) under.open = true;
    }
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

  /* --- tables and code wider than the screen are moved inside their own frame, by keys as well ---- */

  /** A frame that scrolls, reached by the tab key; a group, as many landmarks of one name would be noise. */
  const reachable = (frame, label) => {
    if (frame.scrollWidth <= frame.clientWidth + 1) return;
    frame.setAttribute("tabindex", "0");
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", label);
  };

  for (const table of all(".text table")) {
    let frame = table.parentElement;
    if (!frame.matches(".matrix, .scroll")) {
      frame = make("div", { class: "scroll" });
      table.replaceWith(frame);
      frame.append(table);
    }
    const heading = one("caption", table);
    reachable(frame, heading ? heading.textContent : "Table, scrolls sideways");
  }

  for (const block of all(".text pre")) reachable(block, "Code, scrolls sideways");

  /* --- pictures of many marks: one stop for the tab key, arrows go from mark to mark ------------------ */

  for (const picture of all(".glance, .picture svg")) {
    const parts = all("a", picture);
    const stop = (part) => parts.forEach((other) => other.setAttribute("tabindex", other === part ? "0" : "-1"));
    stop(parts[0]);
    picture.addEventListener("focusin", (event) => stop(event.target.closest("a")));
    picture.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = step && parts[parts.indexOf(document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }

  /* --- where on the page ------------------------------------------------------------------------ */

  const marks = new Map(all(".contents a").map((a) => [document.getElementById(decodeURIComponent(a.hash.slice(1))), a]));
  if (marks.size && "IntersectionObserver" in window) {
    const heads = Array.from(marks.keys()).filter(Boolean);
    let jumped = null; // a heading near the end of a page never comes to its top: where one has jumped to it, it is the one
    const inView = (head) => head && head.getBoundingClientRect().top >= 0 && head.getBoundingClientRect().top < window.innerHeight;
    const mark = () => {
      const now = inView(jumped) ? jumped : heads.filter((head) => head.getBoundingClientRect().top < 160).pop() || heads[0];
      marks.forEach((a, head) => (head === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
    };
    const watch = new IntersectionObserver(mark, { rootMargin: "-80px 0px -60% 0px", threshold: [0, 1] });
    heads.forEach((head) => watch.observe(head));
    const jump = () => {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      jumped = heads.includes(target) ? target : null;
      requestAnimationFrame(mark);
    };
    for (const away of ["wheel", "touchmove"]) window.addEventListener(away, () => (jumped = null), { passive: true });
    window.addEventListener("hashchange", jump);
    jump();
    mark();
  }

  /* --- search: fetched when first asked for ------------------------------------------------------ */

  const finder = one("#finder");
  const script = document.currentScript ? document.currentScript.src : one("script[src*='briefing/briefing']").src;
  const openers = all("[data-open-search]");
  const find = (query) => {
    if (!finder.open) finder.showModal();
    const box = one(".finder__query", finder);
    if (typeof query === "string") box.value = query;
    box.focus();
    box.select();
    const beside = (name) => script.replace(/briefing(\.[0-9a-f]+)?\.js/, name);
    finder.dataset.scripts
      .split(" ")
      .reduce((before, name) => before.then(() => load(beside(name))), Promise.resolve())
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

    /* what was searched for is marked where one lands, and the way back leads to the query */
    const landed = () => {
      let trail = null;
      try {
        trail = JSON.parse(session.getItem("briefing.found"));
      } catch (error) {
        return;
      }
      const moved = performance.getEntriesByType("navigation")[0];
      if (trail && trail.from === location.href && trail.to !== location.href && moved && moved.type === "back_forward") find(trail.query);
      if (trail && trail.to === location.href) glow(trail.words);
    };
    const glow = (terms) => {
      if (!window.Highlight || !CSS.highlights) return;
      const wanted = new Set(terms);
      const at = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const within = at && /^H[1-6]$/.test(at.tagName) ? one(".text") : at || one(".text");
      const ranges = [];
      const walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
      while (walk.nextNode() && ranges.length < 400)
        for (const match of walk.currentNode.data.matchAll(/[\p{L}\p{N}]+/gu))
          if (wanted.has(match[0].normalize("NFD").replace(/\p{M}/gu, "").toLowerCase())) {
            const range = new Range();
            range.setStart(walk.currentNode, match.index);
            range.setEnd(walk.currentNode, match.index + match[0].length);
            ranges.push(range);
          }
      CSS.highlights.set("found", new Highlight(...ranges));
    };
    if (session) {
      landed();
      window.addEventListener("hashchange", landed);
      window.addEventListener("pageshow", (event) => event.persisted && landed());
    }
  }
})();
