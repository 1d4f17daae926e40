"""The API described at /api/schema: cookie, own header, problems."""

from collections.abc import Mapping

from litestar import MediaType
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Reference, SecurityScheme

from hocba.sync.protocol import PROTOCOL_VERSION
from hocba.web.problems import PROBLEM_TYPE, Problem

_MEANINGS = {
    400: "The request cannot be read",
    401: "Nobody is signed in",
    403: "Not this person's duty, or not from our own pages",
    404: "Not there, or not for this person",
    409: "Not in the present state of the book",
    413: "Too large",
    415: "Another type of content is wanted",
    422: "What was given cannot be used",
    429: "Too many tries; Retry-After says how long to wait",
    503: "The machine cannot at present",
    507: "The disk is full",
}


def problem_responses(*statuses: int) -> Mapping[int, ResponseSpec]:
    """The problems that an endpoint names in the description."""
    return {
        status: ResponseSpec(Problem, generate_examples=False, description=_MEANINGS[status], media_type=PROBLEM_TYPE)
        for status in statuses
    }


def openapi_config(cookie: str) -> OpenAPIConfig:
    """The description as JSON; no viewer is served, for viewers load scripts from elsewhere."""
    schemes: dict[str, SecurityScheme | Reference] = {
        "session": SecurityScheme(type="apiKey", name=cookie, security_scheme_in="cookie"),
        "client": SecurityScheme(type="apiKey", name="Hocba-Client", security_scheme_in="header"),
    }
    return OpenAPIConfig(
        title="Hocba",
        version=str(PROTOCOL_VERSION),
        path="/api/schema",
        use_handler_docstrings=True,
        security=[{"session": [], "client": []}],
        components=Components(security_schemes=schemes),
        render_plugins=[JsonRenderPlugin(path="/", media_type=MediaType.JSON)],
    )
