// A finder answers as soon as a filter is ticked: htmx asks, this module keeps what was unfolded.
// Without them its button does the same.
//
// Only what changed is renewed, so that focus, typed words and the sheet on a phone stay as they
// are; the count is a live region and tells itself. Going back asks the page anew.

const form = document.querySelector("form[data-finder]");

// Filters that somebody opened or folded stay that way.
function keepFolds(before, after) {
  for (const fold of after.querySelectorAll("details.facet")) {
    const known = before.querySelector(`details.facet[data-facet="${CSS.escape(fold.dataset.facet)}"]`);
    if (!known) continue;
    fold.open = known.open;
    const more = fold.querySelector(".facet-more");
    if (more) more.open = known.querySelector(".facet-more")?.open ?? false;
  }
}

// htmx comes when somebody is about to use the filters; what was ticked before it came is told then.
let coming = null;
function bring() {
  coming ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = form.dataset.live;
    script.addEventListener("load", done);
    if (document.readyState === "complete") document.head.append(script);
    else addEventListener("load", () => document.head.append(script), { once: true });
  });
  return coming;
}

if (form) {
  for (const near of ["pointerover", "focusin", "touchstart"]) {
    form.addEventListener(near, bring, { once: true, passive: true });
  }
  form.addEventListener("change", (event) => {
    if (window.htmx || !event.target.closest(".facets")) return;
    bring().then(() => event.target.dispatchEvent(new Event("change", { bubbles: true })));
  });
  const { body } = document;
  body.addEventListener("htmx:configRequest", ({ detail }) => {
    if (!detail.parameters.q) delete detail.parameters.q;
  });
  body.addEventListener("htmx:beforeRequest", () => form.setAttribute("aria-busy", "true"));
  body.addEventListener("htmx:afterRequest", () => form.removeAttribute("aria-busy"));
  body.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    if (detail.target.dataset.part === "facets") keepFolds(detail.target, detail.fragment);
  });
  // The sheet on a phone is open while its name stands behind the #.
  body.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
    detail.history.path += location.hash;
  });
  body.addEventListener("htmx:afterSettle", () => {
    document.dispatchEvent(new CustomEvent("facets-renewed"));
  });
  // Who goes back again before htmx came, or before this module did, gets the page of that address.
  addEventListener("popstate", ({ state }) => {
    if (state?.htmx && !window.htmx) location.reload();
  });
  const asked = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href);
  if (history.state?.htmx && asked.search !== location.search) location.reload();
  for (const gone of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
    body.addEventListener(gone, () => form.submit());
  }
}
