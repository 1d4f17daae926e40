"""Sessions: an opaque random token in a cookie, its SHA-256 in the database, a new one at every sign-in."""

import hashlib
import secrets

from litestar.datastructures import Cookie

from hocba.domain.errors import NotAllowedError
from hocba.settings import Settings
from hocba.storage.store import Store

_HOUR_MS = 3_600_000
_TOKEN_BYTES = 32


def cookie_name(settings: Settings) -> str:
    """Over TLS the prefix binds the cookie to this origin; plain http on this machine cannot carry it."""
    return "__Host-hocba" if settings.secure_cookie else "hocba"


def open_session(store: Store, settings: Settings, staff_id: int, now_ms: int) -> Cookie:
    """A new session of this person and the cookie that carries it. No token from outside ever becomes a session."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    store.accounts.add_session(token_digest(token), staff_id, now_ms, now_ms + settings.session_hours * _HOUR_MS)
    return _cookie(settings, token, settings.session_hours * 3600)


def close_session(store: Store, settings: Settings, token: str) -> Cookie:
    """Forget the session and give the cookie that empties the browser's."""
    store.accounts.drop_session(token_digest(token))
    return _cookie(settings, "", 0)


def staff_of(store: Store, token: str, now_ms: int) -> int:
    """Who holds this token. Raises NotAllowedError `not-signed-in` when nobody does any more."""
    session = store.accounts.session(token_digest(token)) if token else None
    if session is None or session.expires_ms <= now_ms:
        raise NotAllowedError("not-signed-in")
    return session.staff_id


def token_digest(token: str) -> str:
    """What the database keeps of a token: whoever reads it there cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _cookie(settings: Settings, token: str, seconds: int) -> Cookie:
    return Cookie(
        key=cookie_name(settings),
        value=token,
        path="/",
        max_age=seconds,
        secure=settings.secure_cookie,
        httponly=True,
        samesite="lax",
    )
