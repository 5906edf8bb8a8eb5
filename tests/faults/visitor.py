"""A browser without JavaScript, as the TLS proxy passes it on to the web server; its person has passed the check of understanding."""

import re
from collections.abc import Mapping
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from django.test import override_settings

from tests.visitors import passed_cookie

FIGURES = {"age": "35", "balance": "45000", "contribution": "8%", "weight": "5"}
PATIENCE = 60  # seconds


class Visitor:
    def __init__(self, site: str) -> None:
        self.site = site
        cookies = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))  # to the browser it is https
        cookies.set_cookie(_passed())
        self._browser = build_opener(HTTPCookieProcessor(cookies))
        self._browser.addheaders = [("X-Forwarded-Proto", "https"), ("Origin", site.replace("http:", "https:"))]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page(f"{site}/"))
        assert token
        self._token = token[1]

    def page(self, address: str) -> str:
        return self.content(address).decode()

    def content(self, address: str) -> bytes:
        with self._browser.open(address, timeout=PATIENCE) as response:
            return bytes(response.read())

    def ask_for_answer(self) -> str:
        return self._post("/answer/", {})[1]

    def ask_for_pdf(self, language: str = "", **more: str) -> str:
        """The address of its page, which has been looked at once."""
        return self._post(f"{language}/report/", more)[0]

    def try_again(self, address: str) -> None:
        self._post(f"{address.removeprefix(self.site)}again/", {})

    def _post(self, path: str, more: Mapping[str, str]) -> tuple[str, str]:
        form = urlencode({**FIGURES, **more, "csrfmiddlewaretoken": self._token}).encode()
        with self._browser.open(self.site + path, form, timeout=PATIENCE) as response:
            return str(response.url), response.read().decode()


def _passed() -> Cookie:
    with override_settings(PRODUCTION=True):
        name, value = passed_cookie()
    return Cookie(0, name, value, None, False, "localhost.local", False, False, "/", True, True, None, False, None, None, {})
