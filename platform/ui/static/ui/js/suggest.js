// Suggestions below a search box (a combobox with a listbox). Without this module one just searches.
//
// Focus stays in the box: arrows choose, Enter goes, Escape closes and leaves what was typed.

const SHORTEST = 3;
const WAIT = 150;
let number = 0;

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `suggesties-${(number += 1)}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  input.closest(".searchbox").append(list, told);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let running = null;
  let shown = [];
  let at = -1;

  function close() {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function mark(place) {
    at = place;
    [...list.children].forEach((item, here) => item.setAttribute("aria-selected", String(here === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    const item = list.children[at];
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function show(suggestions) {
    shown = suggestions;
    list.replaceChildren(
      ...suggestions.map(({ kind, title }, place) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${place}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const small = document.createElement("small");
        small.textContent = kind;
        item.append(title, small);
        return item;
      }),
    );
    told.textContent = suggestions.length
      ? input.dataset.suggestCount.replace("{count}", suggestions.length)
      : "";
    if (!suggestions.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(-1);
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    running?.abort();
    running = new AbortController();
    const url = new URL(input.dataset.suggest, location.href);
    url.searchParams.set("q", typed);
    try {
      const response = await fetch(url, { signal: running.signal, credentials: "same-origin" });
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (document.activeElement === input) show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  const go = (place) => location.assign(shown[place].url);

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) return close();
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown" && input.value.trim().length >= SHORTEST) {
        event.preventDefault();
        ask();
      }
      return;
    }
    const last = shown.length - 1;
    if (event.key === "ArrowDown") mark(at >= last ? -1 : at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? last : at - 1);
    else if (event.key === "Enter" && at >= 0) go(at);
    else if (event.key === "Escape") close();
    else {
      if (event.key === "Tab" || event.key === "Enter") close();
      return;
    }
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // Before the box loses focus, and with it the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) go([...list.children].indexOf(item));
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) combobox(input);
