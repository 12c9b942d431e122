import pytest

from tests.factories.accounts import UserFactory
from tests.factories.cells import Case, People

NAME, PHONE = "欧阳不留", "+8613812340099"


@pytest.fixture
def case(db, now):
    return Case(People(), now)


@pytest.fixture
def person():
    user = UserFactory(username="p-unique-77", name=NAME, email="ouyang@example.org")
    user.set_phone(PHONE, verified=True)
    user.save()
    return user
