// The search page: looks in window.planverkIndex, rows of [title, page, address, text], without asking any server.
(() => {
  "use strict";

  const form = document.getElementById("_search");
  const index = window.planverkIndex;
  if (!form || !Array.isArray(index)) return;

  const field = document.getElementById("_q");
  const count = document.getElementById("_count");
  const results = document.getElementById("_results");
  const MOST = 60;
  const AROUND = 80;

  // æ, ø and å as those write them who lack the keys: by two letters (wide) or by the nearest one where there is one (narrow).
  const WIDE = { "æ": "ae", "ø": "oe", "å": "aa" };
  const NARROW = { "æ": "ae", "ø": "o", "å": "a" };
  const MARKS = /[\u0300-\u036f]/g;

  function letter(character, special) {
    const small = character.toLowerCase();
    if (special[small]) return special[small];
    if (small === "\u00ad") return "";
    return /\s/.test(small) ? " " : small.normalize("NFD").replace(MARKS, "");
  }

  // The text folded, and for each folded character the place in the text that it comes from.
  function fold(text, special) {
    const places = [];
    let folded = "";
    for (let place = 0; place < text.length; place += 1) {
      const part = letter(text[place], special);
      folded += part;
      for (let each = 0; each < part.length; each += 1) places.push(place);
    }
    places.push(text.length);
    return { folded, places };
  }

  const forms = (text) => [fold(text, WIDE), fold(text, NARROW)];
  const entries = index.map(([title, page, address, text]) => ({
    title, page, address, text, titleForms: forms(title), textForms: forms(text),
  }));

  // The words of a query, each in the forms in which it is looked for; one with æ, ø or å of its own is never read as o or a.
  function asked(query) {
    return query.normalize("NFC").split(/\s+/).filter(Boolean).map((word) => {
      const wide = fold(word, WIDE).folded;
      const narrow = fold(word, NARROW).folded;
      return /[æøå]/i.test(word) ? [wide, null] : [wide, narrow];
    });
  }

  // Where a word stands in a text: [from, to] in the text itself, and whether a word begins there. Null where it does not.
  function find(word, textForms) {
    for (let each = 0; each < 2; each += 1) {
      const { folded, places } = textForms[each];
      const at = word[each] ? folded.indexOf(word[each]) : -1;
      if (at >= 0) {
        const begins = new RegExp(`(?:^|[^\\p{L}\\p{N}])${word[each].replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u").test(folded);
        return { from: places[at], to: places[at + word[each].length - 1] + 1, begins };
      }
    }
    return null;
  }

  // All words must stand in title or text. A title counts more than a text, the beginning of a word more than its inside.
  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      const title = find(word, entry.titleForms);
      const text = title || find(word, entry.textForms);
      if (!text) return 0;
      sum += (title ? 100 : 1) * (text.begins ? 2 : 1);
    }
    return sum;
  }

  function hits(words) {
    return entries
      .map((entry, order) => ({ entry, order, score: score(entry, words) }))
      .filter((hit) => hit.score > 0)
      .sort((one, other) => other.score - one.score || one.order - other.order)
      .map((hit) => hit.entry);
  }

  // Puts a text into an element with the words marked. Text is only ever added as text.
  function mark(element, text, words, from, to) {
    const spans = words.map((word) => find(word, forms(text.slice(from, to)))).filter(Boolean)
      .map((span) => [span.from + from, span.to + from]).sort((one, other) => one[0] - other[0]);
    let at = from;
    for (const [start, end] of spans) {
      if (start < at) continue;
      element.append(text.slice(at, start));
      const marked = document.createElement("mark");
      marked.textContent = text.slice(start, end);
      element.append(marked);
      at = end;
    }
    element.append(text.slice(at, to));
  }

  // The part of a text around the first word that stands in it, from a word's beginning to a word's end.
  function around(text, textForms, words) {
    const first = words.map((word) => find(word, textForms)).find(Boolean) || { from: 0, to: 0 };
    let from = Math.max(0, first.from - AROUND);
    let to = Math.min(text.length, first.to + 2 * AROUND);
    if (from > 0) from = text.indexOf(" ", from) < first.from && text.indexOf(" ", from) >= 0 ? text.indexOf(" ", from) + 1 : first.from;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), first.to);
    return [from, to];
  }

  function add(parent, name, className) {
    const element = document.createElement(name);
    if (className) element.className = className;
    parent.append(element);
    return element;
  }

  function show(entry, words) {
    const item = add(results, "li");
    const link = add(item, "a");
    link.setAttribute("href", form.dataset.root + entry.address);
    mark(link, entry.title, words, 0, entry.title.length);
    if (entry.page) add(item, "p", "where").textContent = entry.page;
    if (!entry.text) return;
    const [from, to] = around(entry.text, entry.textForms, words);
    const context = add(item, "p", "context");
    if (from > 0) context.append("… ");
    mark(context, entry.text, words, from, to);
    if (to < entry.text.length) context.append(" …");
  }

  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  function search() {
    const query = field.value.trim();
    const words = asked(query);
    results.replaceChildren();
    if (query.length < 2) {
      count.textContent = query ? form.dataset.hint : "";
      return;
    }
    const found = hits(words);
    const sentence = found.length ? form.dataset.count : form.dataset.none;
    count.textContent = filled(sentence, { count: String(found.length), query });
    found.slice(0, MOST).forEach((entry) => show(entry, words));
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  field.value = new URLSearchParams(location.search).get("q") || "";
  search();
  if (!field.value) field.focus();
})();
