// Wagtail saves a project while somebody types. A button waits for the save that is on its way: else
// it would meet a version that this window does not know, as if a colleague had written it.

const MOST_WAITING = 8000;
const form = document.querySelector("form[data-edit-form]");
let onItsWay = null;
let leaving = false;

form?.addEventListener("w-autosave:save", (event) => {
  if (leaving) return event.preventDefault();
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
  if (!onItsWay) return;
  event.preventDefault();
  await Promise.race([onItsWay, new Promise((resolve) => setTimeout(resolve, MOST_WAITING))]);
  onItsWay = null;
  form.requestSubmit(event.submitter);
});

addEventListener("pageshow", () => {
  leaving = false;
});
