"""The kinds of question. A module of this folder that has a `KIND` is one; what they share lies beside them."""

import importlib
import pkgutil

from surveys.questionnaire.records import Kind


def _found() -> dict[str, Kind]:
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    kinds = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.word: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


KINDS = _found()
