// A finder answers as soon as a filter is ticked. Without this module its button does the same.
//
// Only the parts marked data-part are renewed, so that focus, typed words and the sheet on a
// phone stay as they are; the count is a live region and tells itself.

const form = document.querySelector("form[data-finder]");
let running = null;

function address() {
  const kept = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(kept).toString();
  return query ? `${form.action}?${query}` : form.action;
}

function keyOf(element) {
  return element?.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : "";
}

// Filters that somebody opened or folded stay that way.
function keepFolds(before, after) {
  const folds = [...before.querySelectorAll("details.facet")];
  for (const fold of after.querySelectorAll("details.facet")) {
    const name = fold.querySelector("legend")?.textContent;
    const known = folds.find((other) => other.querySelector("legend")?.textContent === name);
    if (!known) continue;
    fold.open = known.open;
    const more = fold.querySelector(".facet-more");
    if (more) more.open = known.querySelector(".facet-more")?.open ?? false;
  }
}

function renew(page) {
  const focused = form.contains(document.activeElement) ? keyOf(document.activeElement) : "";
  for (const part of form.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh) continue;
    if (part.dataset.part === "facets") keepFolds(part, fresh);
    part.replaceChildren(...fresh.childNodes);
  }
  document.title = page.title;
  if (focused) form.querySelector(focused)?.focus({ preventScroll: true });
}

async function show(url, { push }) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector("form[data-finder]")) throw new Error("not a finder");
    renew(page);
    if (push) history.pushState({}, "", url + location.hash);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return;
  }
  form.removeAttribute("aria-busy");
}

if (form) {
  let shown = location.search;

  form.addEventListener("change", async (event) => {
    if (!event.target.matches('input[type="checkbox"]')) return;
    await show(address(), { push: true });
    shown = location.search;
  });

  // Not when only the part behind # changed: that opens and closes the sheet on a phone.
  window.addEventListener("popstate", () => {
    if (location.search === shown) return;
    shown = location.search;
    location.reload();
  });
}
