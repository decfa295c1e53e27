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
  const UNSEEN = /[\u00ad\u200b\u2060]/;
  const DASH = /[\u2010-\u2015\u2212]/;
  const MARKS = /[\u0300-\u036f]/g;

  function letter(character, special) {
    const small = character.toLowerCase();
    if (special[small]) return special[small];
    if (UNSEEN.test(small)) return "";
    if (DASH.test(small)) return "-";
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

  // The same without the spaces inside numbers, case numbers and paragraphs: "22 40 00 40", "22 / 32267", "§ 3-1".
  function packed({ folded, places }) {
    const left = [];
    let text = "";
    for (let at = 0; at < folded.length; at += 1) {
      if (folded[at] === " " && /[\d/§]$/.test(text.slice(-1)) && /[\d/]/.test(folded[at + 1])) continue;
      text += folded[at];
      left.push(places[at]);
    }
    left.push(places[folded.length]);
    return { folded: text, places: left };
  }

  function forms(text) {
    const wide = fold(text, WIDE);
    return [wide, fold(text, NARROW), packed(wide)];
  }

  // An address begins with what its page is about: kapittel/innledning/.
  const entries = index.map(([title, page, address, text]) => ({
    title, page, address, text, kind: address.split("/")[0], titleForms: forms(title), textForms: forms(text),
  }));

  // What is looked for, from the best way in which it may stand in a text to the poorest: as whole words, at the beginning of one, inside one.
  function ways(text) {
    const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const before = "(^|[^\\p{L}\\p{N}])";
    return text && [`${before}${escaped}(?![\\p{L}\\p{N}])`, before + escaped, `()${escaped}`].map((way) => new RegExp(way, "u"));
  }

  // A text in the forms in which it is looked for; one with æ, ø or å of its own is never read as o or a, and only numbers are packed.
  function asked(text) {
    const [wide, narrow, close] = forms(text).map((form) => form.folded);
    const texts = [wide, /[æøå]/i.test(text) ? "" : narrow, /\d/.test(text) ? close : ""];
    return texts.map((each) => ({ text: each, ways: ways(each) }));
  }

  // Where it stands in a text: [from, to] in the text itself, and how well, from 3 down to 1. Null where it does not.
  function find(wanted, textForms) {
    for (let way = 0; way < 3; way += 1) {
      for (let each = 0; each < 3; each += 1) {
        const found = wanted[each].text && wanted[each].ways[way].exec(textForms[each].folded);
        if (found) {
          const from = found.index + found[1].length;
          return { from: textForms[each].places[from], to: textForms[each].places[from + wanted[each].text.length - 1] + 1, well: 3 - way };
        }
      }
    }
    return null;
  }

  // All words must stand in title, kind or text, and a title counts more than a text. What stands in a title as it was typed counts most: several
  // words more at its beginning, and the more of the title they are.
  function score(entry, query) {
    let sum = 0;
    for (const word of query.words) {
      const title = find(word, entry.titleForms);
      const kind = word.some(({ text }) => text === entry.kind);
      const found = title || kind || find(word, entry.textForms);
      if (!found) return 0;
      sum += title ? 100 * title.well : kind ? 300 : found.well;
    }
    const title = find(query.whole, entry.titleForms);
    if (title && title.well === 3) {
      const share = (title.to - title.from) / entry.title.length;
      return sum + 1000 * (1 + share + (query.words.length > 1 && title.from === 0));
    }
    const text = find(query.whole, entry.textForms);
    return text && text.well > 1 ? sum + 50 : sum;
  }

  function hits(query) {
    return entries
      .map((entry, order) => ({ entry, order, score: score(entry, query) }))
      .filter((hit) => hit.score > 0)
      .sort((one, other) => other.score - one.score || one.order - other.order)
      .map((hit) => hit.entry);
  }

  // What was typed as it stands in the text, else its words, each where it stands best.
  function places(query, textForms) {
    const whole = find(query.whole, textForms);
    return whole && whole.well > 1 ? [whole] : query.words.map((word) => find(word, textForms)).filter(Boolean);
  }

  // Puts a text into an element with what was looked for marked. Text is only ever added as text.
  function mark(element, text, query, from, to) {
    const spans = places(query, forms(text.slice(from, to)))
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

  // The part of a text around what was looked for, from a word's beginning to a word's end.
  function around(text, textForms, query) {
    const first = places(query, textForms)[0] || { from: 0, to: 0 };
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

  function show(entry, query) {
    const item = add(results, "li");
    const link = add(item, "a");
    link.setAttribute("href", form.dataset.root + entry.address);
    mark(link, entry.title, query, 0, entry.title.length);
    if (entry.page) add(item, "p", "where").textContent = entry.page;
    if (!entry.text) return;
    const [from, to] = around(entry.text, entry.textForms, query);
    const context = add(item, "p", "context");
    if (from > 0) context.append("… ");
    mark(context, entry.text, query, from, to);
    if (to < entry.text.length) context.append(" …");
  }

  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  function search() {
    const typed = field.value.normalize("NFC").split(/\s+/).filter(Boolean);
    const text = typed.join(" ");
    results.replaceChildren();
    if (text.length < 2) {
      count.textContent = text ? form.dataset.hint : "";
      return;
    }
    const query = { words: typed.map(asked), whole: asked(text) };
    const found = hits(query);
    const sentence = found.length ? form.dataset.count : form.dataset.none;
    count.textContent = filled(sentence, { count: String(found.length), query: text });
    found.slice(0, MOST).forEach((entry) => show(entry, query));
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
