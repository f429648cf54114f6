// What HTML cannot do by itself. Without this script everything is there but the theme button.
"use strict";

// The theme button: as the system, light, dark, and round again. Before the first paint the small
// script in <head> has set what was chosen.
const root = document.documentElement;
const button = document.querySelector(".theme-button");
const names = { auto: "match your device", light: "light", dark: "dark" };

function show(theme) {
  root.dataset.theme = theme;
  button.title = `Colors: ${names[theme]}`;
  button.querySelector("span").textContent = button.title;
}

if (button) {
  show(names[root.dataset.theme] ? root.dataset.theme : "auto");
  button.addEventListener("click", () => {
    const order = Object.keys(names);
    const next = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    show(next);
    try {
      localStorage.setItem("theme", next);
    } catch {
      // No storage allowed: the choice holds for this page.
    }
  });
}

// The menu on a small screen closes when it has led somewhere, also on the same page.
const menu = document.getElementById("pst-menu");
menu?.addEventListener("click", (event) => {
  if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
});

// "On this page" marks the section that is being read: the last heading above a third of the window.
const entries = [...document.querySelectorAll(".bd-sidebar-secondary a[href^='#']")]
  .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
  .filter(([, section]) => section);

function mark() {
  const passed = entries.filter(([, section]) => section.getBoundingClientRect().top < innerHeight / 3);
  const [here] = passed.at(-1) ?? [];
  for (const [link] of entries) {
    if (link === here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (entries.length) {
  let waiting = false;
  const later = () => {
    if (!waiting) requestAnimationFrame(() => ((waiting = false), mark()));
    waiting = true;
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  later();
}

// A table or listing that is wider than the page scrolls in its own box; keys must reach it.
function reach() {
  for (const box of document.querySelectorAll(".table-wrapper, pre")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
reach();
addEventListener("resize", reach);

// Scripts that few visits need are fetched then, in the order they are asked for.
function load(name) {
  const script = document.createElement("script");
  script.src = `${root.dataset.content_root}_static/${name}.js`;
  script.async = false;
  document.head.append(script);
}

// A ¶ copies its permanent address, a short link where the section has one, as the site is published: this
// may be a copy of it. It leads where it leads as well, and with a key held down the browser does its own thing.
// Browsers let a script copy only while it answers the click, so this waits for no other file.
let copied;
document.addEventListener("click", (event) => {
  const link = event.target.closest(".headerlink");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const page = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
  page.search = "";
  const short = "go" in link.dataset && page.protocol !== "file:"; // from disk it would show a folder
  const address = new URL(short ? `${root.dataset.content_root}go/${link.hash.slice(1)}/` : link.hash, page).href;
  copied?.remove();
  const said = (copied = document.createElement("span"));
  said.className = "copied";
  said.setAttribute("role", "status");
  const words = said.appendChild(document.createElement("b"));
  link.after(said);
  const say = (...all) => setTimeout(() => words.append(...all), 50); // what stands there at once is not read out
  const done = () => {
    say("Link copied");
    setTimeout(() => said.remove(), 5000);
  };
  const refused = () => {
    const whole = document.createElement("i");
    whole.textContent = address;
    say("Copy this link: ", whole);
  };
  if (navigator.clipboard) navigator.clipboard.writeText(address).then(done, refused);
  else refused();
});

// The short link that led here may have left word that this has changed since it was published.
try {
  if (sessionStorage.since) load("since");
} catch {
  // No storage allowed: then only the short link's own page says it.
}

// A preview of where a link leads, for who points at it or comes to it by keyboard: previews.js, fetched then.
// Not for fingers, and not where data is dear.
if (!navigator.connection?.saveData && !matchMedia("(prefers-reduced-data: reduce)").matches) {
  const start = (event) => {
    const pointed = event.pointerType && event.pointerType !== "touch" && matchMedia("(hover: hover) and (pointer: fine)").matches;
    if (!event.target.closest?.("article a[href]") || !(pointed || event.target.matches(":focus-visible"))) return;
    removeEventListener("pointerover", start);
    removeEventListener("focusin", start);
    load("previews");
  };
  addEventListener("pointerover", start);
  addEventListener("focusin", start);
}

// Search. The dialog is there at once, so that nothing typed is lost; what answers in it, search.js and
// the index, is fetched then. Without script the field and the link lead to the search page.
const searchField = document.querySelector(".search-field");
let searchDialog;

function openSearch(typed = "") {
  if (!searchDialog) {
    searchDialog = document.createElement("dialog");
    searchDialog.id = "pst-search";
    searchDialog.setAttribute("aria-label", "Search the handbook");
    searchDialog.innerHTML = `<form role="search"><input name="q" role="combobox" aria-label="Search the handbook" placeholder="Search the handbook" aria-autocomplete="list" aria-expanded="false" aria-controls="pst-found" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"><button type="button">Close</button></form><p role="status"></p><div id="pst-found" role="listbox" aria-label="Results"></div>`;
    searchDialog.querySelector("form").action = searchField.action;
    const close = searchDialog.querySelector("button");
    close.addEventListener("click", () => searchDialog.close());
    searchDialog.addEventListener("click", (event) => event.target === searchDialog && searchDialog.close());
    document.body.append(searchDialog);
    load("search-engine");
    load("search");
  }
  if (!searchDialog.open) searchDialog.showModal();
  const input = searchDialog.querySelector("input");
  if (typed) {
    input.value = typed;
    input.dispatchEvent(new Event("input"));
  } else input.select();
}

if (searchField) {
  const field = searchField.elements.q;
  field.setAttribute("aria-keyshortcuts", "/ Control+K");
  field.addEventListener("mousedown", (event) => {
    event.preventDefault();
    openSearch();
  });
  field.addEventListener("input", () => {
    openSearch(field.value);
    field.value = "";
  });
  document.querySelector(".to-search").addEventListener("click", (event) => {
    event.preventDefault();
    openSearch();
  });
}
addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!slash && !k) return;
  event.preventDefault();
  if (searchField) openSearch();
  else document.getElementById("pst-find")?.focus();
});
