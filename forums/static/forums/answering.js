// Of an answer of policy, shows only what its position demands. Without this module everything is
// shown, each with the positions that need it.

const form = document.querySelector("form[data-answer]");

function show() {
  const position = form.querySelector("[name=position]:checked")?.value;
  for (const control of form.querySelectorAll("[data-needed-by]")) {
    const needed = control.dataset.neededBy.split(" ").includes(position);
    control.closest(".field").hidden = !needed && !control.value;
  }
}

form?.addEventListener("change", show);
if (form) show();
