"""The demonstration, served for real, and people with real browsers in front of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from app import clock, create_app
from app.errors import configure_logging
from tests.databases import Originals, demonstration_config

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser is skipped, with the reason, where there is none."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="Chromium: /usr/bin/chromium is not there"))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, originals: Originals) -> Iterator[str]:
    """Where a demonstration is served, to all of them: each test has its own visits and companies in it."""
    folder = tmp_path_factory.mktemp("demo")
    config = demonstration_config(f"sqlite:///{folder / 'demo.db'}", folder)
    originals.demonstration(config.database_url, now=clock.now())
    app = create_app(config)
    configure_logging()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    app.database.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def person(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Signs somebody in: `person("konsulent")`; with `javascript=False` in a browser that runs none."""
    contexts = []

    def sign_in(login: str, *, javascript: bool = True, width: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=address, locale="da-DK", timezone_id="Europe/Copenhagen", java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Mail").fill(f"{login}@demo.jobloft.dk")
        page.get_by_label("Adgangskode").fill("jobloft-demo")
        page.get_by_role("button", name="Log ind").click()
        return page

    yield sign_in
    for context in contexts:
        context.close()
