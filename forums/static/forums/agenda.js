// Builds an agenda without leaving the page: items are dragged by a handle, the buttons keep the
// keyboard where it was, and what happened is said aloud. Without this module the buttons do it all,
// a page at a time.

const said = document.createElement("p");
said.setAttribute("role", "status");
said.className = "visually-hidden";
document.querySelector("main").append(said);

// Sends what a button would send, and shows the agenda as it is then. A refusal gets its own page.
async function send(form, fields) {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
  } catch {
    // Without a connection the browser says so itself.
  }
  if (!response?.ok) {
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    form.submit();
    return;
  }
  show(new DOMParser().parseFromString(await response.text(), "text/html"));
}

// A new item that is being typed stays as it is, and goes out over the agenda that stands there now.
const newItem = (page) => page.querySelector("form:has([name=wish][value=add])");

function show(page) {
  const fresh = page.querySelector("main > .page:not([role=status])");
  const typed = newItem(document);
  const anew = newItem(fresh);
  const focused = typed?.contains(document.activeElement) ? document.activeElement : null;
  document.querySelector("main > .page[role=status]")?.remove();
  document.querySelector("main > .page:not([role=status])").replaceWith(fresh);
  if (typed && anew) {
    typed.elements.started_from.value = anew.elements.started_from.value;
    anew.replaceWith(typed);
  }
  (focused ?? fresh.querySelector("[autofocus]"))?.focus();
  said.textContent = page.querySelector("[role=status]")?.textContent.trim() ?? "";
  addHandles();
}

// What somebody does before the answer to what they did just before waits for that answer, and then
// goes out over the agenda that came with it: one's own second act is no conflict with the first.
let waiting = 0;
let queue = Promise.resolve();

function afterwards(act) {
  waiting += 1;
  queue = queue.then(act).finally(() => {
    waiting -= 1;
  });
}

const formOf = (key) => document.querySelector(`[data-item="${key}"] form`);

// At an end there is no such button any more: then there is nothing to move.
async function move(key, wish) {
  const form = formOf(key);
  if (form?.querySelector(`button[value="${wish}"]`)) await send(form, { wish });
}

// The form that stands there now instead of one that was replaced meanwhile.
function sendAgain(form, button) {
  const proposal = form.elements.proposal?.value;
  const now = form.isConnected
    ? form
    : [...document.forms].find((one) => proposal && one.elements.proposal?.value === proposal);
  const same = button?.name && `button[name="${button.name}"][value="${button.value}"]`;
  now?.requestSubmit((same && now.querySelector(same)) || undefined);
}

document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  const name = submitter?.value;
  if (target.closest("[data-draggable]") && ["omhoog", "omlaag"].includes(name)) {
    event.preventDefault();
    const key = target.closest("[data-item]").dataset.item;
    afterwards(() => move(key, name));
  } else if (waiting) {
    event.preventDefault();
    queue.then(() => sendAgain(target, submitter));
  }
});

// The keyboard has the buttons: the handle is for a mouse or a finger.
function addHandles() {
  const list = document.querySelector("[data-draggable]");
  for (const item of list?.children ?? []) {
    const handle = document.createElement("span");
    handle.className = "drag-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = list.dataset.draggable;
    handle.addEventListener("pointerdown", (event) => drag(event, item));
    item.querySelector("form").append(handle);
  }
}

// The document listens: an item that is put elsewhere would lose the pointer it had captured.
function drag(event, item) {
  const list = item.parentElement;
  const before = [...list.children].indexOf(item);
  event.preventDefault();
  item.dataset.dragged = "";
  const move = ({ clientY }) => {
    const other = [...list.children].find((one) => {
      const box = one.getBoundingClientRect();
      return one !== item && clientY > box.top && clientY < box.bottom;
    });
    if (!other) return;
    const box = other.getBoundingClientRect();
    const isAbove = clientY < box.top + box.height / 2;
    const place = isAbove ? other : other.nextElementSibling;
    if (place !== item && place !== item.nextElementSibling) list.insertBefore(item, place);
  };
  const stop = ({ type }) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
    delete item.dataset.dragged;
    const after = [...list.children].indexOf(item);
    if (after === before) return;
    if (type === "pointercancel") list.insertBefore(item, list.children[before + (after < before)]);
    else {
      const key = item.dataset.item;
      afterwards(() => send(formOf(key), { wish: "plaats", place: after + 1 }));
    }
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
}

addHandles();
