"""A manager's three taps on a phone, and a visit that is closed with all that its note became."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from app import clock

Person = Callable[..., Page]


def fill_in(page: Page, day: str) -> None:
    page.goto("/visits/new?company_id=2")
    page.get_by_label(re.compile("^Dag")).fill(day)
    page.get_by_label(re.compile("^Fra")).fill("09:00")
    page.locator(".form-end button[type=submit]").first.click()


def register_held_visit(page: Page, day: str) -> str:
    """One that nobody had planned; its note is open then."""
    fill_in(page, day)
    expect(page.locator("main")).to_contain_text("Vil du registrere et afholdt besøg?")
    page.get_by_label("Ja, det er holdt").check()
    page.locator(".form-end button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/visits/\d+/notes$"))
    return page.url.removesuffix("/notes")


def plan_visit(page: Page, day: str) -> str:
    fill_in(page, day)
    if page.locator("[name=outreach_reason]").count():
        page.locator("[name=outreach_reason]").fill("Aftalt med kollegaen")
        page.locator(".form-end button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/visits/\d+$"))
    return page.url


def test_a_manager_answers_by_a_link_on_a_phone(person: Person, chromium: Browser, address: str) -> None:
    consultant = person("konsulent")
    visit = plan_visit(consultant, (clock.today() + timedelta(days=8)).isoformat())
    consultant.get_by_role("link", name=re.compile("^(Spørg en anden|Bed om en briefing)")).click()
    consultant.get_by_label(re.compile("navn$")).fill("Kaj Vest")
    consultant.get_by_label("Deres mail").fill("kaj@bolig.example")
    consultant.locator(".form-end button").click()
    link = consultant.locator("#briefing-link").input_value()
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="da-DK")
    phone = context.new_page()
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Før vi taler med")
    for tap in ("Ja, en god samarbejdspartner", "Uenighed lige nu", "Har travlt"):
        phone.get_by_text(tap, exact=True).tap()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert phone.evaluate(wide) is False
    phone.get_by_role("button", name="Send svaret").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tak, dit svar er kommet")
    assert context.cookies() == []
    context.close()
    consultant.goto(visit)
    expect(consultant.locator("main")).to_contain_text("Uenighed lige nu")
    consultant.get_by_role("link", name="Forbered").click()
    expect(consultant.locator("main")).to_contain_text("Uenighed lige nu")
    paper = consultant.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1


def test_a_visit_is_closed_with_work_promises_and_the_next_contact(person: Person) -> None:
    page = person("konsulent", width=390)
    visit = register_held_visit(page, (clock.today() - timedelta(days=1)).isoformat())
    page.locator("[name=quick_note]").fill("De mangler en til opvask, 6-8 timer om ugen.\nVi sender profiler i morgen.")
    page.locator("button", has_text="Gem notatet").click()
    page.wait_for_url(re.compile("/close$"))
    expect(page.locator("[name=work0_title]")).to_have_value("Opvask")
    page.locator("[name=work0_title]").fill("Opvask om aftenen")
    expect(page.locator("[name=work0_use]")).to_be_checked()
    page.locator("[name=ours0_use]").check()
    theirs = page.locator("[data-rows=theirs]")
    theirs.locator("[name=theirs0_title]").fill("Sender vagtplanen")
    page.locator("[name=theirs0_due_on]").fill((clock.today() + timedelta(days=9)).isoformat())
    theirs.get_by_role("button", name="En til").click()
    page.locator("[name=theirs1_title]").fill("Ringer om uniformer")
    page.locator("[name=plan_purpose]").fill("Sommerens behov")
    page.get_by_role("button", name="Bekræft og afslut besøget").click()
    expect(page.locator("[id=theirs1_due_on-error]")).to_contain_text("Vælg en dato.")
    page.locator("[name=theirs1_due_on]").fill((clock.today() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Bekræft og afslut besøget").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("er afsluttet")
    made = page.locator("main")
    for words in ("Opvask om aftenen", "Vi sender profiler i morgen", "Ringer om uniformer", "Sommerens behov"):
        expect(made).to_contain_text(words)
    page.goto(visit)
    expect(page.locator("main")).to_contain_text("Holdt")
