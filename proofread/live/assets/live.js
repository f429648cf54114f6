// The preview's part of a page: reloads it when it has changed, and shows what is wrong.
(() => {
  const version = document.currentScript.dataset.version;
  const query = new URLSearchParams({ path: location.pathname, version });
  const events = new EventSource(`/_live/events?${query}`);
  let bar;
  let hidden = sessionStorage.getItem("live-hidden");

  events.addEventListener("reload", () => location.reload());
  events.addEventListener("said", (event) => show(JSON.parse(event.data), event.data));
  addEventListener("pagehide", () => events.close());
  // A page that comes back from the browser's memory may be an old one.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.append(text, ...children);
    return made;
  }

  function show(said, state) {
    if (bar) bar.remove();
    bar = undefined;
    if (said.length === 0) {
      sessionStorage.removeItem("live-hidden");
      hidden = null;
    }
    if (said.length === 0 || hidden === state) return;
    const count = said.length === 1 ? "1 mistake" : `${said.length} mistakes`;
    bar = element("aside", "");
    bar.id = "live-mistakes";
    bar.setAttribute("role", "alert");
    bar.setAttribute("aria-label", "Mistakes in the sources");
    const list = element("ol", "");
    for (const one of said) {
      const place = [one.file, one.line].filter(Boolean).join(":");
      const item = element("li", element("code", place || "somewhere"), " ", one.text);
      if (one.fix) item.append(element("p", one.fix));
      list.append(item);
    }
    const close = element("button", "Hide");
    close.type = "button";
    close.title = "Until something else is wrong (Escape)";
    close.addEventListener("click", () => hide(state));
    bar.append(element("p", element("strong", count), " The page shows the last good state of what is wrong. ", close), list);
    document.body.append(bar);
  }

  function hide(state) {
    hidden = state;
    sessionStorage.setItem("live-hidden", state);
    bar.remove();
    bar = undefined;
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bar && !event.defaultPrevented) bar.querySelector("button").click();
  });
})();
