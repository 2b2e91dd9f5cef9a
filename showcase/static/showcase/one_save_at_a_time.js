// Wagtail saves a project while somebody types. A button waits for the save that is on its way, and
// what this window sends is counted: text that arrives late never replaces what was typed after it.

const MOST_WAITING = 8000;
const form = document.querySelector("form[data-edit-form]:has(input[name=turn])");
let onItsWay = null;
let leaving = false;
let turn = 0;

form?.addEventListener("w-autosave:save", (event) => {
  if (leaving) return event.preventDefault();
  turn += 1;
  event.detail.formData.set("turn", turn);
  const save = new Promise((resolve) => {
    for (const end of ["success", "error"]) form.addEventListener(`w-autosave:${end}`, resolve, { once: true });
  });
  onItsWay = save;
  save.then(() => {
    if (onItsWay === save) onItsWay = null;
  });
});

form?.addEventListener("submit", async (event) => {
  if (event.defaultPrevented) return;
  leaving = true;
  if (!onItsWay) {
    turn += 1;
    form.elements.turn.value = turn;
    return;
  }
  event.preventDefault();
  await Promise.race([onItsWay, new Promise((resolve) => setTimeout(resolve, MOST_WAITING))]);
  onItsWay = null;
  form.requestSubmit(event.submitter);
});

addEventListener("pageshow", () => {
  leaving = false;
});
