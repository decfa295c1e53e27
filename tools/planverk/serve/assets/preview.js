// The preview: loads the page again when it has changed, and sets each finding at the place that it is about.
(() => {
  "use strict";

  const { page, seen, events } = document.currentScript.dataset;
  const panel = document.getElementById("_preview");
  const state = document.getElementById("_preview-state");

  // --- the panel, and each group of notes in it, stays open or closed from one load to the next

  for (const part of panel.querySelectorAll("details")) {
    const key = `preview-open ${part.id}`;
    part.open = sessionStorage.getItem(key) === "yes";
    part.addEventListener("toggle", () => sessionStorage.setItem(key, part.open ? "yes" : "no"));
  }

  // What gets the focus scrolls clear of the panel, however high that is now.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--preview-height", `${panel.offsetHeight}px`);
  }).observe(panel);

  for (const link of panel.querySelectorAll("[data-making]")) {
    link.addEventListener("click", () => { state.textContent = link.dataset.making; });
  }
  addEventListener("pageshow", () => { state.textContent = ""; });

  // --- marks

  // Where a mark stands: under the heading of a section, in the cell that names a measure, under what a list says of a term.
  function put(mark, anchor) {
    const at = anchor ? document.getElementById(anchor) : document.querySelector("main h1");
    if (!at) return;
    if (/^H[1-6]$/.test(at.tagName)) at.after(mark);
    else if (at.tagName === "TR") (at.querySelector("th") || at.cells[0]).append(mark);
    else if (at.tagName === "SECTION") at.querySelector("h1, h2, h3, h4, h5, h6").after(mark);
    else if (at.tagName === "FIGURE") at.querySelector("figcaption").after(mark);
    else (at.querySelector("dd") || at).append(mark);
  }

  // A mark is open where something must or should be mended; a remark waits until it is asked for.
  for (const item of panel.querySelectorAll("[data-anchor]")) {
    const mark = document.createElement("details");
    mark.className = `preview-mark ${item.className}`;
    mark.lang = panel.lang;
    mark.open = !item.classList.contains("preview-info");
    const summary = document.createElement("summary");
    summary.textContent = item.querySelector(".preview-label").textContent.replace(/:$/, "");
    mark.append(summary, ...[...item.children].map((child) => child.cloneNode(true)));
    mark.querySelector(".preview-label").remove();
    put(mark, item.dataset.anchor);
  }

  // --- loading again

  // Only a page that is looked at listens: a browser allows a server six connections, and a preview may be open in more tabs.
  let source = null;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`${events}?page=${encodeURIComponent(page)}&seen=${seen}`);
    source.addEventListener("changed", () => location.reload());
    source.addEventListener("open", () => { if (state.textContent === state.dataset.lost) state.textContent = ""; });
    source.addEventListener("error", () => { state.textContent = state.dataset.lost; });
  }

  function rest() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
