/* The panel beside the page in which a reader signs what stands on it. */
(function () {
  "use strict";
  const { at } = document.currentScript.dataset;
  const page = location.pathname.replace(/^\/|\/(index\.html)?$/g, "") || "index";
  const OPEN = "briefing-reading";
  const button = document.createElement("button");
  button.id = "briefing-read";
  button.type = "button";
  button.textContent = "Read this page";
  let frame = null;
  const toggle = () => {
    if (frame) {
      frame.remove();
      frame = null;
    } else {
      frame = document.createElement("iframe");
      frame.id = "briefing-panel";
      frame.title = "What is still to be read on this page";
      frame.src = `${at}?panel=1&order=topic&only=${encodeURIComponent(`${page}.md`)}`;
      frame.onload = () => frame && frame.contentWindow.focus();
      document.body.append(frame);
    }
    document.documentElement.classList.toggle("briefing-reading", frame !== null);
    button.textContent = frame ? "Close" : "Read this page";
    sessionStorage.setItem(OPEN, frame ? "yes" : "");
  };
  button.onclick = toggle;
  addEventListener("DOMContentLoaded", () => {
    document.body.append(button);
    if (sessionStorage.getItem(OPEN)) toggle();
  });
})();
