"""Routes of matches."""

from __future__ import annotations

from app.matches import choice_views, compare_views, door_views, inquiry_views, match_views, method_views, pages
from app.matches.blueprint import blueprint

__all__ = [
    "blueprint",
    "choice_views",
    "compare_views",
    "door_views",
    "inquiry_views",
    "match_views",
    "method_views",
    "pages",
]
