/* Who or what a link leads to, in a few words beside it: where a mouse rests on it, or a key has reached it. */
(function () {
  "use strict";

  const { one, make, load, home } = window.briefing;
  const root = document.documentElement;
  const known = {}; // address below the site's → what is said of it
  const box = make("div", { class: "about-box", id: "about-box", role: "tooltip", popover: "manual" });
  let shown = null; // the link beside which it stands
  let waiting = 0;

  window.briefingAbout = (at, about) => (known[at] = about);

  /** The page of its own to which a link leads, as its address below the site's; nothing for any other link. */
  const subjectOf = (link) => {
    if (!link || typeof link.href !== "string" || !link.matches(".text a[href]") || link.closest(".cards, .tags, .note-card, .paragraph > p > .pilcrow")) return null;
    const address = link.href.replace(/index\.html$/, "");
    if (link.hash || !address.startsWith(home)) return null;
    const at = address.slice(home.length);
    return /^(?:topics|sources|entities)\/[^/?#]+\/$/.test(at) && !location.href.startsWith(address) ? at : null;
  };

  const place = (link) => {
    const lines = Array.from(link.getClientRects());
    const line = lines[0];
    const last = lines.at(-1);
    const width = Math.min(352, root.clientWidth - 16);
    box.style.width = `${width}px`;
    const left = Math.max(8, Math.min(last.left, root.clientWidth - width - 8));
    const below = last.bottom + 6;
    const above = line.top - 6 - box.offsetHeight;
    const top = below + box.offsetHeight <= window.innerHeight || above < 8 ? below : above;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  };

  const show = (link, at) => {
    const about = known[at];
    if (!about || !link.isConnected) return;
    hide();
    const row = (name, text) => (text ? [make("span", { class: name }, text)] : []);
    box.replaceChildren(...row("about-kind", about.kind), ...row("about-name", about.name), ...row("about-says", about.says), ...row("about-facts", about.facts));
    document.body.append(box);
    if (box.showPopover) box.showPopover();
    box.classList.add("about-box--on");
    link.setAttribute("aria-describedby", box.id);
    shown = link;
    place(link);
  };

  const stop = () => {
    clearTimeout(waiting);
    waiting = 0;
  };
  const hide = () => {
    stop();
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    box.classList.remove("about-box--on");
    if (box.hidePopover) box.hidePopover();
    box.remove();
  };

  /** Shows what is known of a link after a while, if it is still wanted then. */
  const soon = (link, delay) => {
    const at = subjectOf(link);
    if (!at || link === shown) return;
    stop();
    waiting = setTimeout(() => {
      if (known[at]) return show(link, at);
      const mine = waiting;
      load(`${home}${at}about.js`).then(() => mine === waiting && show(link, at), () => {});
    }, delay);
  };

  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    if (!box.contains(event.target)) hide();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = event.target.closest && event.target.closest("a");
    if (subjectOf(link)) soon(link, 300);
    else if (box.contains(event.target) || !shown) stop();
    else if (shown !== document.activeElement) {
      stop();
      waiting = setTimeout(hide, 250);
    }
  });
  document.addEventListener("focusin", (event) => {
    hide();
    if (!touched && event.target.matches(":focus-visible")) soon(event.target, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (shown) event.preventDefault();
    hide();
  });
  window.addEventListener("resize", hide);
})();
