// Search, beside the engine: fetches the index and the texts, shows what was found, in the dialog that
// handbook.js opens or on the search page. Only who reaches for search gets this file.
"use strict";

{
  const base = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const SHOWN = { dialog: 5, page: 25 };
  const EXCERPT = 200; // characters
  const PAUSE = 120; // ms without a key before texts are fetched
  const WEAK = 0.6; // share of a question below which contributors' pages are looked at as well
  const parts = {}; // "index" and "aside", as search/*.js give them
  const texts = new Map(); // "index-3" → texts of its sections
  const files = new Map();

  globalThis.handbookSearch = {
    index(name, data) {
      const engine = new SectionIndex({ ...parts.index?.data, ...data });
      for (const section of engine.sections) section.file = `${name}-${section.chunk}`;
      parts[name] = { data, engine };
    },
    text(name, version, number, text) {
      // A text of another publication than the index is none.
      if (parts[name].data.version === version) texts.set(`${name}-${number}`, text.split("\f"));
    },
  };

  // A classic script: from disk, browsers refuse every other way to read a file.
  function fetchScript(name) {
    if (!files.has(name)) {
      files.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = new URL(`search/${name}.js`, base);
        script.onload = () => done(true);
        script.onerror = () => {
          files.delete(name); // so that the next key tries again
          done(false);
        };
        document.head.append(script);
      }));
    }
    return files.get(name);
  }

  async function find(query) {
    if (!(await fetchScript("index"))) return null;
    const found = parts.index.engine.find(query);
    const share = found[0]?.share ?? 0;
    if (share > WEAK || !(await fetchScript("aside"))) return found;
    const more = parts.aside.engine.find(query);
    return (more[0]?.share ?? 0) > share ? [...more, ...found] : [...found, ...more];
  }

  // -- What is shown of a section -------------------------------------------------------------------

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Text with the words that were asked for marked in it.
  function marked(text, { engine, stems }) {
    return text.split(/([\p{L}\p{N}]+)/u).map((part, n) =>
      n % 2 && stems.some((stem) => engine.stemOf(engine.wordsOf(part)[0] ?? "") === stem) ? element("mark", {}, part) : part);
  }

  // The sentences that have most of the words, the rarest counting most, cut at words.
  function excerpt(text, { engine, stems }) {
    const sentences = text.split("\n").flatMap((block) => block.split(/(?<=[.?!]) (?=\p{Lu})/u).map((one) => [one, block]));
    const worth = ([sentence]) => {
      const has = new Set(engine.stemsOf(sentence));
      return stems.reduce((sum, stem) => sum + (has.has(stem) ? engine.rarity(stem) : 0), 0);
    };
    let best = 0;
    sentences.forEach((one, n) => { if (worth(one) > worth(sentences[best])) best = n; });
    if (!sentences.length) return "";
    const [sentence, block] = sentences[best];
    let shown = sentence, at = best;
    while (sentences[++at]?.[1] === block && shown.length + sentences[at][0].length < EXCERPT) shown += ` ${sentences[at][0]}`;
    if (shown.length <= EXCERPT) return shown;
    const words = shown.split(" ");
    const first = words.findIndex((word) => engine.stemsOf(word).some((stem) => stems.includes(stem)));
    let from = Math.max(0, first), to = from, length = words[from].length;
    for (let grown = true; grown && length < EXCERPT; ) {
      grown = false;
      if (to < words.length - 1) (length += words[++to].length + 1), (grown = true);
      if (from > 0 && length < EXCERPT && (to === words.length - 1 || to - first > first - from)) (length += words[--from].length + 1), (grown = true);
    }
    return (from ? "… " : "") + words.slice(from, to + 1).join(" ") + (to < words.length - 1 ? " …" : "");
  }

  function linkTo(result, attributes) {
    const { section } = result;
    const where = section.term ? "Glossary" : [...new Set([section.page.title, ...section.above.filter(Boolean)])]
      .filter((one) => one !== section.title).join(" › ");
    const link = element("a", { href: new URL(`${section.page.uri}${section.depth === 1 ? "" : `#${section.id}`}`, base), ...attributes },
      element("strong", {}, ...marked(section.title, result)));
    if (where) link.append(" ", element("small", {}, where));
    link.append(element("span", { class: "excerpt" }));
    return link;
  }

  async function addExcerpts(links, results) {
    await Promise.all(results.map(async (result, n) => {
      const { section } = result;
      await fetchScript(section.file);
      const text = texts.get(section.file)?.[section.part] ?? "";
      links[n].querySelector(".excerpt").replaceChildren(...marked(excerpt(text, result), result));
    }));
  }

  // -- The dialog and the page -----------------------------------------------------------------------

  // `draw` puts links into the list; the rest is the same in both.
  function attach(input, list, status, most, attributes) {
    let asked = "", timer = 0, running = 0;
    async function answer() {
      const query = input.value.trim();
      if (query === asked) return;
      asked = query;
      const mine = ++running;
      clearTimeout(timer);
      const results = query ? await find(query) : [];
      if (mine !== running) return;
      const shown = (results ?? []).slice(0, most);
      const found = shown.map((result) => ({ ...result, engine: parts[result.section.file.split("-")[0]].engine }));
      const links = found.map((result, n) => linkTo(result, attributes(n)));
      list.replaceChildren(...links.map((link) => (list.matches("ol") ? element("li", {}, link) : link)));
      list.dispatchEvent(new Event("drawn"));
      timer = setTimeout(() => {
        tell(query, results, links.length);
        addExcerpts(links, found);
      }, PAUSE);
    }
    function tell(query, results, count) {
      status.replaceChildren();
      if (!query) return;
      if (!results) status.append("The search could not be loaded. Try again, or ");
      else if (count) status.append(count < results.length ? `${count} of ${results.length} results` : `${count} result${count > 1 ? "s" : ""}`);
      else status.append(`Nothing found for “${query}”. Try fewer words, or `);
      if (!count) {
        const all = parts.index?.data.all;
        if (all) status.append("look through ", element("a", { href: new URL(all, base) }, "everything from A to Z"), ". ");
        const help = element("span", {});
        help.innerHTML = parts.index?.data.help ?? "";
        status.append(help);
      }
    }
    input.addEventListener("input", answer);
    answer();
  }

  function attachDialog(dialog) {
    const input = dialog.querySelector("input");
    const list = dialog.querySelector("[role=listbox]");
    let chosen = -1;
    function choose(n) {
      const options = [...list.children];
      chosen = options.length ? (n + options.length + 1) % (options.length + 1) : -1;
      if (chosen === options.length) chosen = -1; // back in the field
      options.forEach((option, at) => option.setAttribute("aria-selected", at === chosen));
      if (chosen < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
    list.addEventListener("drawn", () => {
      input.setAttribute("aria-expanded", list.children.length > 0);
      choose(-1);
    });
    input.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: chosen + 1, ArrowUp: chosen < 0 ? list.children.length - 1 : chosen - 1 };
      if (event.key in steps && list.children.length) choose(steps[event.key]);
      else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
      else return;
      event.preventDefault();
    });
    // A result may be on this very page.
    list.addEventListener("click", (event) => {
      if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
    });
    attach(input, list, dialog.querySelector("[role=status]"), SHOWN.dialog,
      (n) => ({ role: "option", id: `pst-found-${n}`, tabindex: "-1", "aria-selected": "false" }));
  }

  function attachPage(list) {
    const form = document.querySelector("form.find");
    const input = form.querySelector("input");
    const address = () => {
      const query = input.value.trim();
      document.title = document.title.replace(/^(.*?: )?/, query ? `${query}: ` : "");
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      address();
    });
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) address();
    else input.focus();
    attach(input, list, document.getElementById("search-progress"), SHOWN.page, () => ({}));
  }

  const dialog = document.getElementById("pst-search");
  if (dialog) attachDialog(dialog);
  const page = document.getElementById("search-results");
  if (page) attachPage(page);
}
