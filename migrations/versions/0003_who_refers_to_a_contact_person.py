"""Let visits and orders be found by their contact person: deleting one read both tables through"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("visit", "job_order")


def upgrade() -> None:
    """Change the tables."""
    for table in TABLES:
        op.create_index(f"ix_{table}_contact_person_id", table, ["contact_person_id"])


def downgrade() -> None:
    """Take it back."""
    for table in TABLES:
        op.drop_index(f"ix_{table}_contact_person_id", table)
