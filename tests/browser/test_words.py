"""Words while one types: by keyboard alone, told below the field, and without script as plain pages."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_word_is_chosen_and_its_meaning_confirmed_by_keyboard(person) -> None:
    page = person("vejleder")
    # The first question of a process builds what the others use; a server that was started does it before.
    page.goto("/words/understood?text=trapper")
    page.goto("/residents/new")
    field = page.get_by_label("Jobønsker")
    field.fill("trapper\nopva")
    field.press("k")
    field.press("Backspace")
    choices = page.get_by_role("listbox")
    expect(choices.get_by_role("option").first).to_have_text("Opvasker")
    field.press("ArrowDown")
    expect(choices.get_by_role("option", selected=True)).to_have_text("Opvasker")
    assert field.get_attribute("aria-activedescendant") == choices.get_by_role("option").first.get_attribute("id")
    field.press("Enter")
    expect(field).to_have_value("trapper\nOpvasker")
    expect(choices).to_be_hidden()
    told = page.locator(".words-understood li")
    expect(told.first).to_contain_text("trapper usikkert ord. Mente du …")
    expect(told.last).to_have_text("Opvasker kendt ord")
    button = page.get_by_role("button", name="”trapper” betyder det samme som ”Trappevask”", exact=True)
    button.focus()
    button.press("Enter")
    expect(told.first).to_have_text("trapper forstået som: Trappevask (bekræftet af en kollega) Ikke rigtigt?")
    expect(field).to_have_value("trapper\nOpvasker")
    page.goto("/words")
    page.get_by_role("button", name="Tag tilbage: trapper").click()
    expect(page.get_by_text("Taget tilbage.")).to_be_visible()


def test_without_script_the_fields_are_plain_and_a_page_asks(person) -> None:
    page = person("vejleder", javascript=False)
    page.goto("/residents")
    page.locator("table.list tbody th a").first.click()
    page.get_by_role("link", name="Sådan forstår Jobløft ordene").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ordene hos")
    expect(page.locator(".word-rows li").first).to_be_visible()
