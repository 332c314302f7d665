// Asks before a page with unsaved text is left. Forms that want it carry data-unsaved; without script nothing is lost but the question.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  // A form sent back with faults holds text that was never saved.
  let unsaved = form.querySelector(".notice-error, .notice-conflict") !== null;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (leaving) => { if (unsaved) leaving.preventDefault(); });
}
