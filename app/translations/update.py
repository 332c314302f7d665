"""Adds to the Danish catalogue what the code says and no .po file translates yet: `make catalogue`.

Each feature's new messages go into its own file, with an empty translation that a person fills in; a test
refuses empty ones. Messages that the code no longer holds are taken out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

APP = Path(__file__).resolve().parent.parent
DANISH = APP / "translations" / "da"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
# Messages of WTForms' own validators are kept although our code never says them.
KEPT = frozenset({"wtforms"})

MessageId = str | tuple[str, str]


def messages_in_code() -> dict[MessageId, str]:
    """Every message of the code and the templates, with the feature whose file it belongs to (the first found)."""
    found: dict[MessageId, str] = {}
    for path in sorted([*APP.rglob("*.py"), *APP.rglob("*.html")]):
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {"silent": "false"} if method == "jinja2" else {}
        for _line, message, _comments, _context in extract_from_file(method, path, KEYWORDS, options=options):
            message_id = (message[0], message[1]) if isinstance(message, tuple) else message
            found.setdefault(message_id, _feature(path))
    return found


def _feature(path: Path) -> str:
    parts = path.relative_to(APP).parts
    return parts[0] if len(parts) > 1 and (APP / parts[0] / "__init__.py").exists() else "common"


def catalogues() -> dict[str, Catalog]:
    """The Danish catalogues by feature."""
    loaded = {}
    for path in sorted(DANISH.glob("*.po")):
        with path.open("rb") as file:
            loaded[path.stem] = read_po(file, locale="da")
    return loaded


def update() -> list[str]:
    """Add missing messages, drop those that are gone; returns what still has no translation."""
    known, wanted = catalogues(), messages_in_code()
    held = {message.id for catalog in known.values() for message in catalog if message.id}
    for message_id, feature in wanted.items():
        if message_id not in held:
            known.setdefault(feature, Catalog(locale="da")).add(message_id)
    for name, catalog in known.items():
        for message in [message for message in catalog if message.id and name not in KEPT]:
            if message.id not in wanted:
                catalog.delete(message.id)
        _write(name, catalog)
    return [str(m.id) for catalog in known.values() for m in catalog if m.id and not _translated(m.string)]


def _translated(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _write(name: str, catalog: Catalog) -> None:
    for message in catalog:
        message.locations, message.previous_id = [], []
    with (DANISH / f"{name}.po").open("wb") as file:
        write_po(file, catalog, width=0, sort_output=True, omit_header=False, no_location=True, ignore_obsolete=True)


if __name__ == "__main__":
    empty = update()
    sys.stdout.write("".join(f"no translation: {message}\n" for message in empty) or "complete\n")
    sys.exit(1 if empty else 0)
