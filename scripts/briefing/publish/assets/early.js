/* Before a page is shown: that scripts run, and which colours the reader chose. */
(function (root) {
  "use strict";
  root.className = root.className.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("briefing.scheme");
    if (chosen) root.setAttribute("data-scheme", chosen);
  } catch (error) {
    /* storage is switched off */
  }
})(document.documentElement);
