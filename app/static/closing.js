// The closing step: rows are added as they are needed, and a proposal that is edited is taken along.
const NUMBERED = /^(work|ours|theirs)(\d+)_/;

function empty(row) {
  return [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([name$=_count])")].every((field) => !field.value);
}

function renumber(row, number) {
  for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(NUMBERED, `$1${number}_`));
    }
  }
}

function copyOf(row, number) {
  const copy = row.cloneNode(true);
  renumber(copy, number);
  copy.querySelectorAll(".take, .said").forEach((told) => told.remove());
  copy.querySelectorAll(".field-error").forEach((fault) => fault.remove());
  for (const field of copy.querySelectorAll("input")) field.value = field.name.endsWith("_count") ? "1" : "";
  const legend = copy.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+$/, number + 1);
  return copy;
}

for (const list of document.querySelectorAll("[data-rows]")) {
  const button = list.querySelector("[data-add]");
  const rows = () => [...list.querySelectorAll("[data-row]")];
  button.hidden = false;
  // Where more can be had, an empty row is only needed when there is no other.
  const spare = rows().filter(empty);
  spare.slice(spare.length === rows().length ? 1 : 0).forEach((row) => row.remove());
  button.addEventListener("click", () => {
    const last = rows().at(-1);
    const number = rows().length;
    const copy = copyOf(last, number);
    button.before(copy);
    copy.querySelector("input:not([type=hidden])").focus();
    if (number >= 19) button.hidden = true;
  });
  list.addEventListener("input", (event) => {
    const tick = event.target.closest("[data-row]")?.querySelector(".take input");
    if (tick && event.target !== tick) tick.checked = true;
  });
}

// What is written about the next contact means that it is wanted.
const wanted = document.querySelector("[name=plan_use]");
for (const field of document.querySelectorAll("[name^=plan_]:not([name=plan_use])")) {
  field.addEventListener("input", () => { wanted.checked = true; });
}
