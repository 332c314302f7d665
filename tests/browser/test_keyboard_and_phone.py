"""The same pages by keyboard alone, and on a small phone, with nothing said against them by the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app import clock

Person = Callable[..., Page]
PAGES = {
    "konsulent": ("/", "/companies", "/companies/1", "/visits", "/visits/1", "/visits/1/notes", "/visits/1/prepare",
                  "/job-orders", "/job-orders/1", "/job-orders/1/edit", "/year-wheel", "/calendar", "/next-steps"),
    "vejleder": ("/", "/residents", "/residents/1", "/residents/1/talk", "/residents/1/hours", "/job-orders/1"),
    "driftschef": ("/", "/companies/1", "/year-wheel"),
    "admin": ("/admin/users", "/admin/organisations", "/account"),
}  # fmt: skip


def test_a_next_step_is_made_by_keyboard_alone(person: Person) -> None:
    page = person("konsulent")
    page.goto("/companies")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Gå til indholdet")
    page.keyboard.press("Enter")
    page.goto("/next-steps/new")
    page.locator("[name=title]").focus()
    page.keyboard.type("Ringe om dugene")
    reach(page, "due_on")
    # Chromium without a screen asks for month, day, year, whatever the page's language.
    page.keyboard.type((clock.today() + timedelta(days=1)).strftime("%m%d%Y"))
    reach_button(page)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Ringe om dugene")


def reach(page: Page, name: str) -> None:
    """Tab on until the field has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} can't be reached by Tab")


def reach_button(page: Page) -> None:
    """Tab on until the form's own button has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.closest('.form-end') !== null && document.activeElement.type === 'submit'"
        ):
            return
    raise AssertionError("the button can't be reached by Tab")


@pytest.mark.parametrize("login", PAGES)
def test_pages_fit_a_small_phone_and_break_no_policy(person: Person, login: str) -> None:
    page = person(login, width=320)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    wide = []
    for path in PAGES[login]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            wide.append(path)
    assert (wide, said) == ([], [])


def test_the_menu_opens_on_a_phone_without_scripts(person: Person) -> None:
    page = person("konsulent", javascript=False, width=390)
    page.locator("summary", has_text="Menu").click()
    page.locator("details.menu").get_by_role("link", name="Virksomheder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Virksomheder")
