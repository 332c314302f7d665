"""Let the indexes by which the list of companies is ordered hold the id"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ORDERS = (
    ("folded_name",),
    ("stage", "marks_missing", "folded_name"),
    ("marks_missing", "folded_name"),
    ("stage", "folded_name"),
    ("industry", "folded_name"),
    ("city", "folded_name"),
)


def upgrade() -> None:
    """Change the tables."""
    for order in ORDERS:
        op.drop_index(_name(*order), "company")
        op.create_index(_name(*order, "id"), "company", [*order, "id"])


def downgrade() -> None:
    """Take it back."""
    for order in ORDERS:
        op.drop_index(_name(*order, "id"), "company")
        op.create_index(_name(*order), "company", list(order))


def _name(*columns: str) -> str:
    return "_".join(("ix_company", *columns))
