// Fetches parts of a page that take longer than the page itself: an element with data-later holds a link to a page of
// its own, and is filled with what that page has under the same id. Without script the link is what there is.
for (const place of document.querySelectorAll("[data-later]")) {
  const link = place.querySelector("a[href]");
  fetch(link.href, { headers: { Accept: "text/html" } })
    .then((answer) => (answer.ok && !answer.redirected ? answer.text() : ""))
    .then((text) => {
      const found = new DOMParser().parseFromString(text, "text/html").getElementById(place.dataset.later);
      if (found) place.replaceChildren(...found.childNodes);
    })
    .catch(() => {}); // the link stays
}
