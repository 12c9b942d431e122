"""XML as it passes by: nothing of it stays, and no entity of it is followed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from portal.papers.errors import UnreadableError

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

Attributes = Mapping[str, str]
Reader = TypeVar("Reader", bound="Passing")


class Passing(ContentHandler):
    """Sees names without the prefix that a program chose for them."""

    def startElement(self, name: str, attrs: "AttributesImpl[str]") -> None:  # noqa: N802 - the name that SAX calls
        self.begin(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that SAX calls
        self.end(name.rpartition(":")[2])

    def begin(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def passed(part: bytes, reader: Reader) -> Reader:
    try:
        parseString(part, reader, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError) as error:
        raise UnreadableError("damaged") from error
    return reader
