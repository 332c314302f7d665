"""The whole line with its people, in a real browser: from a company visit to a ranked list and a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from app import clock

Person = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_visit_to_a_choice_and_a_calendar(person: Person, address: str, javascript: bool) -> None:
    name = f"Byens Vinduer {'med' if javascript else 'uden'} ApS"
    consultant = person("konsulent", javascript=javascript)
    company = register_company(consultant, name)
    add_contact(consultant, company)
    order = hold_visit_and_order(consultant, company)
    ask_the_counsellors(consultant, order)
    counsellor = person("vejleder", javascript=javascript)
    choose_somebody(counsellor, order)
    plan_contact(consultant, company, name)
    feed = subscribe(consultant)
    body = urlopen(feed.replace("webcal:", "http:"), timeout=20).read().decode()
    assert body.startswith("BEGIN:VCALENDAR\r\n")
    titles = re.findall("SUMMARY:(.*)", body.replace("\r\n ", ""))
    mine = sorted(re.sub(r" i uge \d+", "", title.strip()) for title in titles if name in title)
    assert mine == [f"Besøg: {name}", f"Opkald: {name}"]


def register_company(page: Page, name: str) -> str:
    page.goto("/companies")
    page.get_by_role("link", name="Ny virksomhed").click()
    page.get_by_label("Navn").first.fill(name)
    page.get_by_label("CVR-nummer").fill("12345678")
    save(page)
    expect(page.get_by_text("Det er ikke et CVR-nummer").first).to_be_visible()
    expect(page.get_by_label("Navn").first).to_have_value(name)
    page.get_by_label("CVR-nummer").fill("")
    save(page)
    confirm = page.get_by_label("er en anden")
    if confirm.count():
        confirm.first.check()
        save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url.split("?")[0].split("#")[0]


def add_contact(page: Page, company: str) -> None:
    page.goto(company)
    page.get_by_role("link", name="Tilføj kontaktperson").click()
    page.get_by_label("Navn").first.fill("Lise Lotte Bang")
    page.get_by_label("Telefon").fill("86 12 34 56")
    save(page)
    expect(page.get_by_text("Lise Lotte Bang").first).to_be_visible()


def hold_visit_and_order(page: Page, company: str) -> str:
    page.goto(company)
    page.get_by_role("link", name="Planlæg besøg").first.click()
    yesterday = clock.today() - timedelta(days=1)
    page.get_by_label(re.compile("^Dag")).fill(yesterday.isoformat())
    page.get_by_label(re.compile("^Fra")).fill("09:00")
    save(page)
    # The day has passed: it is asked whether the visit was held, and its note is open then.
    page.get_by_label("Ja, det er holdt").check()
    save(page)
    page.locator("[name=quick_note]").fill("God rundvisning. De mangler en til at pudse vinduer og vaske trapper.")
    page.locator("[name=became][value=order]").check()
    save(page)
    row = page.locator("fieldset[data-row]", has=page.locator("[name^=work]")).first
    row.locator("[name$=_use]").check()
    row.locator("[name$=_title]").fill("Vaske trapper i to opgange")
    row.locator("[name$=_low]").fill("5")
    row.locator("[name$=_high]").fill("8,5")
    row.locator("[name$=_state]").select_option("open")
    save(page)
    page.get_by_role("link", name="Vaske trapper i to opgange").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vaske trapper i to opgange")
    return page.url.split("?")[0].split("#")[0]


def ask_the_counsellors(page: Page, order: str) -> None:
    page.goto(order)
    page.get_by_role("button", name=re.compile("Spørg")).first.click()
    expect(page.locator("main")).not_to_contain_text("Amina Yusuf")


def choose_somebody(page: Page, order: str) -> None:
    page.goto("/")
    asked = page.get_by_role("link", name=re.compile("^Svar"))
    row = page.locator("li", has_text="Vaske trapper i to opgange", has=asked).last
    row.get_by_role("link", name="Svar").click()
    expect(page.locator("main")).to_contain_text("Amina Yusuf")
    page.goto(order)
    page.locator("main").get_by_role("link", name="Vælg").first.click()
    page.locator("[name=motive]").fill("Hun bor i opgangen og har selv spurgt efter vinduer og trapper.")
    save(page)
    expect(page.locator("main")).to_contain_text("Hun bor i opgangen")


def plan_contact(page: Page, company: str, name: str) -> None:
    page.goto(company)
    page.get_by_role("link", name="Planlæg kontakt").first.click()
    page.locator("[name=purpose]").fill("Hvordan går det?")
    page.locator("[name=way]").select_option("call")
    save(page)
    page.goto("/year-wheel")
    expect(page.locator("main")).to_contain_text(name)


def subscribe(page: Page) -> str:
    page.goto("/calendar")
    page.get_by_role("link", name="Vis i min egen kalender").click()
    if page.locator("[name=name]").count():
        save(page)
    found = re.search(r"https?://[^\s\"<]+/calendar/[^\s\"<]+\.ics", page.content())
    assert found, page.content()[:3000]
    return found.group(0)


def save(page: Page) -> None:
    """Press the form's own button."""
    page.locator(".form-end button[type=submit]").first.click()
