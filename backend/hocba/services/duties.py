"""Whether a duty is a person's, as schemas/roles.toml says."""

from hocba.domain.errors import NotAllowedError
from hocba.domain.school import Staff
from hocba.schema.model import Catalogue
from hocba.services.workspace import rights_of


def require_duty(catalogue: Catalogue, staff: Staff, duty: str) -> None:
    """Raises NotAllowedError `not-your-duty` unless the person's role has this duty."""
    if duty not in rights_of(catalogue, staff):
        label = next((form.label for form in catalogue.roles if form.code == staff.role), staff.role)
        raise NotAllowedError("not-your-duty", duty=duty, role=label)
