// A tree of concepts: counts what is chosen, and filters by a word. Without it the tree works too.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function count(tree) {
  const line = tree.querySelector("[data-count]");
  const max = Number(tree.dataset.max) || Infinity;
  const chosen = tree.querySelectorAll("input[type=checkbox]:checked").length;
  const words = chosen > max ? line.dataset.wordsOver : line.dataset.words;
  line.textContent = words.replace("{chosen}", chosen).replace("{max}", max);
  line.toggleAttribute("data-over", chosen > max);
}

function show(node, word, broaderFits) {
  const fits = broaderFits || plain(node.querySelector("label").textContent).includes(word);
  const details = node.querySelector(":scope > details");
  const narrower = details ? [...details.querySelectorAll(":scope > ul > li")] : [];
  const below = narrower.filter((one) => show(one, word, fits)).length > 0;
  node.hidden = !(fits || below || node.querySelector(":scope > label input:checked"));
  if (details && word && below && !fits) details.open = true;
  return !node.hidden;
}

function start(tree) {
  const filter = tree.querySelector("[data-filter]");
  const none = tree.querySelector("[data-none]");
  filter.hidden = false;
  tree.addEventListener("change", () => count(tree));
  filter.querySelector("input").addEventListener("input", (event) => {
    const word = plain(event.target.value.trim());
    const top = [...tree.querySelectorAll(".tree > li")];
    const found = top.filter((node) => show(node, word, false)).length;
    none.textContent = found ? "" : none.dataset.words;
  });
  filter.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count(tree);
}

document.querySelectorAll("[data-concept-tree]").forEach(start);
