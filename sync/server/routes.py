"""Which address answers what, beside the protocol's own POSTs."""

import asyncio
import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sync.server import metrics
from sync.server.database import Unavailable
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.openapi import document
from sync.server.shelf import Shelf
from sync.server.statement import PortableStatement
from sync.server.tus import FileRoutes
from sync.server.uploads import Uploads
from sync.server.web.desk import Desk
from sync.server.web.pages import pages

_ALIVE = PortableStatement("SELECT 1")


def routes(district: District, shelf: Shelf, uploads: Uploads) -> Starlette:
    async def health(_request: Request) -> Response:
        """Whether this process lives and reaches its database."""
        try:
            await asyncio.to_thread(district.database.read, lambda transaction: transaction.first(_ALIVE))
        except Unavailable:
            return PlainTextResponse("database unavailable\n", 503)
        return PlainTextResponse("ok\n")

    async def openapi(_request: Request) -> Response:
        return JSONResponse(document())

    async def figures(request: Request) -> Response:
        return await asyncio.to_thread(metrics.show, request)

    file_routes = FileRoutes(Filing(district, shelf, uploads))
    return Starlette(
        routes=[
            Route("/healthz", health),
            Route("/metrics", figures),
            Route("/v1/openapi.json", openapi),
            *file_routes.routes(),
            *pages(Desk(district, time.time), file_routes),
        ]
    )
