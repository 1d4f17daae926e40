"""A person's own tablets."""

import base64
from typing import Annotated

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from hocba.domain.errors import InputError
from hocba.services.enrol_device import NewDevice, enrol_device, own_devices, revoke_device
from hocba.storage.accounts import Device
from hocba.web.guards import signed_in
from hocba.web.office import GivenOffice, GivenPerson
from hocba.web.openapi import problem_responses


class DeviceRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """A device's own identifier, its P-256 public key (base64 of SPKI DER) and the name its owner gives it."""

    dev: Annotated[str, Meta(max_length=64)]
    public_key: Annotated[str, Meta(max_length=512)]
    name: Annotated[str, Meta(max_length=200)]


class KnownDevice(Struct, frozen=True):
    """One line of the list; times in server milliseconds."""

    dev: str
    name: str
    created_ms: int
    revoked_ms: int | None


class DevicesController(Controller):
    """The devices that write in this person's name."""

    path = "/api/devices"
    tags = ("devices",)
    guards = (signed_in,)

    @get(sync_to_thread=True, responses=problem_responses(401))
    def devices(self, office: GivenOffice, person: GivenPerson) -> list[KnownDevice]:
        """The person's own devices, oldest first."""
        return [_known(device) for device in own_devices(office.store, person.staff.id)]

    @post(sync_to_thread=True, responses=problem_responses(400, 401, 403, 409, 422))
    def enrol(self, data: JSONBody[DeviceRequest], office: GivenOffice, person: GivenPerson) -> KnownDevice:
        """Register this device for the person who is signed in; the same request again changes nothing."""
        new = NewDevice(data.dev, _key(data.public_key), data.name)
        return _known(enrol_device(office.store, person.staff.id, new, office.now_ms()))

    @post("/{dev:str}/revoke", status_code=200, sync_to_thread=True, responses=problem_responses(401, 403, 404))
    def revoke(self, dev: FromPath[str], office: GivenOffice, person: GivenPerson) -> list[KnownDevice]:
        """From now on what this device sends is held; the list as it is then."""
        revoke_device(office.store, person.staff.id, dev, office.now_ms())
        return [_known(device) for device in own_devices(office.store, person.staff.id)]


def _known(device: Device) -> KnownDevice:
    return KnownDevice(device.dev, device.name, device.created_ms, device.revoked_ms)


def _key(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise InputError("device-key-invalid") from fault
