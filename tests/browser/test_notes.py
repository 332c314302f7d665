"""Notes in a real browser: without network, after a lost session, two at once; and what stays on the device."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Person = Callable[..., Page]
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found.sort();
}"""
RECORDS = """() => new Promise((resolve) => {
  const asked = indexedDB.open("jobloft");
  asked.onsuccess = () => {
    const all = asked.result.transaction("notes").objectStore("notes").getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result); };
  };
})"""
UNTIL_ONE_IS_LEFT = f"""async () => {{
  for (let tries = 0; tries < 200 && (await ({RECORDS})()).length > 1; tries++)
    await new Promise((go) => setTimeout(go, 50));
}}"""
SHELL = ["/assets/css/bootstrap.min.css", "/offline-notes", "/static/app.css", "/static/drafts.js", "/static/icon.svg",
         "/static/note-form.js", "/static/note-shell.js", "/static/sending.js", "/static/visits.css"]  # fmt: skip


def open_note(page: Page, number: int) -> str:
    """Open the note of one of the demonstration's visits; returns its address."""
    page.goto(f"/visits/{number}/notes")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("[name=quick_note]")).to_be_visible()
    return page.url


def status(page: Page) -> object:
    return expect(page.locator("[data-note-status]"))


def test_a_note_is_written_without_network_and_stored_when_it_is_back(person: Person) -> None:
    page = person("konsulent", width=390)
    for path in ("/", "/companies/1", "/visits/3"):
        page.goto(path)
    address = open_note(page, 3)
    page.context.set_offline(True)
    page.locator("[name=quick_note]").fill("Skrevet i kælderen.")
    status(page).to_contain_text("Intet net")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Notat fra")
    expect(page.locator("[name=quick_note]")).to_have_value("Skrevet i kælderen.")
    page.locator("[name=answer_employees]").fill("Omkring 40")
    page.goto("/residents/1")
    expect(page.locator("main")).to_contain_text("ikke sendt")
    page.get_by_role("link", name=re.compile("ikke sendt|,")).first.click()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("main")).to_contain_text("Nettet er tilbage")
    page.goto(address)
    expect(page.locator("[name=quick_note]")).to_have_value("Skrevet i kælderen.")
    expect(page.locator("[name=answer_employees]")).to_have_value("Omkring 40")
    assert page.evaluate(KEPT) == SHELL
    assert [record["typed"] for record in page.evaluate(RECORDS)] == [{}]


def test_two_who_write_in_one_note_both_keep_their_text(person: Person) -> None:
    mine, theirs = person("konsulent"), person("jobformidler")
    open_note(mine, 4)
    open_note(theirs, 4)
    theirs.locator("[name=quick_note]").fill("Jobformidlerens ord")
    status(theirs).to_contain_text("Gemt kl.")
    mine.locator("[name=answer_employees]").fill("42")
    mine.locator("[name=quick_note]").fill("Konsulentens ord")
    status(mine).to_contain_text("Vælg ved feltet")
    expect(mine.locator("[data-contested]")).to_contain_text("Jobformidlerens ord")
    expect(mine.locator("[name=quick_note]")).to_have_value("Konsulentens ord")
    mine.reload()
    expect(mine.locator("[name=quick_note]")).to_have_value("Konsulentens ord")
    mine.get_by_role("button", name="Behold begge").click()
    status(mine).to_contain_text("Gemt kl.")
    theirs.reload()
    expect(theirs.locator("[name=quick_note]")).to_have_value("Jobformidlerens ord\n\nKonsulentens ord")
    expect(theirs.locator("[name=answer_employees]")).to_have_value("42")


def test_a_session_that_ends_while_typing_loses_nothing(person: Person) -> None:
    page = person("konsulent")
    address = open_note(page, 5)
    page.context.clear_cookies()
    page.locator("[name=quick_note]").fill("Skrevet uden at være logget ind")
    status(page).to_contain_text("Du er logget ud")
    page.locator("[data-note-status] a").click()
    page.get_by_label("Mail").fill("konsulent@demo.jobloft.dk")
    page.get_by_label("Adgangskode").fill("jobloft-demo")
    page.get_by_role("button", name="Log ind").click()
    expect(page).to_have_url(address)
    status(page).to_contain_text("Gemt kl.")
    page.reload()
    expect(page.locator("[name=quick_note]")).to_have_value("Skrevet uden at være logget ind")


def test_signing_out_warns_of_what_is_not_sent_and_leaves_nothing_else_on_the_device(person: Person) -> None:
    page = person("konsulent")
    open_note(page, 6)
    open_note(page, 7)
    page.context.set_offline(True)
    page.locator("[name=quick_note]").fill("Usendt")
    status(page).to_contain_text("Intet net")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    # In the way before the network is back: nothing may leave in between.
    page.route("**/visits/*/note", lambda route: route.abort())
    page.context.set_offline(False)
    page.get_by_role("button", name="Log ud").first.click()
    expect(page).to_have_url(re.compile("/login"))
    assert ["er ikke sendt" in text for text in asked] == [True]
    # The login page clears the device in its own time; what it leaves is read when one record is left.
    page.evaluate(UNTIL_ONE_IS_LEFT)
    assert [(record["visit"], record["typed"]) for record in page.evaluate(RECORDS)] == [(7, {"quick_note": "Usendt"})]


def test_unchanged_is_one_tap_and_what_changed_is_marked(person: Person) -> None:
    page = person("konsulent")
    open_note(page, 2)
    question = page.locator(".question", has=page.locator("[name=answer_markets]"))
    question.locator("[name=same]").check()
    expect(question.locator("textarea")).to_have_value("Kun lokalt, højst 40 km.")
    question.locator("textarea").fill("Også i Silkeborg")
    expect(question.locator("[data-changed]")).to_be_visible()
    expect(question.locator("[name=same]")).not_to_be_checked()
