"""A tablet's public key becomes the person's: from then on its signed batches count as hers or his."""

import re
from collections.abc import Sequence

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from msgspec import Struct

from hocba.domain.errors import InputError, NotFoundError
from hocba.domain.names import clean
from hocba.storage.accounts import Device
from hocba.storage.store import Store

_DEV = re.compile(r"[0-9A-Za-z_-]{8,64}")
LONGEST_NAME = 60


class NewDevice(Struct, frozen=True):
    """A device's own identifier, its P-256 public key (SPKI DER) and the name its owner gives it."""

    dev: str
    public_key: bytes
    name: str


def enrol_device(store: Store, staff_id: int, new: NewDevice, now_ms: int) -> Device:
    """Register a device for a person and write it in the journal; the same request again changes nothing.

    Raises InputError `device-name-invalid`, `device-key-invalid`, or `device-taken` when the device has another
    key, belongs to somebody else or was revoked.
    """
    _check(new)
    known = store.accounts.device(new.dev) or _add(store, staff_id, new, now_ms)
    if (known.staff_id, known.public_key) != (staff_id, new.public_key) or known.revoked_ms is not None:
        raise InputError("device-taken", dev=new.dev)
    return known


def own_devices(store: Store, staff_id: int) -> Sequence[Device]:
    """The devices that write in this person's name; a stranger's would be seen here."""
    return store.accounts.devices_of(staff_id)


def revoke_device(store: Store, staff_id: int, dev: str, now_ms: int) -> None:
    """From now on nothing this device sends touches the book. Raises NotFoundError `no-device`."""
    if not any(row.dev == dev for row in own_devices(store, staff_id)):
        raise NotFoundError("no-device", dev=dev)
    store.accounts.revoke_device(dev, now_ms)
    store.journal.append(now_ms, staff_id, "revoke-device", {"dev": dev})


def _add(store: Store, staff_id: int, new: NewDevice, now_ms: int) -> Device:
    store.accounts.add_device(new.dev, staff_id, new.public_key, clean(new.name), now_ms)
    store.journal.append(now_ms, staff_id, "enrol-device", {"dev": new.dev, "name": clean(new.name)})
    return next(device for device in store.accounts.devices_of(staff_id) if device.dev == new.dev)


def _check(new: NewDevice) -> None:
    if not _DEV.fullmatch(new.dev) or not 1 <= len(clean(new.name)) <= LONGEST_NAME:
        raise InputError("device-name-invalid", longest=LONGEST_NAME)
    if not _is_p256(new.public_key):
        raise InputError("device-key-invalid")


def _is_p256(public_key: bytes) -> bool:
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm):
        return False
    return isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
