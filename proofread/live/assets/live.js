// The preview's part of a page: reloads it when it has changed, and shows what is wrong.
(() => {
  const version = document.currentScript.dataset.version;
  const query = new URLSearchParams({ path: location.pathname, version });
  const events = new EventSource(`/_live/events?${query}`);
  let bar, shown;
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
    if (bar && shown === state) return;
    if (bar) bar.remove();
    bar = undefined;
    shown = state;
    if (said.length === 0) {
      sessionStorage.removeItem("live-hidden");
      hidden = null;
    }
    if (said.length === 0 || hidden === state) return;
    const count = said.length === 1 ? "1 mistake" : `${said.length} mistakes`;
    bar = element("section", "");
    bar.id = "live-mistakes";
    bar.tabIndex = 0; // it may be longer than fits
    bar.setAttribute("aria-label", "Mistakes in the sources");
    const list = element("ol", "");
    for (const one of said) {
      const item = element("li", element("code", one.place), " ", one.what);
      if (one.fix) item.append(element("p", one.fix));
      list.append(item);
    }
    const close = element("button", "Hide");
    close.type = "button";
    close.title = "Until something else is wrong (Escape)";
    close.addEventListener("click", () => hide(state));
    const about = element("p", element("strong", count), " in the sources, as they are saved now.");
    about.setAttribute("role", "alert");
    bar.append(close, about, list);
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
