// Whoever is responsible need not be ticked as coming along.
const responsible = document.querySelector("[name=responsible_id]");
function hideResponsible() {
  for (const box of document.querySelectorAll("[name=participants]")) {
    const same = box.value === responsible.value;
    box.closest(".form-check").hidden = same;
    if (same) box.checked = false;
  }
}
if (responsible) {
  responsible.addEventListener("change", hideResponsible);
  hideResponsible();
}
