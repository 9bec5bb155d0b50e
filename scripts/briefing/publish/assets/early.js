/* Before a page is shown: that scripts run, which colours the reader chose, and the faces that it is set in. */
(function (root) {
  "use strict";
  root.className = root.className.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("briefing.scheme");
    if (chosen) root.setAttribute("data-scheme", chosen);
  } catch (error) {
    /* storage is switched off */
  }
  /* a face is used where it comes in time for the first look, so that nothing moves; from a folder it is there anyway */
  if (location.protocol !== "file:")
    for (const face of (document.currentScript.dataset.faces || "").split(" ").filter(Boolean)) {
      const link = document.createElement("link");
      for (const [name, value] of Object.entries({ rel: "preload", href: face, as: "font", type: "font/woff2", crossorigin: "" }))
        link.setAttribute(name, value);
      document.head.append(link);
    }
})(document.documentElement);
