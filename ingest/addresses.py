"""Where the fetcher may go: http(s), public addresses only, checked again for every connection.

Enters: addresses from the registry, from redirects and from DNS. Leaves: the same address, or the IP to connect to.
Refuses (`ForbiddenAddress`): other schemes, credentials in an address, and every host that resolves to an address which
is private, loopback, link-local, reserved or a cloud's metadata service. The name is resolved once and the connection
goes to that very IP, so that a second DNS answer cannot lead elsewhere.
"""

import ipaddress
import socket
from dataclasses import dataclass

import httpx

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {80, 443}


class ForbiddenAddress(Exception):
    """An address that may not be fetched; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be connected to; `allow_loopback` is for tests and for a mirror on this machine."""

    allow_loopback: bool = False

    def check(self, url: httpx.URL) -> None:
        """Raise unless the address itself is fit to be fetched."""
        if url.scheme not in {"http", "https"}:
            raise ForbiddenAddress(f"alleen http en https, niet '{url.scheme}'")
        if not url.host:
            raise ForbiddenAddress("het adres noemt geen server")
        if url.userinfo:
            raise ForbiddenAddress("het adres bevat een gebruikersnaam of wachtwoord")
        if url.port is not None and url.port not in _PORTS and not self.allow_loopback:
            raise ForbiddenAddress(f"poort {url.port} hoort niet bij een website")

    def resolve(self, host: str, port: int) -> str:
        """Return the IP to connect to; raise when any answer of DNS is not public."""
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"servernaam {host} is niet te vinden") from error
        found = [str(answer[4][0]).split("%")[0] for answer in answers]
        for address in found:
            if not self._may_connect(ipaddress.ip_address(address)):
                raise ForbiddenAddress(f"{host} wijst naar {address}, dat is geen openbaar adres")
        return found[0]

    def _may_connect(self, address: IPAddress) -> bool:
        plain = _embedded(address)
        if plain.is_loopback:
            return self.allow_loopback
        return plain.is_global and not plain.is_multicast


def _embedded(address: IPAddress) -> IPAddress:
    """Return the IPv4 address inside an IPv6 one, where there is one: it is where packets would go."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


class GuardedTransport(httpx.BaseTransport):
    """Resolves each host by the policy and connects to that IP, with the name still used for TLS and `Host`."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._inner = httpx.HTTPTransport(retries=0, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; raise `ForbiddenAddress` before anything leaves this machine."""
        url = request.url
        self._policy.check(url)
        address = self._policy.resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
        guarded = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions | {"sni_hostname": url.host},
        )
        response = self._inner.handle_request(guarded)
        response.request = request
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()
