"""A throw-away certificate authority that really answers over HTTP: OCSP, CRL and time stamps on the loopback."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from certomancer.integrations.aiohttp_animator import build_animator_app
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from hocba.signing.keys import SigningKey, open_key
from hocba.signing.timestamps import Timestamper, open_timestamps
from hocba.signing.trust import Roots

NAMES = {
    "root": "Gốc thử nghiệm",
    "interm": "Cấp chứng thư thử nghiệm",
    "ocsp": "Trả lời OCSP",
    "tsa": "Dấu thời gian thử nghiệm",
    "teacher": "Nguyễn Thị Thuỳ Dương",
    "principal": "Đặng Hữu Phước",
    "seal": "Trường THCS Lý Thường Kiệt",
    "dismissed": "Lê Văn Thôi Việc",
}
VALIDITY = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2040-01-01T00:00:00+0000"}


class Pki:
    """The authority, its services and its keys."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/pki"
        self._folder = folder
        for name in NAMES:
            _write_key(folder / f"{name}.pem")
        config = CertomancerConfig(_config(), str(folder), external_url_prefix=f"http://127.0.0.1:{port}")
        self.architecture: PKIArchitecture = config.pki_archs[ArchLabel("pki")]

    @property
    def roots(self) -> Roots:
        """The one root."""
        return (self.architecture.get_cert(CertLabel("root")),)

    def timestamps(self) -> Timestamper:
        """The time stamping service."""
        service = open_timestamps(f"{self.url}/tsa/tsa")
        assert service is not None
        return service

    def key(self, name: str) -> SigningKey:
        """The key of one of the signers."""
        file = self._folder / f"{name}.p12"
        file.write_bytes(self.architecture.package_pkcs12(CertLabel(name), password=b"mk"))
        return open_key(file, "mk")


@contextmanager
def serving(folder: Path, moment: datetime) -> Iterator[Pki]:
    """The authority with its services running in a thread until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        pki = Pki(folder, listener.getsockname()[1])
        app = build_animator_app({ArchLabel("pki"): pki.architecture}, at_time=moment, with_web_ui=False)
        loop = asyncio.new_event_loop()
        runner = web.AppRunner(app)
        loop.run_until_complete(runner.setup())
        loop.run_until_complete(web.SockSite(runner, listener).start())
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield pki
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.run_until_complete(runner.cleanup())
            loop.close()


def _write_key(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _config() -> dict[str, Any]:
    return {
        "keysets": {"keys": {"keys": {name: {"path": f"{name}.pem"} for name in NAMES}}},
        "pki-architectures": {
            "pki": {
                "keyset": "keys",
                "entity-defaults": {"country-name": "VN", "organization-name": "Hocba thử nghiệm"},
                "entities": {name: {"common-name": words} for name, words in NAMES.items()},
                "certs": _certificates(),
                "services": {
                    "ocsp": {"interm": {"for-issuer": "interm", "responder-cert": "ocsp", "signing-key": "ocsp"}},
                    "crl-repo": {
                        name: {"for-issuer": name, "signing-key": name, "simulated-update-schedule": "P30D"}
                        for name in ("root", "interm")
                    },
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
                },
            }
        },
    }


def _certificates() -> dict[str, Any]:
    root = {"subject": "root", "subject-key": "root", "issuer": "root", "authority-key": "root"}
    revoked = {"revoked-since": "2025-01-01T00:00:00+0000", "reason": "key_compromise"}
    return {
        "root": {**root, "validity": VALIDITY, "extensions": _authority()},
        "interm": {"issuer": "root", "validity": VALIDITY, "extensions": [*_authority(), _crl("root")]},
        "ocsp": _leaf("interm", ["digital_signature"], _purpose("ocsp_signing"), {"id": "ocsp_no_check"}),
        "tsa": _leaf("root", ["digital_signature"], _purpose("time_stamping"), _crl("root")),
        **{name: _signer() for name in ("teacher", "principal", "seal")},
        "dismissed": {**_signer(), "revocation": revoked},
    }


def _signer() -> dict[str, Any]:
    urls = {"schema": "aia-urls", "params": {"ocsp-responder-names": ["interm"]}}
    status = {"id": "authority_information_access", "smart-value": urls}
    return _leaf("interm", ["digital_signature", "non_repudiation"], _crl("interm"), status)


def _leaf(issuer: str, usage: list[str], *extensions: dict[str, Any]) -> dict[str, Any]:
    return {"issuer": issuer, "validity": VALIDITY, "extensions": [_usage(usage), *extensions]}


def _authority() -> list[dict[str, Any]]:
    constraints = {"id": "basic_constraints", "critical": True, "value": {"ca": True}}
    return [constraints, _usage(["digital_signature", "key_cert_sign", "crl_sign"])]


def _usage(usage: list[str]) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": usage}}


def _purpose(purpose: str) -> dict[str, Any]:
    return {"id": "extended_key_usage", "critical": True, "value": [purpose]}


def _crl(issuer: str) -> dict[str, Any]:
    value = {"schema": "crl-dist-url", "params": {"crl-repo-names": [issuer]}}
    return {"id": "crl_distribution_points", "smart-value": value}
