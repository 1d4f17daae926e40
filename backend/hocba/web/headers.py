"""Security headers of every response, errors included."""

from litestar.types import BeforeMessageSendHookHandler, Message, Scope

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html hocba"
)
# The browser's own viewer styles and embeds the PDF that it shows; nothing in the answer may run.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",  # what is not a file of the site is about people: no cache keeps it
}


def security_headers(*, encrypted: bool) -> BeforeMessageSendHookHandler:
    """A hook that adds what the response has not set itself; over TLS it also asks to stay there."""
    wanted = _HEADERS | ({"strict-transport-security": "max-age=31536000"} if encrypted else {})
    encoded = [(name.encode(), value.encode()) for name, value in wanted.items()]

    async def add(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            given = list(message["headers"])
            names = {name.lower() for name, _ in given}
            message["headers"] = [*given, *(pair for pair in encoded if pair[0] not in names)]

    return add
