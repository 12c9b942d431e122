"""What the rest of the house may know of tasks and messages."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.inbox.operations import forget_settled
from portal.inbox.queries import stuck_messages
from portal.manifests import HOUR, Duty, Invariant, Law, Link, Manifest, Retention
from portal.rhythm import MINUTE, Every

MANIFEST = Manifest(
    "portal.inbox",
    urls=(("account/", "portal.inbox.urls"),),
    templates={"emails", "sms"},
    places=(Link(250, _("Undelivered messages"), "mail", "inbox:message-list", {Role.DISTRICT_ADMINISTRATOR}),),
    duties=(
        Duty(("deliver_outbox",), Every(MINUTE), _("Delivers texts and mails")),
        Duty(("send_summaries",), Every(HOUR), _("Sends summaries of what waits")),
    ),
    invariants=(Invariant(Law.HONESTY, stuck_messages),),
    retention=(Retention("texts and mails", forget_settled),),
)
