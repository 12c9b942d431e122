import itertools
import re

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Grant, User
from portal.accounts.proof import is_proof

PASSWORD = "correct-horse-9-battery"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person{}".format)
    name = "王小明"
    password = factory.django.Password(PASSWORD)


class GrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)


def with_second_factor(user: User, secret: str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") -> User:
    TOTP.activate(user, secret)
    return user


def is_enrolled(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def try_password(client: Client, username: str, password: str, **extra) -> bool:
    """Whether it opens the door."""
    client.post(reverse("account_login"), {"login": username, "password": password}, **extra)
    return "_auth_user_id" in client.session


def ask_code(client: Client, phone: str, **extra):
    """Ask for a code as a stranger's phone does: it works for the word that stands in the form."""
    page = client.get(reverse("account_request_login_code"), **extra).content.decode()
    word = re.search(r'name="word" value="([^"]+)"', page)[1]
    proof = next(str(number) for number in itertools.count() if is_proof(word, str(number)))
    return client.post(reverse("account_request_login_code"), {"phone": phone, "word": word, "proof": proof}, **extra)
