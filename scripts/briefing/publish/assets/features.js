/* What the theme's own script expects to find, where the settings ask for one of its features. */
(function () {
  "use strict";
  const scope = new URL("../..", document.currentScript.src);
  const hash = (text) => [...text].reduce((sum, c) => (sum << 5) - sum + c.charCodeAt(0), 0);
  window.__md_scope = scope;
  window.__md_hash = hash;
  window.__md_get = (key, store = localStorage, at = scope) => JSON.parse(store.getItem(`${at.pathname}.${key}`));
  window.__md_set = (key, value, store = localStorage, at = scope) => {
    try {
      store.setItem(`${at.pathname}.${key}`, JSON.stringify(value));
    } catch (error) {
      /* storage is full, or switched off */
    }
  };
})();
