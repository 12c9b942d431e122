"""The catalogue record as a catalogue of open data takes it in: read as RDF, held against DCAT's shapes. Run by `make contract`.

`python tools/dcat.py FILE [SHAPES ...]` in the environment of the contract; the shapes beside this file say what DCAT-AP asks
of every catalogue, data set, distribution and service. Others may be named, such as the ones that the European portal uses.
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Graph

OWN = Path(__file__).parent / "dcat-shapes.ttl"


def main(record: str, *shapes: str) -> int:
    data = Graph().parse(record, format="json-ld")
    rules = Graph()
    for path in shapes or (str(OWN),):
        rules.parse(path)
    conforms, _graph, words = validate(data, shacl_graph=rules, advanced=False, allow_infos=True, allow_warnings=True)
    print(words if not conforms else f"{record}: {len(data)} statements conform.")
    return 0 if conforms else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
