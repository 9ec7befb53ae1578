"""Calls to other systems: never to this machine or its private network, never for ever, never more than we asked for.

The name is looked up once and the connection goes to the very address that was checked, so that a name server which
answers differently the second time gets nowhere. An installation may name private hosts it trusts
(`BROBYGGER_OUTWARD_PRIVATE=cms.intern:8080,127.0.0.1:8123`).
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from urllib3.util import Timeout

REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 65_536
LONGEST = 2000
# All addresses of the open internet; and those in which a network without IPv4 writes them.
UNICAST, TRANSLATED = ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("64:ff9b::/96")
MESSAGES: dict[str, Promise] = {
    "address": _("This is no address on the web. It begins with https://."),
    "plain": _("The address must begin with https://, so that nobody can listen in."),
    "private": _(
        "The address leads into a private network. Only addresses on the open internet can be used."
    ),
    "host": _("This host is not among those that the installation may call. Ask whoever runs it."),
    "name": _("There is no host of that name."),
    "silent": _("The other system does not answer."),
    "slow": _("The other system answers too slowly."),
    "large": _("The answer is too large."),
    "redirects": _("The address leads on to another one that was not asked for."),
}


class Refused(Exception):
    """The call was not made, or not finished. `code` is a key of `MESSAGES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = MESSAGES[code]


@dataclass(frozen=True)
class Answer:
    """What the other system said. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


def check(address: str, *, allow: Collection[str] | None = None) -> list[str]:
    """The IP addresses behind `address`, or `Refused`. `allow` names the only hosts that may be called."""
    parts = _parts(address)
    host = (parts.hostname or "").rstrip(".")
    trusted = _is_trusted(parts)
    if allow is not None and host not in {h.lower() for h in allow}:
        raise Refused("host")
    if parts.scheme != "https" and not trusted:
        raise Refused("plain")
    found = _lookup(host, _port(parts))
    if not trusted and not all(_is_public(ip) for ip in found):
        raise Refused("private")
    return found


def fetch(
    address: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    limit: int = 5_000_000,
    seconds: float = 10,
    allow: Collection[str] | None = None,
    redirects: int = 3,
) -> Answer:
    """Call `address`: at most `limit` bytes of answer within `seconds` all told; each redirect is checked anew.

    Only GET follows redirects, and only `redirects` of them; other methods answer with the redirect's status.
    """
    until = time.monotonic() + seconds
    for _turn in range(redirects + 1):
        answer = _once(address, method, body, headers or {}, limit, until, allow)
        onward = answer.headers.get("location", "")
        if method != "GET" or answer.status not in REDIRECTS or not onward:
            return answer
        address = urljoin(address, onward)
        headers = {}  # What was meant for the first host is not for the next.
    raise Refused("redirects")


def _once(
    address: str,
    method: str,
    body: bytes,
    headers: Mapping[str, str],
    limit: int,
    until: float,
    allow: Collection[str] | None,
) -> Answer:
    ips = check(address, allow=allow)
    parts = _parts(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": "Brobygger", **headers}
    left = until - time.monotonic()
    if left <= 0:
        raise Refused("slow")
    with _End(left) as end, _pool(parts, ips[0], left, end) as pool:
        try:
            response = pool.request(
                method,
                path,
                body=body or None,
                headers=sent,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=True,
            )
            try:
                content = _content(response, limit, until)
            finally:
                response.close()
        except urllib3.exceptions.NewConnectionError as wrong:  # A timeout there, whatever the cause.
            raise Refused("silent") from wrong
        except urllib3.exceptions.TimeoutError as late:
            raise Refused("slow") from late
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as wrong:
            raise Refused("slow" if end.came else "silent") from wrong
    if end.came:  # What was cut off may look like a whole answer.
        raise Refused("slow")
    return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, content, address)


class _End:
    """Ends a connection when the time is up, whatever it is doing.

    A time limit of sockets is for each piece that arrives: a header or handshake of single letters would never reach it.
    """

    def __init__(self, seconds: float) -> None:
        self.came = False
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._come)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *wrong: object) -> None:
        self._timer.cancel()
        for held in self._held:
            held.close()

    def of(self, connection: socket.socket) -> socket.socket:
        """Watch this connection; TLS takes the socket itself away, so a second hold on it is kept."""
        self._held.append(connection.dup())
        if self.came:
            self._come()
        return connection

    def _come(self) -> None:
        self.came = True
        for held in self._held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


def _pool(parts: SplitResult, ip: str, left: float, end: _End) -> urllib3.HTTPConnectionPool:
    """A connection to the checked `ip`; over TLS the certificate must still be the named host's."""
    timeout = Timeout(total=left)
    host = (parts.hostname or "").rstrip(".")
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            ip, _port(parts), timeout=timeout, maxsize=1, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(ip, _port(parts), timeout=timeout, maxsize=1)
    kind: Any = pool.ConnectionCls

    class Watched(kind):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            return end.of(super()._new_conn())

    pool.ConnectionCls = Watched
    return pool


def _content(response: urllib3.BaseHTTPResponse, limit: int, until: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read1(CHUNK, decode_content=True):
        size += len(chunk)
        if size > limit:
            raise Refused("large")
        if time.monotonic() > until:
            raise Refused("slow")
        parts.append(chunk)
    return b"".join(parts)


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and parts.hostname and _port(parts)
    except ValueError as wrong:
        raise Refused("address") from wrong
    odd = parts.username or parts.password or len(address) > LONGEST or not address.isprintable()
    if not known or odd or " " in address:
        raise Refused("address")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_trusted(parts: SplitResult) -> bool:
    return f"{parts.hostname}:{_port(parts)}" in settings.OUTWARD_PRIVATE


def _lookup(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise Refused("name") from wrong
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_public(ip: str) -> bool:
    found = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if found not in UNICAST:
            return False
    return found.is_global and not found.is_multicast
