"""Two colleagues and one company: the second is warned, and joins the first by one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from app import clock

Person = Callable[..., Page]


def plan(page: Page, company: str, days: int, purpose: str) -> None:
    """Fill in the form of a visit so many days from today and send it."""
    page.goto(f"/visits/new?company_id={company}")
    page.get_by_label("Dag", exact=False).first.fill((clock.today() + timedelta(days=days)).isoformat())
    page.locator("[name=starts]").fill("09:00")
    page.locator("[name=purpose]").fill(purpose)
    page.get_by_role("button", name="Planlæg besøget").click()


def test_the_second_of_two_who_plan_is_warned_and_joins(person: Person) -> None:
    # Far from everything that the demonstration has planned.
    first, second = person("konsulent"), person("jobformidler", width=390)
    plan(first, "5", 200, "Lærlinge til sommer")
    expect(first.get_by_role("heading", level=1)).to_contain_text("Besøg")
    plan(second, "5", 203, "Høre om de mangler folk")
    notice = second.locator("#outreach")
    expect(notice).to_contain_text("Karen Lind")
    expect(notice).to_contain_text("Lærlinge til sommer")
    expect(second.locator("[name=purpose]")).to_have_value("Høre om de mangler folk")
    second.get_by_role("button", name="Deltag i stedet: Karen Lind").click()
    expect(second.locator("main")).to_contain_text("Lærlinge til sommer")
    first.reload()
    expect(first.locator("main")).to_contain_text("Tine Brix")
