"""What a role may do, as schemas/roles.toml says."""

from hocba.domain.errors import NotAllowedError
from hocba.domain.school import Role, Staff
from hocba.schema.model import Catalogue


def duties_of(catalogue: Catalogue, role: Role) -> tuple[str, ...]:
    """The duties of a role; a role that the schema does not know has none."""
    return next((form.may for form in catalogue.roles if form.code == role), ())


def require_duty(catalogue: Catalogue, staff: Staff, duty: str) -> None:
    """Raises NotAllowedError `not-your-duty` unless the person's role has this duty."""
    if duty not in duties_of(catalogue, staff.role):
        raise NotAllowedError("not-your-duty", duty=duty, role=_label(catalogue, staff.role))


def _label(catalogue: Catalogue, role: Role) -> str:
    return next((form.label for form in catalogue.roles if form.code == role), role)
