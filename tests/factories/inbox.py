"""Tasks and messages, made as rooms make them."""

import factory

from portal.inbox.models import OutgoingMessage, Task
from portal.inbox.operations import open_task
from tests.factories.accounts import UserFactory

TEMPLATE = "inbox/messages/plain.txt"


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task

    kind = "application.amend"
    title = "Amend"
    values = factory.LazyFunction(dict)
    subject = factory.Sequence("cells.application:{}".format)
    link = "/account/tasks/"
    due_on = None

    @classmethod
    def _create(cls, model_class, *args, **values):
        return open_task(**values)


class MessageFactory(factory.django.DjangoModelFactory):
    """A message in the outbox; `now` is when it was written."""

    class Meta:
        model = OutgoingMessage

    class Params:
        now = None

    user = factory.SubFactory(UserFactory)
    kind = "application.returned"
    template = TEMPLATE
    values = factory.LazyFunction(lambda: {"subject": "退回补正", "body": "请补正后重新提交。"})
    created_at = factory.SelfAttribute("now")
    due_at = factory.SelfAttribute("now")
