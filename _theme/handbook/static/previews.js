// What a link inside the handbook leads to, shown beside it: the heading and its first paragraph, or the
// term and its definition. Read from the page it leads to, which is fetched once and is then at hand for
// who follows the link; a page opened from disk may fetch nothing, and shows what is on itself.
//
// It goes with Escape, stays while the pointer is on it, and stays until the pointer or focus leaves
// (WCAG 1.4.13). Assistive technology is not told: it would read a paragraph at every link, and what is shown
// stands where the link leads.
"use strict";

{
  const PAUSE = 300, GRACE = 250; // ms before it comes, and before it goes
  const LONGEST = 280, GAP = 4, EDGE = 8; // characters; pixels
  const pages = new Map([[location.href.split(/[?#]/)[0], Promise.resolve(document)]]);
  const box = document.createElement("div");
  box.className = "preview";
  box.setAttribute("aria-hidden", "true");
  box.hidden = true;
  document.body.append(box);
  // The link whose preview is asked for, is there, was sent away; and the timers.
  let wanted, shown, dismissed, coming, going;

  const site = new URL(document.documentElement.dataset.content_root || "./", location.href).href;
  const leadsInside = (link) => link.href.startsWith(site) && /(\/|\.html)$/.test(link.pathname) &&
    !link.matches(".headerlink, .sd-stretched-link");

  function pageOf(address) {
    if (location.protocol === "file:") return pages.get(address); // a browser would refuse, and complain
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : ""), () => "")
        // Even in a page that is only read, this page's policy refuses styles, and complains.
        .then((html) => new DOMParser().parseFromString(html.replace(/<style.*?<\/style>/gs, ""), "text/html")));
    }
    return pages.get(address);
  }

  function textOf(element) {
    const copy = element?.cloneNode(true);
    for (const extra of copy?.querySelectorAll(".headerlink, .footnote-reference, .visually-hidden, svg, style") ?? []) extra.remove();
    const text = (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
    return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s\S*$/, "")}…` : text;
  }

  // The title and the first words of what an id stands for; of the page where there is none.
  function read(page, id) {
    const target = id ? page.getElementById(id) : null;
    if (id && !target) return [];
    if (target?.matches("dt")) return [textOf(target), textOf(target.nextElementSibling?.querySelector("p"))];
    if (target?.matches("figure, table")) return [textOf(target.querySelector("figcaption, caption")), ""];
    const whole = target ? target.closest("section") ?? target : page.querySelector("h1")?.parentElement;
    if (!whole) return [];
    const words = [...whole.querySelectorAll("p, li, tbody tr")].filter((one) => !one.closest(".cite-page, nav, .contents, noscript"));
    const own = words.find((one) => one.parentElement === whole || one.closest("blockquote")) ?? words[0];
    const term = textOf(own?.closest("dd")?.previousElementSibling); // what a definition is of
    return [textOf(whole.querySelector("h1, h2, h3, h4, h5, h6")), (term && `${term}: `) + textOf(own)];
  }

  async function show(link, point) {
    const [address] = link.href.split(/[?#]/);
    const page = await pageOf(address);
    if (!page || link !== wanted) return;
    const id = decodeURIComponent(link.hash.slice(1));
    const there = page === document && document.getElementById(id)?.getBoundingClientRect();
    if (there && there.top >= 0 && there.top < innerHeight * 0.8) return; // the reader sees it anyway
    const [title, text] = read(page, id);
    if (!title) return;
    const heading = document.createElement("strong");
    heading.textContent = title;
    box.replaceChildren(heading, text);
    box.hidden = false;
    place(link, point);
    shown = link;
  }

  // Below the line of the link that is pointed at, or above it where there is more room; beside the last
  // words of a list's entry, so that the entry after it can be reached.
  function place(link, point) {
    const lines = [...link.getClientRects()];
    const line = lines.find((one) => point >= one.top && point <= one.bottom) ?? lines[0];
    const { width, height } = box.getBoundingClientRect();
    const end = document.documentElement.clientWidth - EDGE;
    const beside = link.closest("li") && !link.nextSibling && line.right + GAP + width <= end;
    const below = line.bottom + height <= innerHeight || line.top < height;
    const left = beside ? line.right + GAP : Math.max(EDGE, Math.min(line.left, end - width));
    const top = beside ? Math.min(line.top, innerHeight - height) : below ? line.bottom : line.top - height;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  }

  function stay() {
    clearTimeout(going);
    going = undefined;
  }

  function want(link, point) {
    stay();
    if (link === wanted || link === dismissed) return;
    clearTimeout(coming);
    coming = setTimeout(() => (hide(), (wanted = link), show(link, point)), PAUSE);
  }

  function leave() {
    clearTimeout(coming);
    going ??= setTimeout(hide, GRACE);
  }

  function hide() {
    clearTimeout(coming);
    stay();
    wanted = shown = dismissed = undefined;
    box.hidden = true;
  }

  const linkAt = (element) => {
    const link = element?.closest?.("article a[href]");
    return link && leadsInside(link) ? link : undefined;
  };
  const pointing = matchMedia("(hover: hover) and (pointer: fine)");
  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || !pointing.matches) return;
    if (box.contains(event.target)) stay();
    else if (linkAt(event.target)) want(linkAt(event.target), event.clientY);
    else if (document.activeElement !== shown || !shown?.matches(":focus-visible")) leave();
  });
  addEventListener("focusin", (event) => {
    if (linkAt(event.target) && event.target.matches(":focus-visible")) want(event.target);
    else hide();
  });
  addEventListener("focusout", leave);
  addEventListener("click", (event) => box.contains(event.target) || hide());
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const gone = shown;
    hide();
    dismissed = gone;
  });
  // Whoever made this file be fetched is waiting.
  const first = linkAt(document.querySelector("article a:focus-visible")) ?? linkAt([...document.querySelectorAll("article a:hover")].at(-1));
  if (first) want(first);
}
