"""Bundles over HTTP: handed in by tus, as attachments are, and fetched with ranges. Who carries them is told by its token."""

import re
from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.server.body import too_large
from sync.server.bundle_box import LARGEST_BUNDLE, BundleBox
from sync.server.device import Requester
from sync.server.refusal import Refuse, malformed, not_found
from sync.server.tus import (
    TUS,
    VERSION,
    Arriving,
    file_response,
    guarded,
    header_number,
    in_file_thread,
    override,
    receive,
    tus,
    upload_metadata,
)
from sync.server.uploads import Upload

_SHA256 = re.compile(r"[0-9a-f]{64}")
UPLOADS = "/v1/bundles/uploads"


class BundleRoutes:
    """The endpoints under /v1/bundles."""

    def __init__(self, box: BundleBox) -> None:
        self._box = box
        self._district = box.filing.district

    def routes(self) -> list[Route]:
        return [
            Route("/v1/bundles", guarded(self.options), methods=["OPTIONS"]),
            Route("/v1/bundles", tus(self.create), methods=["POST"]),
            Route(f"{UPLOADS}/{{id}}", tus(self.offset), methods=["HEAD"]),
            Route(f"{UPLOADS}/{{id}}", tus(self.append), methods=["PATCH"]),
            Route(f"{UPLOADS}/{{id}}", tus(self.overridden), methods=["POST"]),
            Route("/v1/bundles/{unit}", guarded(self.fetch), methods=["GET"]),
        ]

    async def options(self, _request: Request) -> Response:
        capabilities = {"Tus-Version": VERSION, "Tus-Extension": "creation", "Tus-Max-Size": str(LARGEST_BUNDLE)}
        return Response(status_code=204, headers=TUS | capabilities)

    async def create(self, request: Request) -> Response:
        requester = await self._requester(request)
        size = header_number(request, "upload-length")
        if size > LARGEST_BUNDLE:
            raise too_large()
        sha256 = upload_metadata(request.headers.get("upload-metadata", "")).get("sha256", "")
        if not _SHA256.fullmatch(sha256):
            raise malformed("upload-metadata")
        upload = Upload("bundle", sha256, size, requester.unit)
        offset = await in_file_thread(self._box.begin, requester, upload)
        place = {"Location": f"{UPLOADS}/{upload.id}", "Upload-Offset": str(offset)}
        return Response(status_code=201, headers=TUS | place)

    async def overridden(self, request: Request) -> Response:
        return await override(request, self.append, self.offset)

    async def offset(self, request: Request) -> Response:
        _, upload = await self._upload(request)
        offset = await in_file_thread(self._box.arrived, upload)
        headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.size), "Cache-Control": "no-store"}
        return Response(status_code=200, headers=TUS | headers)

    async def append(self, request: Request) -> Response:
        if request.headers.get("content-type") != "application/offset+octet-stream":
            raise Refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type")
        offset = header_number(request, "upload-offset")
        body = Arriving(request)
        try:
            requester, upload = await self._upload(request)
            if offset != await in_file_thread(self._box.arrived, upload):
                raise Refuse(HTTPStatus.CONFLICT, "offset")
            offset = await receive(body, self._box.uploads, upload, offset)
        finally:
            body.stop()
        if offset == upload.size:
            await in_file_thread(self._box.finish, requester, upload)
        return Response(status_code=204, headers=TUS | {"Upload-Offset": str(offset)})

    async def fetch(self, request: Request) -> Response:
        requester = await self._requester(request)
        stored = await in_file_thread(self._box.answer_for, requester, request.path_params["unit"])
        tag = f'"{stored.sha256}"'
        if request.headers.get("if-none-match", "") == tag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
        range_header = request.headers.get("range", "")
        if request.headers.get("if-range", tag) != tag:
            range_header = ""
        return await file_response(partial(self._box.answers.pieces, stored.unit), stored, range_header)

    async def _requester(self, request: Request) -> Requester:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return await in_file_thread(self._district.requester, token)

    async def _upload(self, request: Request) -> tuple[Requester, Upload]:
        requester = await self._requester(request)
        upload = await in_file_thread(self._box.uploads.find, request.path_params["id"])
        if upload is None or upload.unit != requester.unit:
            raise not_found()
        return requester, upload
