// Parts of one project that point to each other: a conclusion rests on results.
// A new part gets a uuid of its own the moment it is added; choices follow what is typed.

const rowsOf = (name) => document.querySelectorAll(`#id_${name}-FORMS > [data-inline-panel-child]`);

const field = (row, name) => row.querySelector(`[name$="-${name}"]:not([name^="initial-"])`);

const isDeleted = (row) => Boolean(field(row, "DELETE")?.value) || row.hidden || row.classList.contains("deleted");

const giveUuid = (row) => {
  const input = field(row, "uuid");
  if (input) input.value = crypto.randomUUID?.() ?? "";
};

const named = (words, number) => words.replace("%s", number);

const resultsNow = (name, untitled) =>
  [...rowsOf(name)]
    .filter((row) => field(row, "uuid")?.value && !isDeleted(row))
    .map((row, index) => ({
      uuid: field(row, "uuid").value,
      title: field(row, "title")?.value.trim() || named(untitled, index + 1),
    }));

const draw = (box) => {
  const input = box.querySelector("input[type=hidden]");
  const chosen = new Set(JSON.parse(input.value || "[]"));
  const list = box.querySelector("[data-siblings-list]");
  const found = resultsNow(box.dataset.siblingsOf, box.dataset.siblingsUntitled);
  box.querySelector("[data-siblings-none]").hidden = found.length > 0;
  list.replaceChildren(
    ...found.map(({ uuid, title }) => {
      const label = document.createElement("label");
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.checked = chosen.has(uuid);
      tick.addEventListener("change", () => {
        if (tick.checked) chosen.add(uuid);
        else chosen.delete(uuid);
        input.value = JSON.stringify([...chosen]);
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      label.append(tick, ` ${title}`);
      return label;
    }),
  );
};

const drawAll = () => document.querySelectorAll("[data-siblings-of]").forEach(draw);

const watch = (name) => {
  const list = document.querySelector(`#id_${name}-FORMS`);
  if (!list) return;
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node instanceof Element && node.matches("[data-inline-panel-child]") && !field(node, "id")?.value && !node.dataset.known) {
          node.dataset.known = "";
          giveUuid(node);
        }
      }
    }
    drawAll();
  }).observe(list, { childList: true });
  list.addEventListener("input", (event) => {
    if (event.target.name?.endsWith("-title")) drawAll();
  });
  list.addEventListener("change", drawAll);
};

const start = () => {
  for (const row of document.querySelectorAll("[data-inline-panel-child]")) row.dataset.known = "";
  ["result_drafts", "conclusion_drafts"].forEach(watch);
  drawAll();
};

if (document.readyState === "complete") start();
else window.addEventListener("load", start);
