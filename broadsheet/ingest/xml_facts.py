"""What every news format in XML is asked for: its elements by name, and those that nobody took."""

from collections.abc import Iterator
from typing import Any

from broadsheet.ingest.wire import Wire
from broadsheet.ingest.xml_parse import local, text_of


class Facts:
    """An element with all in it; what is asked for is marked as taken, and the rest can be reported."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._taken: set[Any] = set()

    def each(self, path: str, within: Any = None) -> Iterator[Any]:
        """The elements of a path of names (`contentMeta/headline`), at any depth, whatever their namespace."""
        names = path.split("/")
        start = self.root if within is None else within
        for element in start.iter(f"{{*}}{names[-1]}"):
            parent = element
            for name in reversed(names[:-1]):
                parent = parent.getparent()
                if parent is None or local(parent) != name:
                    break
            else:
                self._taken.add(element)
                yield element

    def text(self, path: str, within: Any = None) -> str:
        """The text of the first element of a path that has one."""
        return next((text for element in self.each(path, within) if (text := text_of(element))), "")

    def attribute(self, path: str, name: str, within: Any = None) -> str:
        """The attribute of the first element of a path that has it."""
        return next((value for element in self.each(path, within) if (value := element.get(name, "").strip())), "")

    def mark(self, element: Any) -> None:
        """Marks an element as taken, but not what is in it."""
        self._taken.add(element)

    def take(self, element: Any) -> None:
        """Marks an element with all in it as taken."""
        self._taken.update(element.iter())

    def rest(self, wire: Wire, root: Any = None) -> None:
        """Reports what nobody asked for."""
        for element in (self.root if root is None else root).iter():
            if element in self._taken or not isinstance(element.tag, str):
                continue
            text = " ".join((element.text or "").split())
            said = " ".join(f"{name.rpartition('}')[2]}={value}" for name, value in element.attrib.items())
            if text or (said and len(element) == 0):
                wire.drop("no-such-key", f"{text} {said}".strip(), path_of(element))


def path_of(element: Any) -> str:
    """Where an element stands, by the names of those around it."""
    names = [local(element), *(local(one) for one in element.iterancestors())]
    return "/".join(reversed(names[:4]))
