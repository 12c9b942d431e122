"""What the demonstration tells, a module a room. Of two rooms the one that stands on the other has the higher ORDER."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def chapters() -> list[ModuleType]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return sorted((module for module in modules if hasattr(module, "ORDER")), key=lambda module: module.ORDER)
