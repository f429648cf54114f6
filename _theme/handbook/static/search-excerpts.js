// Sphinx's search cuts its excerpts in mid-word and runs blocks together. Only the search page has this.
"use strict";

const BLOCKS = "p, li, dt, dd, th, td, h2, h3, h4, h5, h6, caption, figcaption, pre, summary, br";
const LENGTH = 240;

Search.makeSearchSummary = (html, words, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const text = page.querySelector(".bd-article");
  if (!text) return null;
  const part = (anchor && page.getElementById(decodeURIComponent(anchor.slice(1)))) || text;
  part.querySelectorAll(".headerlink, .visually-hidden, h1, svg, script, style").forEach((e) => e.remove());
  part.querySelectorAll(BLOCKS).forEach((block) => block.prepend(" "));
  const all = part.textContent.replace(/\s+/g, " ").trim();
  if (!all) return null;
  const lower = all.toLowerCase();
  const found = [...words].map((word) => lower.indexOf(word.toLowerCase())).filter((at) => at >= 0);
  const first = found.length ? Math.min(...found) : 0;
  const start = first < 100 ? 0 : all.lastIndexOf(" ", first - 80) + 1;
  const end = start + LENGTH < all.length ? all.lastIndexOf(" ", start + LENGTH) : all.length;
  const summary = document.createElement("p");
  summary.className = "context";
  summary.textContent = (start ? "… " : "") + all.slice(start, end) + (end < all.length ? " …" : "");
  return summary;
};
