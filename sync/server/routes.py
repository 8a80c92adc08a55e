"""Which address answers what, beside the protocol's own POSTs."""

import asyncio
import logging
import time
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sync.messages import OLDEST_PROTOCOL, PROTOCOL, SERVED
from sync.server import metrics
from sync.server.bundle_box import bundle_box
from sync.server.bundle_routes import BundleRoutes
from sync.server.database import Unavailable
from sync.server.district import District, refused
from sync.server.filing import Filing
from sync.server.health import look
from sync.server.openapi import document
from sync.server.public_address import PublicAddress
from sync.server.refusal import Refuse, not_found
from sync.server.shelf import Shelf
from sync.server.tus import FileRoutes
from sync.server.uploads import UploadStore
from sync.server.web.desk import Desk
from sync.server.web.pages import pages

log = logging.getLogger("aduan-distrik")


BUNDLES_FOLDER = "bundles"  # in the data folder: bundles on their way in, and answers that wait to be fetched
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


async def not_served(request: Request) -> Response:
    """A path of a version that isn't served: the program is to be told so, or it would take the answer for no network."""
    served = OLDEST_PROTOCOL <= request.path_params["version"] <= PROTOCOL
    answer = refused(not_found() if served else Refuse(HTTPStatus.GONE, "protocol", SERVED))
    return Response(answer.body, answer.status, answer.headers)


def routes(
    district: District, shelf: Shelf, uploads: UploadStore, data: Path, public: PublicAddress | None = None
) -> Starlette:
    async def health(request: Request) -> Response:
        """Whether this process lives, reaches its database and has room; from near, as JSON, how it is off."""
        try:
            found = await asyncio.to_thread(look, district, data)
        except Unavailable as error:
            log.warning("unavailable", extra={"path": "/healthz", "reason": error.reason})
            return PlainTextResponse("database unavailable\n", 503)
        verdict, status = ("disk full", 503) if found.is_full else ("ok", 200)
        if "application/json" in request.headers.get("accept", "") and metrics.is_from_near(request):
            return JSONResponse({"verdict": verdict} | found._asdict(), status)
        return PlainTextResponse(f"{verdict}\n", status)

    async def openapi(_request: Request) -> Response:
        return JSONResponse(document())

    async def figures(request: Request) -> Response:
        try:
            gauges = (await asyncio.to_thread(look, district, data)).figures()
        except Unavailable:
            gauges = ""
        return await asyncio.to_thread(metrics.show, request, gauges)

    filing = Filing(district, shelf, uploads)
    file_routes = FileRoutes(filing)
    box = bundle_box(filing, data / BUNDLES_FOLDER)
    app = Starlette(
        routes=[
            Route("/healthz", health),
            Route("/metrics", figures),
            Route("/v1/openapi.json", openapi),
            *file_routes.routes(),
            *BundleRoutes(box).routes(),
            Route("/v{version:int}/{rest:path}", not_served, methods=list(METHODS)),
            *pages(Desk(district, time.time, public), file_routes, filing, box),
        ]
    )
    # By itself it would send who writes a slash too many to whatever host the request names.
    app.router.redirect_slashes = False
    return app
