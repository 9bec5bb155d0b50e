/* Loads the page again when the preview has made another version of the site. */
(function () {
  "use strict";
  const shown = document.currentScript.dataset.version;
  const ask = () =>
    fetch("/_briefing/version", { cache: "no-store" })
      .then((answer) => answer.text())
      .then((version) => version !== shown && location.reload())
      .catch(() => {}) // the preview has ended; it may begin again
      .finally(() => setTimeout(ask, document.hidden ? 2000 : 400));
  ask();
})();
