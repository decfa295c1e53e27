// Every page: Escape closes the menu, a term's meaning is shown where the pointer or the focus is on it, and tables shown as cards stay tables.
(() => {
  "use strict";

  const menu = document.querySelector("details.menu");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu || !menu.open || !menu.contains(document.activeElement)) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Some browsers no longer tell a table as one where style undoes its display; a role that is written out stays.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const part of document.querySelectorAll("table.cards, table.cards :is(thead, tbody, tr, th, td)")) {
    if (part.closest("table").matches(".cards")) part.setAttribute("role", ROLES[part.tagName] || (part.scope === "col" ? "columnheader" : "rowheader"));
  }

  const LATER = 250;
  let box = null;
  let shown = null;
  let leaving = 0;

  function stay() {
    clearTimeout(leaving);
  }

  function hide() {
    stay();
    if (box) box.hidden = true;
    shown = null;
  }

  function hideSoon() {
    stay();
    leaving = setTimeout(() => { if (document.activeElement !== shown) hide(); }, LATER);
  }

  function made() {
    box = document.createElement("div");
    box.className = "tip";
    box.setAttribute("role", "tooltip");
    box.addEventListener("pointerenter", stay);
    box.addEventListener("pointerleave", hideSoon);
    document.querySelector("main").append(box);
    return box;
  }

  // Right under the first line of the term, over it where there is no room below; never outside the window.
  function place(term) {
    const line = term.getClientRects()[0];
    const own = box.getBoundingClientRect();
    const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - own.width - 8));
    const below = line.bottom + own.height + 12 < window.innerHeight || line.top < own.height + 12;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${(below ? line.bottom + 6 : line.top - own.height - 6) + window.scrollY}px`;
  }

  function show(term) {
    const meaning = document.getElementById(term.getAttribute("aria-describedby"));
    if (!meaning) return;
    stay();
    shown = term;
    (box || made()).textContent = meaning.textContent;
    box.hidden = false;
    place(term);
  }

  for (const term of document.querySelectorAll("a.term")) {
    term.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") show(term); });
    term.addEventListener("pointerleave", hideSoon);
    term.addEventListener("focus", () => { if (term.matches(":focus-visible")) show(term); });
    term.addEventListener("blur", hide);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
