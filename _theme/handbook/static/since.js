// The line that a short link has left (_ext/short_links.py): what this was when the link was first published.
// It stands below the heading that the link leads to, once.
"use strict";

{
  const [address, said] = JSON.parse(sessionStorage.since);
  delete sessionStorage.since;
  if (address === location.href.replace(location.search, "")) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? document.querySelector("h1");
    let place = target.closest("section").querySelector("h1, h2, h3, h4, h5, h6");
    while (place.nextElementSibling?.matches(".headerlink, .cite-page")) place = place.nextElementSibling;
    const line = document.createElement("div");
    line.className = "since";
    line.textContent = said;
    place.after(line);
  }
}
