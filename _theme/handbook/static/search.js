// Search, beside the engine: fetches the index and the texts, shows what was found, in the dialog that
// handbook.js opens or on the search page. Only who reaches for search gets this file.
"use strict";

{
  const base = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const SHOWN = { dialog: 5, page: 25 };
  // Characters; ms without a key before texts are fetched, and before it is said that nothing was found;
  // how much contributors' pages count.
  const EXCERPT = 200, PAUSE = 400, LONG_PAUSE = 700, ASIDE = 0.6;
  // Contributors' pages are searched as well on one of them, and on the search page where its address says so.
  const ALL = "all";
  const everywhere = document.querySelector(".search-field")?.hasAttribute("data-aside") || new URLSearchParams(location.search).has(ALL);
  // "index" and "aside", as the scripts in search/ give them; "index-3" → the texts of its sections.
  const parts = {};
  const texts = new Map();
  const files = new Map();

  globalThis.handbookSearch = {
    find,
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

  // What is found: results with the engine that found them; null when there is no index.
  async function find(query, all = everywhere) {
    if (!(await fetchScript("index"))) return null;
    const found = results("index", query);
    if (!all || !(await fetchScript("aside"))) return found;
    const more = results("aside", query).map((result) => ({ ...result, score: result.score * ASIDE }));
    return [...found, ...more].sort((a, b) => b.score - a.score);
  }

  function results(part, query) {
    const { engine } = parts[part];
    return engine.find(query).map((result) => ({ ...result, engine }));
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

  // What a section says about the words that are not in its heading, from the sentence that has most of
  // them, the rarest counting most; else its beginning. Cut at words only.
  function excerpt(text, { engine, stems, section }) {
    const wanted = stems.filter((stem) => !section.stems.includes(stem));
    const sentences = text.split("\n").flatMap((block) => block.split(/(?<=[.?!]) (?=\p{Lu})/u).map((one, n) => (n ? " " : " · ") + one));
    const worth = (sentence) => {
      const has = new Set(engine.stemsOf(sentence));
      return wanted.reduce((sum, stem) => sum + (has.has(stem) ? engine.rarity(stem) : 0), 0);
    };
    const values = sentences.map(worth);
    const best = values.indexOf(Math.max(...values));
    const words = sentences.slice(best).join("").replace(/^ ·? ?/, "").split(" ");
    const hit = Math.max(0, words.findIndex((word) => engine.stemsOf(word).some((stem) => wanted.includes(stem))));
    // Where the sentence is long the word stands within the first half of what is shown.
    let from = hit, to = hit, before = 0, length = words[hit].length;
    while (from > 0 && (before += words[from - 1].length + 1) < EXCERPT / 2) length += words[--from].length + 1;
    if (from < 3) (length += words.slice(0, from).join(" ").length), (from = 0);
    while (to < words.length - 1 && (length += words[to + 1].length + 1) < EXCERPT) to++;
    return (from ? "… " : "") + words.slice(from, to + 1).join(" ").replace(/ ·$/, "") + (to < words.length - 1 ? " …" : "");
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
    await Promise.all(links.map(async (link, n) => {
      const { section } = results[n];
      await fetchScript(section.file);
      const text = texts.get(section.file)?.[section.part] ?? "";
      link.querySelector(".excerpt").replaceChildren(...marked(excerpt(text, results[n]), results[n]));
    }));
  }

  // -- The dialog and the page -----------------------------------------------------------------------

  // Answers what stands in the field, in the list: at every key with headings, and when no key follows
  // with the texts as well, which is also when it is said how many there are.
  function attach(input, list, status, most, attributes) {
    let asked = "", timer = 0, drawn = "";
    async function answer() {
      const query = input.value.trim();
      if (query === asked) return;
      asked = query;
      clearTimeout(timer);
      const found = query ? await find(query) : [];
      if (query !== asked) return;
      draw(found);
      // A word may be unfinished: that there is nothing is said only when nobody types any more.
      timer = setTimeout(finish, found?.length || !query ? PAUSE : LONG_PAUSE, query, found);
    }
    function finish(query, found) {
      if (query !== asked) return;
      const links = draw(found);
      tell(query, found, links.length);
      addExcerpts(links, found ?? []);
    }
    function draw(found) {
      const shown = (found ?? []).slice(0, most);
      const ids = shown.map(({ section }) => section.page.uri + section.id).join(" ");
      if (ids !== drawn) {
        const links = shown.map((result, n) => linkTo(result, attributes(n)));
        list.replaceChildren(...links.map((link) => (list.matches("ol") ? element("li", {}, link) : link)));
        list.dispatchEvent(new Event("drawn"));
        drawn = ids;
      }
      return [...list.querySelectorAll("a")];
    }
    function tell(query, results, count) {
      status.replaceChildren();
      if (!query) return;
      const { data, engine } = parts.index ?? { data: {} };
      const plain = (words, address) => element("a", { href: new URL(address, base) }, words);
      // A word that is nowhere: what was found may not be what was asked for.
      const unknown = count ? engine.unknown(query).map((word) => `“${word}”`) : [];
      if (unknown.length) status.append(`Not found: ${unknown.join(", ")}. `);
      if (!results) status.append("The search could not be loaded. Try again, or ");
      else if (!count) status.append(`Nothing found for “${query}”. Try fewer words, or `);
      else if (count < results.length) status.append(`${count} of ${results.length} results${list.matches("ol") ? "" : "; Enter shows more"}. `);
      else status.append(`${count} result${count > 1 ? "s" : ""}. `);
      if (!count && data.all) status.append("look through ", plain("everything from A to Z", data.all), ". ");
      if (data.aside && !everywhere && (!count || unknown.length || list.matches("ol"))) {
        status.append(plain("Look in the pages for contributors, too", `${data.aside}?q=${encodeURIComponent(query)}&${ALL}`), ". ");
      }
      if (!count || unknown.length) {
        const help = element("span", {});
        help.innerHTML = data.help ?? "";
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
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}${everywhere ? `&${ALL}` : ""}` : location.pathname);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      address();
    });
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) address();
    attach(input, list, document.getElementById("search-progress"), SHOWN.page, () => ({}));
  }

  const dialog = document.getElementById("pst-search");
  if (dialog) attachDialog(dialog);
  const page = document.getElementById("search-results");
  if (page) attachPage(page);
}
