"""What may relate two parts of an Office file: what is shown stays, what only tells of people goes, the rest refuses."""

import re
from enum import Enum

from portal.evidence.child.package import Relation


class Fate(Enum):
    KEPT = "kept"
    FORGOTTEN = "forgotten"
    ACTIVE = "active"
    REMOTE = "remote"


REFUSED = frozenset({Fate.ACTIVE, Fate.REMOTE})
SHOWN = frozenset(
    (
        # Both programs.
        "officeDocument theme themeOverride styles image hyperlink chart chartEx chartStyle chartColorStyle "
        "chartUserShapes diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing vmlDrawing drawing "
        # Word's.
        "stylesWithEffects settings webSettings fontTable font numbering header footer footnotes endnotes comments "
        # Excel's.
        "worksheet chartsheet sharedStrings calcChain table tableSingleCells pivotTable pivotCacheDefinition "
        "pivotCacheRecords slicer slicerCache timeline timelineCache sheetMetadata rdRichValue rdRichValueStructure "
        "rdRichValueTypes richValueRel FeaturePropertyBag cellImage"
    ).split()
)
# Who, where, with what, when; earlier states; data of other programs. Nothing on a page shows them.
UNSHOWN = frozenset(
    (
        "core-properties extended-properties custom-properties extendedProperties customProperties thumbnail customXml "
        "customXmlProps customProperty printerSettings people person threadedComment commentsExtended commentsIds "
        "commentsExtensible documenttasks glossaryDocument keyMapCustomizations attachedTemplate mailMergeSource "
        "mailMergeHeaderSource mailMergeRecipientData recipientData transform usernames revisionHeaders revisionLog "
        "xmlMaps origin wpsCustomData wsSortMap classificationlabels hdphoto xlStyleDefinition intelligence2 "
        "namedSheetView webextensiontaskpanes extensibility customUI"
    ).split()
)
FETCHING = frozenset(
    "externalLink externalLinkPath connections queryTable subDocument frame volatileDependencies".split()
)
WEB = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
CHART = re.compile(r"/charts?/", re.IGNORECASE)


def fate_of(source: str, relation: Relation) -> Fate:
    """What becomes of a relation of the part `source`."""
    if relation.kind in UNSHOWN or _is_data_of_a_chart(source, relation):
        return Fate.FORGOTTEN
    if relation.kind in FETCHING:
        return Fate.REMOTE
    if relation.kind == "hyperlink":
        return _fate_of_link(relation)
    if relation.is_outside:
        return Fate.REMOTE
    return Fate.KEPT if relation.kind in SHOWN else Fate.ACTIVE


def _is_data_of_a_chart(source: str, relation: Relation) -> bool:
    """A chart is drawn in its own part; the workbook behind it, inside or on somebody's disk, is not needed for that."""
    return bool(CHART.search(f"/{source}")) and relation.kind in {"package", "oleObject"}


def _fate_of_link(relation: Relation) -> Fate:
    """A link into the web stays; one into somebody's disk names its owner, and goes. Its text stays."""
    is_fine = relation.is_outside and (relation.target.startswith("#") or WEB.match(relation.target))
    return Fate.KEPT if is_fine else Fate.FORGOTTEN
