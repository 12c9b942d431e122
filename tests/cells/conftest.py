"""People and cases for the certification scheme."""

import copy

import pytest
from django.utils import translation

from tests.factories.cells import Case, People, scheme
from tests.module_rows import has_transactional_tests


@pytest.fixture(scope="module")
def module_people(request):
    """Made once for the module, where none of its tests empties the tables."""
    if has_transactional_tests(request.session, request.path):
        return None
    request.getfixturevalue("module_rows")
    return People()


@pytest.fixture(scope="module")
def module_case(request, module_people, now):
    """A case that has begun, or one that stands where the tests of the module want it: `CASE_STANDS_AT`."""
    if module_people is None:
        return None
    case, status = Case(module_people, now), getattr(request.module, "CASE_STANDS_AT", None)
    return case.to(status) if status else case


@pytest.fixture(scope="module")
def module_scheme(module_rows, now):
    """All kinds of unit."""
    scheme(now)


@pytest.fixture
def people(module_people, db):
    return copy.deepcopy(module_people) or People()


@pytest.fixture
def case(module_case, people, now):
    case = copy.deepcopy(module_case) or Case(people, now)
    case.people = people
    return case


@pytest.fixture
def desk(case, client_of, at):
    """A client for a person, with the portal's clock at the case's."""

    def make(person):
        at(case.now)
        return client_of(person)

    return make


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield
