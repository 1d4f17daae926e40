"""All tables as they were first released.

While nothing is released, the definition in storage/tables is this revision; the first release writes it out here.
"""

from alembic import op

from hocba.storage.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    metadata.create_all(op.get_bind())
