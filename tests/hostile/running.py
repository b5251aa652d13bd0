"""What of a page would run in a reader's browser, or be followed by a web server."""

from html.parser import HTMLParser

from tests.hostile.payloads import RUN


class Page(HTMLParser):
    """What of a page could run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.running: list[str] = []
        self.data: list[str] = []
        self._in_script = self._in_data = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_script = tag == "script"
        self._in_data = self._in_script and given.get("type") == "application/ld+json"
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "data:text")):
                self.running.append(f"{tag} {name}={value}")
        content = given.get("content") or ""
        leads_on = content.startswith("0; url=/") and content[8:9] not in (
            "/",
            "\\",
        )  # a stub of ours, to the site itself
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh" and not leads_on:
            self.running.append(f"refresh {content}")
        if tag in {"base", "math", "animate", "noscript", "template", "object", "embed"}:
            self.running.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_data = False

    def handle_comment(self, data: str) -> None:
        if data.startswith("#") and not data.startswith('#include virtual="/fragments/'):
            self.running.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)
        elif self._in_script and RUN in data:
            self.running.append(data)
