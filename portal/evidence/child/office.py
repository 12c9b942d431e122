"""DOCX and XLSX, parsed: only parts that a relation leads to are looked at, and only known ones are written.

Runs in the child process of `reencode`. Each relation is kept, forgotten with what refers to it, or a reason to refuse
the file; one that we do not know is refused, for we cannot tell what it does.
"""

import zipfile
from dataclasses import dataclass, field

from lxml import etree

from portal.evidence.child.limits import Limits
from portal.evidence.child.package import Package, Relation, opened, packed, parsed, written
from portal.evidence.child.parts import bare_part, detach
from portal.evidence.child.relations import REFUSED, Fate, fate_of
from portal.evidence.child.traces import bare_picture
from portal.evidence.child.unfit import UnfitError

MAIN_TYPE = "application/vnd.openxmlformats-officedocument."
MAIN = {f"{MAIN_TYPE}wordprocessingml.document.main+xml": "docx", f"{MAIN_TYPE}spreadsheetml.sheet.main+xml": "xlsx"}
FONT_TYPES = frozenset({"application/vnd.openxmlformats-officedocument.obfuscatedfont", "application/x-fontdata"})
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, etree.LxmlError, EOFError, OSError, ValueError, NotImplementedError)


def clean_office(data: bytes, limits: Limits) -> tuple[str, bytes]:
    """ "docx" or "xlsx", and the same document as a fresh file."""
    try:
        return _Cleaning(opened(data, limits)).done()
    except BROKEN as error:
        raise UnfitError("damaged") from error


@dataclass
class _Cleaning:
    """One walk along the relations, from the file itself to everything that it shows."""

    package: Package
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def done(self) -> tuple[str, bytes]:
        kind = self._kind()
        waiting, seen = [""], {""}
        while waiting:
            name = waiting.pop()
            fates = {relation: self._fate(name, relation) for relation in self.package.relations(name)}
            gone = {relation.identity for relation, fate in fates.items() if fate is Fate.FORGOTTEN}
            kept = self.relations[name] = [relation for relation, fate in fates.items() if fate is Fate.KEPT]
            if name:
                self.types[name], self.parts[name] = self.package.type_of(name), self._bare(name, gone)
            fresh = {relation.target for relation in kept if not relation.is_outside} - seen
            seen |= fresh
            waiting += sorted(fresh)
        return kind, packed(self.parts, self.types, self.relations)

    def _fate(self, name: str, relation: Relation) -> Fate:
        fate = fate_of(name, relation)
        if fate in REFUSED:
            raise UnfitError(fate.value)
        # Programs leave relations to parts that they never wrote.
        is_there = relation.is_outside or self.package.has(relation.target)
        return fate if is_there else Fate.FORGOTTEN

    def _kind(self) -> str:
        """By the type of its main part; a file with macros or of another program has another."""
        mains = [relation for relation in self.package.relations("") if relation.kind == "officeDocument"]
        if len(mains) != 1 or mains[0].is_outside:
            raise UnfitError("archive" if not mains and not self.package.has("_rels/.rels") else "damaged")
        type_ = self.package.type_of(mains[0].target)
        if "macroenabled" in type_.lower():
            raise UnfitError("active")
        if type_ not in MAIN:
            raise UnfitError("archive")
        return MAIN[type_]

    def _bare(self, name: str, gone: set[str]) -> bytes:
        content, type_ = self.package.read(name), self.package.type_of(name).lower()
        if type_.endswith(("+xml", "/xml", "vmldrawing")):
            tree = parsed(content, recover="vmldrawing" in type_)
            detach(tree, gone)
            bare_part(tree)
            return written(tree)
        if type_ in FONT_TYPES:
            return content
        if type_.startswith("image/"):
            return bare_picture(content)
        raise UnfitError("active")
