"""An Office file is a ZIP of parts and of relations between them: read with limits, written anew."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from portal.evidence.child.limits import MEGABYTE, Limits
from portal.evidence.child.unfit import UnfitError

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ENCRYPTED = 0x1
PART_BYTES = 24 * MEGABYTE  # of XML: its tree takes ten times as much
LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Relation:
    """What one part is to another; `target` is a part's name, or an address when it lies outside."""

    identity: str
    kind: str
    target: str
    is_outside: bool
    type: str


def parsed(text: bytes, *, recover: bool = False) -> etree._Element:
    """XML without entities, without anything fetched, without comments."""
    if len(text) > PART_BYTES:
        raise UnfitError("bomb")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, recover=recover
    )
    tree = etree.fromstring(text, parser)
    if tree is None or tree.getroottree().docinfo.doctype:
        raise UnfitError("damaged")
    return tree


def written(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass
class Package:
    """The parts of a file by name, as they are asked for."""

    archive: zipfile.ZipFile
    names: dict[str, str] = field(default_factory=dict)  # as a part is named, in small letters -> in the archive
    types: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def read(self, name: str) -> bytes:
        if not self.has(name):
            raise UnfitError("damaged")
        return self.archive.read(self.names[name.lower()])

    def type_of(self, name: str) -> str:
        ending = name.rsplit(".", 1)[-1].lower()
        return self.types.get(f"/{name.lower()}") or self.types.get(ending, "")

    def relations(self, name: str) -> list[Relation]:
        """Of a part; of the file itself when `name` is empty."""
        place = relations_of(name)
        if not self.has(place):
            return []
        tree = parsed(self.read(place))
        return [_relation(item, posixpath.dirname(name)) for item in tree.iter(f"{RELATIONS}Relationship")]


def _relation(item: etree._Element, folder: str) -> Relation:
    target, type_ = item.get("Target", ""), item.get("Type", "")
    is_outside = item.get("TargetMode", "").lower() == "external"
    if not is_outside:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target).replace("\\", "/"))).lstrip("/")
    return Relation(item.get("Id", ""), type_.rsplit("/", 1)[-1], target, is_outside, type_)


def relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def opened(data: bytes, limits: Limits) -> Package:
    """The package, if it unpacks to something reasonable; UnfitError where not, BadZipFile and its like where broken."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check_size(archive.infolist(), len(data), limits)
    package = Package(archive)
    for entry in entries:
        name = unquote(entry.filename).replace("\\", "/").lstrip("/").lower()
        if name in package.names:  # two programs would read two files
            raise UnfitError("damaged")
        package.names[name] = entry.filename
    if not package.has(CONTENT_TYPES):
        raise UnfitError("archive")
    for item in parsed(package.read(CONTENT_TYPES)):
        whose = item.get("PartName", "").lower() or item.get("Extension", "").lower()
        package.types[whose] = item.get("ContentType", "")
    return package


def _check_size(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = unpacked > MEGABYTE and unpacked > limits.archive_ratio * max(packed, 1)
    if len(entries) > limits.archive_entries or unpacked > limits.archive_bytes or is_dense or _overlap(entries, size):
        raise UnfitError("bomb")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise UnfitError("locked")


def _overlap(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether parts lie over each other: the trick of the densest bombs."""
    starts = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    following = [start for start, _packed in starts[1:]] + [size]
    return any(start + packed > after for (start, packed), after in zip(starts, following, strict=True))


def packed(parts: dict[str, bytes], types: dict[str, str], relations: dict[str, list[Relation]]) -> bytes:
    """A fresh file of these parts: no dates, no notes, nothing between the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _all_parts(parts, types, relations):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _all_parts(
    parts: dict[str, bytes], types: dict[str, str], relations: dict[str, list[Relation]]
) -> Iterator[tuple[str, bytes]]:
    table = etree.Element(f"{TYPES}Types", nsmap={None: TYPES[1:-1]})
    etree.SubElement(table, f"{TYPES}Default", Extension="rels", ContentType=f"application/vnd.{RELATIONS_TYPE}")
    for name in parts:
        etree.SubElement(table, f"{TYPES}Override", PartName=f"/{name}", ContentType=types[name])
    yield CONTENT_TYPES, written(table)
    for name, held in relations.items():
        if held:
            yield relations_of(name), _written_relations(held)
    yield from parts.items()


RELATIONS_TYPE = "openxmlformats-package.relationships+xml"


def _written_relations(relations: list[Relation]) -> bytes:
    table = etree.Element(f"{RELATIONS}Relationships", nsmap={None: RELATIONS[1:-1]})
    for relation in relations:
        target = relation.target if relation.is_outside else f"/{relation.target}"
        item = etree.SubElement(table, f"{RELATIONS}Relationship", Id=relation.identity, Type=relation.type)
        item.set("Target", target)
        if relation.is_outside:
            item.set("TargetMode", "External")
    return written(table)
