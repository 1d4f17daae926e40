"""How much and how slowly a client may send. Sizes in bytes, times in seconds."""

import zlib
from collections.abc import AsyncIterator
from typing import Any

import anyio
from litestar import Request

from hocba.domain.errors import InputError

JSON_LONGEST = 64 * 1024
BATCH_LONGEST = 4 * 1024 * 1024
PDF_LONGEST = 20 * 1024 * 1024
BODY_SECONDS = 30.0
_MEGABYTE = 1024 * 1024
_GZIP = 31  # zlib's window bits for a gzip header and trailer


class BoundedRequest(Request[Any, Any, Any]):
    """A request whose body has a size, a time to arrive and a depth."""

    async def body(self) -> bytes:
        """The body. Raises InputError `too-large`, `body-too-slow` or `request-broken` (client gone)."""
        state = self._connection_state
        if not isinstance(state.body, bytes):
            state.body = await self._received(self.route_handler.resolve_request_max_body_size() or JSON_LONGEST)
        return state.body

    async def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds, checked by the endpoint's Struct
        """The JSON body. Raises InputError `request-invalid` when it nests too deeply to be read."""
        try:
            return await super().json()
        except RecursionError as fault:
            raise InputError("request-invalid", fault="nested too deeply") from fault

    async def _received(self, longest: int) -> bytes:
        if (self.content_length or 0) > longest:
            raise _too_large(longest)
        try:
            with anyio.fail_after(BODY_SECONDS):
                return await _joined(self._chunks(), longest)
        except TimeoutError as fault:
            raise InputError("body-too-slow", seconds=int(BODY_SECONDS)) from fault

    async def _chunks(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            event = await self.receive()
            if event["type"] != "http.request":
                raise InputError("request-broken")
            yield event["body"]
            more = event.get("more_body", False)


def unpacked(body: bytes, encoding: str, longest: int) -> bytes:
    """The body without its Content-Encoding, never more than `longest` bytes in memory.

    Raises InputError `too-large`, `request-broken` (cut or no gzip) or `wrong-content-type` (another encoding).
    """
    if encoding in {"", "identity"}:
        return body
    if encoding != "gzip":
        raise InputError("wrong-content-type", given=encoding, wanted="gzip")
    try:
        return _gunzipped(body, longest)
    except zlib.error as fault:
        raise InputError("request-broken") from fault


def _gunzipped(body: bytes, longest: int) -> bytes:
    stream = zlib.decompressobj(wbits=_GZIP)
    data = stream.decompress(body, longest + 1)
    if len(data) > longest:
        raise _too_large(longest)
    if not stream.eof or stream.unused_data:
        raise InputError("request-broken")
    return data


async def _joined(chunks: AsyncIterator[bytes], longest: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > longest:
            raise _too_large(longest)
    return bytes(body)


def _too_large(longest: int) -> InputError:
    shown = f"{longest // _MEGABYTE} MB" if longest >= _MEGABYTE else f"{longest // 1024} KB"
    return InputError("too-large", longest=shown)
