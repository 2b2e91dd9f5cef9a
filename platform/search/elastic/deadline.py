"""A connection that keeps to its time, however slowly the other side sends."""

from __future__ import annotations

import time
from typing import Any

import urllib3
from elastic_transport import (
    ApiResponseMeta,
    ConnectionError,
    ConnectionTimeout,
    HttpHeaders,
    TlsError,
    Urllib3HttpNode,
)
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT

PIECE = 65_536


class PunctualNode(Urllib3HttpNode):
    """Gives a whole request its time, where the library gives it to every piece that arrives."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Any = None,
        request_timeout: Any = DEFAULT,
    ) -> NodeApiResponse:
        """Ask, and read the answer.

        Raises:
            ConnectionTimeout: it was not all there in time.
            ConnectionError: it could not be reached, or broke off.
        """
        started = time.monotonic()
        seconds = self.config.request_timeout if request_timeout is DEFAULT else request_timeout
        until = started + (seconds if seconds is not None else 3600.0)
        sent = self._headers.copy()
        sent.update(headers or {})
        try:
            response = self.pool.urlopen(
                method,
                f"{self.path_prefix}{target}",
                body=body,
                retries=urllib3.Retry(False),
                headers=sent,
                timeout=urllib3.Timeout(total=max(0.001, until - time.monotonic())),
                preload_content=False,
            )
            data = _read(response, until)
        except urllib3.exceptions.NewConnectionError as error:
            # A kind of timeout to the library, though nobody waited.
            raise ConnectionError(str(error), errors=(error,)) from error
        except (urllib3.exceptions.TimeoutError, TimeoutError) as error:
            raise ConnectionTimeout("No answer in time", errors=(error,)) from error
        except urllib3.exceptions.SSLError as error:
            raise TlsError(str(error), errors=(error,)) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ConnectionError(str(error), errors=(error,)) from error
        meta = ApiResponseMeta(
            node=self.config,
            duration=time.monotonic() - started,
            http_version="1.1",
            status=response.status,
            headers=HttpHeaders(response.headers),
        )
        return NodeApiResponse(meta, data)


def _read(response: Any, until: float) -> bytes:
    pieces = []
    try:
        while piece := response.read1(PIECE):
            pieces.append(piece)
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection = response.connection
            if connection is not None and connection.sock is not None:
                connection.sock.settimeout(left)
    except BaseException:
        # What is still on its way is for nobody any more.
        response.close()
        raise
    response.release_conn()
    return b"".join(pieces)
