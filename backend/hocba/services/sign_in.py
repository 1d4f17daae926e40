"""A person proves who it is with a password."""

import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

from hocba.domain.errors import NotAllowedError
from hocba.domain.school import Staff
from hocba.storage.store import Store

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
# A real hash of a password nobody has: an unknown name costs the same time as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$aG9jYmEta2hvbmctYWk$Gvj4+pgxfOEK+ghxTEFYAhlA3NLBMY7mDnPO/wHWlOE"


def sign_in(store: Store, staff_code: str, password: str) -> Staff:
    """The person, if the password is right. Raises NotAllowedError `sign-in-refused`, the same for every cause.

    A hash made with older parameters is replaced while the password is known.
    """
    staff = store.people.staff_by_code(staff_code.strip())
    known = store.accounts.password_hash(staff.id) if staff else None
    if not _matches(known or _NOBODY, password) or staff is None or known is None:
        raise NotAllowedError("sign-in-refused")
    if _HASHER.check_needs_rehash(known):
        store.accounts.set_password_hash(staff.id, hash_password(password))
    return staff


def hash_password(password: str) -> str:
    """Argon2id, 19 MiB, two passes; the same letters hash alike however a keyboard composes their accents."""
    return _HASHER.hash(_composed(password))


def _matches(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, _composed(password))
    except VerifyMismatchError:
        return False


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)
