"""Origins of a widget go into a header of ours: what somebody types is read as a browser would, or refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError

from advisor.api.origins import MOST, origins

WRITTEN = {
    "https://www.example.com": "https://www.example.com",
    "https://WWW.Example.com/": "https://www.example.com",
    "  https://example.com:8443 ": "https://example.com:8443",
    "https://example.com:443": "https://example.com",
    "https://xn--bcher-kva.example": "https://xn--bcher-kva.example",
    "https://portal": "https://portal",
    "http://localhost:8000": "http://localhost:8000",
    "http://localhost:80": "http://localhost",
}

REFUSED = {
    "http://www.example.com": "Begin with https://",
    "http://127.0.0.1:8000": "Begin with https://",
    "www.example.com": "Begin with https://",
    "//www.example.com": "Begin with https://",
    "javascript:alert(1)": "Begin with https://",
    "data:text/html,x": "Begin with https://",
    "'self'": "Begin with https://",
    "null": "Begin with https://",
    "https://www.example.com/plans": "Leave out what follows",
    "https://www.example.com/?a=1": "Leave out what follows",
    "https://www.example.com?": "Leave out what follows",
    "https://www.example.com#top": "Leave out what follows",
    "https://*.example.com": "without *",
    "*": "without *",
    "https://": "not the address of a site",
    "https://example.com; script-src https://evil.example": "not the address of a site",
    "https://example.com;script-src": "not the address of a site",
    "https://example.com,evil.example": "not the address of a site",
    "https://somebody@example.com": "not the address of a site",
    "https://example.com:99999": "not the address of a site",
    "https://example.com:0": "not the address of a site",
    "https://example.com:x": "not the address of a site",
    "https://example..com": "not the address of a site",
    "https://-example.com": "not the address of a site",
    "https://" + "a" * 64 + ".example": "not the address of a site",
    "https://10.0.0.1": "not the address of a site",
    "https://[::1]": "not the address of a site",
    "https://[::1": "not the address of a site",
    "https://exa\\mple.com": "not the address of a site",
    "https://bücher.example": "not the address of a site",
    "https://example.com\u200b": "not the address of a site",
    "https://exa\tmple.com": "not the address of a site",
}


@pytest.mark.parametrize(("typed", "written"), WRITTEN.items())
def test_an_origin_is_kept_as_a_browser_writes_it(typed: str, written: str) -> None:
    assert origins(typed) == [written]


@pytest.mark.parametrize(("typed", "words"), REFUSED.items())
def test_what_is_no_origin_is_refused_with_its_line(typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        origins(f"https://fine.example\n\n{typed}\n")
    (message,) = refused.value.messages
    assert message.startswith("Line 3: ")
    assert words in message


def test_each_line_that_is_wrong_is_named() -> None:
    with pytest.raises(ValidationError) as refused:
        origins("http://a.example\nhttps://b.example\n*")
    assert [message.split(":")[0] for message in refused.value.messages] == ["Line 1", "Line 3"]


def test_the_same_origin_counts_once_and_the_order_stays() -> None:
    assert origins("https://b.example\nhttps://a.example/\nhttps://B.example") == ["https://b.example", "https://a.example"]


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_without_a_line_there_is_nothing_to_keep(text: str) -> None:
    with pytest.raises(ValidationError, match="at least one"):
        origins(text)


def test_there_may_be_twenty_and_no_more() -> None:
    lines = [f"https://a{number}.example" for number in range(MOST + 1)]
    assert len(origins("\n".join(lines[:MOST]))) == MOST
    with pytest.raises(ValidationError, match="20 sites at most"):
        origins("\n".join(lines))
