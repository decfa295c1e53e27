// The table of measures: shows the rows that fit what is chosen, in the order that is asked for. The choices stand in the page's address.
(() => {
  "use strict";

  const form = document.getElementById("_filter");
  const body = document.querySelector("table.overview tbody");
  if (!form || !body) return;

  const status = document.getElementById("_shown");
  const rows = [...body.rows];
  const language = document.documentElement.lang;
  const fields = [...form.querySelectorAll("select")];
  const choices = fields.filter((field) => field.name !== "sort");
  const titleOf = (row) => row.querySelector("th").textContent.trim();
  const values = (row, key) => (row.getAttribute(`data-by-${key}`) || "").split(" ");

  const fits = (row) => choices.every((field) => !field.value || values(row, field.name).includes(field.value));

  // Rows without what is sorted by come last; equal ones keep the plan's own order.
  function compare(one, other, key) {
    if (key === "title") return titleOf(one).localeCompare(titleOf(other), language);
    const [first, second] = [one, other].map((row) => row.getAttribute(`data-rank-${key}`));
    if (first === second) return 0;
    if (first === null || second === null) return first === null ? 1 : -1;
    return first < second ? -1 : 1;
  }

  function sorted(key) {
    return key ? [...rows].sort((one, other) => compare(one, other, key) || rows.indexOf(one) - rows.indexOf(other)) : rows;
  }

  // The last row of a table with sums holds those of the rows that are shown; what was withdrawn does not count.
  const foot = document.querySelector("table.overview tfoot tr");
  const [thousands, decimal] = language.startsWith("en") ? [",", "."] : ["\u00a0", ","];
  const number = (text) => (/\d/.test(text) ? Number(text.replace(/\s/g, "").replaceAll(thousands, "").replace(decimal, ".").replace("\u2212", "-")) : NaN);
  const whole = foot ? [...foot.cells].map((cell) => cell.textContent) : [];

  function written(sum, decimals) {
    const [digits, rest] = Math.abs(sum).toFixed(decimals).split(".");
    const grouped = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, thousands) : digits;
    return (sum < 0 ? "\u2212" : "") + grouped + (rest && Number(rest) ? decimal + rest.replace(/0+$/, "") : "");
  }

  function sumUp(all) {
    for (const [at, cell] of foot ? [...foot.cells].entries() : []) {
      if (Number.isNaN(number(whole[at]))) continue;
      const texts = rows.filter((row) => !row.hidden && !row.hasAttribute("data-by-withdrawn")).map((row) => row.cells[at].textContent);
      const known = texts.filter((text) => !Number.isNaN(number(text)));
      const decimals = Math.max(0, ...known.map((text) => (text.trim().split(decimal)[1] || "").length));
      const place = cell.querySelector("strong") || cell;
      place.textContent = all ? whole[at] : written(known.reduce((sum, text) => sum + number(text), 0), decimals);
    }
  }

  function show() {
    body.append(...sorted(form.elements.sort.value));
    for (const row of rows) row.hidden = !fits(row);
    const count = rows.filter((row) => !row.hidden).length;
    sumUp(count === rows.length);
    const sentence = count === rows.length ? form.dataset.all : count ? form.dataset.shown : form.dataset.none;
    status.textContent = sentence.replace("{count}", String(count)).replace("{total}", String(rows.length));
  }

  // The address tells what is chosen, so that it can be shared; a browser that refuses it on a file goes on without.
  function remember() {
    const asked = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    try {
      history.replaceState(null, "", (String(asked) ? `?${asked}` : location.pathname) + location.hash);
    } catch {
      return;
    }
  }

  function recall() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = asked.get(field.name) || "";
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
  }

  form.addEventListener("change", () => { show(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    show();
    remember();
  });
  window.addEventListener("pageshow", () => { recall(); show(); });
  form.hidden = false;
})();
