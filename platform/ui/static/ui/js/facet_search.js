// Search in a long filter. Without this module the whole list is there, folded; the box stands in
// the page from the start, so that nothing moves when the module comes.
//
// The lists are drawn anew when a filter is ticked, so what was typed is kept here, by filter.

const typed = new Map();
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(facet, term) {
  const wanted = plain(term.trim());
  const items = [...facet.querySelectorAll("li")];
  for (const item of items) item.hidden = wanted !== "";
  if (wanted) {
    for (const item of items) {
      const label = item.querySelector(":scope > label span").textContent;
      if (!plain(label).includes(wanted)) continue;
      for (let shown = item; shown; shown = shown.parentElement.closest("li")) shown.hidden = false;
    }
    const more = facet.querySelector(".facet-more");
    if (more) more.open = true;
  }
  const none = facet.querySelector(".facet-none");
  none.hidden = !wanted || items.some((item) => !item.hidden);
}

function offer(facet) {
  const box = facet.querySelector(".facet-search");
  if (!box || box.dataset.ready) return;
  box.dataset.ready = "";
  const { dataset } = facet.closest("[data-search-none]");
  const none = document.createElement("p");
  none.className = "facet-none";
  none.textContent = dataset.searchNone;
  none.setAttribute("role", "status");
  none.hidden = true;
  box.after(none);
  const known = typed.get(facet.dataset.facet) ?? "";
  box.value = known;
  if (known) narrow(facet, known);
  box.addEventListener("input", () => {
    typed.set(facet.dataset.facet, box.value);
    narrow(facet, box.value);
  });
  // Typing here chooses nothing, and Enter sends nothing.
  box.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function offerAll() {
  for (const facet of document.querySelectorAll("details.facet[data-long]")) offer(facet);
}

offerAll();
document.addEventListener("facets-renewed", offerAll);
