// On a narrow screen the parts that are read now and then are folded, so that the page is not a mile long.
const narrow = matchMedia("(max-width: 900px)");
const folds = [...document.querySelectorAll("details.fold")];
if (narrow.matches) for (const fold of folds) fold.open = false;

function unfold() {
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  const fold = wanted && wanted.closest("details.fold");
  if (!fold) return;
  fold.open = true;
  wanted.scrollIntoView();
}

addEventListener("hashchange", unfold);
// The same link a second time changes no address.
for (const link of document.querySelectorAll(".jump a")) link.addEventListener("click", () => setTimeout(unfold));
// Paper shows everything.
addEventListener("beforeprint", () => { for (const fold of folds) fold.open = true; });
unfold();
