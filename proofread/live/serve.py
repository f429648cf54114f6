"""The addresses of the preview: those of the site, and below ``/_live/`` its own."""

from __future__ import annotations

import asyncio
import mimetypes
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from proofread.live.preview import Preview
from proofread.live.site import version, with_script

ASSETS = Path(__file__).parent / "assets"
FRESH = {"Cache-Control": "no-store"}


def application(preview: Preview) -> Starlette:
    """The preview as an application for a server; on this machine only, whatever name is asked for."""

    async def page(request: Request) -> Response:
        site, path = preview.site, request.url.path
        # What is not there may be about to be written.
        while (found := site.read(path)) is None and not preview.idle.is_set():
            await asyncio.sleep(0.05)
            if site.is_folder(path):
                break
        if found is None and site.is_folder(path):
            return RedirectResponse(f"{path}/", headers=FRESH)
        if found is None:
            return html(with_script(site.not_found(), ""), 404)
        file, content = found
        if file.suffix == ".html":
            return html(with_script(content, version(content, file.parent)))
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return Response(content, headers=FRESH, media_type=kind)

    async def events(request: Request) -> Response:
        asked = request.query_params
        stream = preview.events(asked.get("path", "/"), asked.get("version", ""))
        return StreamingResponse(stream, media_type="text/event-stream", headers=FRESH)

    return Starlette(
        routes=[
            Route("/_live/events", events),
            Mount("/_live", StaticFiles(directory=ASSETS)),
            Route("/{path:path}", page),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )


def html(content: bytes, status: int = 200) -> Response:
    return Response(content, status, {**FRESH, "Content-Type": "text/html; charset=utf-8"})
