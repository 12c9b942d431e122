"""What the rest of the house may know of tasks and messages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.accounts.roles import Role
from portal.health import Health
from portal.inbox.operations import forget_settled, tell_again
from portal.inbox.queries import health_lines, stuck_messages
from portal.manifests import Duty, Invariant, Law, Link, Manifest, Retention
from portal.rhythm import HOUR, MINUTE, Every

MANIFEST = Manifest(
    "portal.inbox",
    urls=(("account/", "portal.inbox.urls"),),
    templates={"emails", "sms"},
    places=(Link(250, _("Undelivered messages"), "mail", "inbox:message-list", {Role.DISTRICT_ADMINISTRATOR}),),
    duties=(
        Duty(("deliver_outbox",), Every(MINUTE), _("Delivers texts and mails")),
        Duty(("send_summaries",), Every(HOUR), _("Sends summaries of what waits")),
    ),
    health=(
        Health(
            30,
            "outbox",
            _("Messages to be sent"),
            _("%(count)s waiting, none for more than five minutes."),
            {
                "late": (
                    _("%(count)s waiting, the oldest for %(minutes)s min."),
                    _("Start the background work again: systemctl restart portal-worker; then look at its journal."),
                )
            },
            gettext_noop("Texts and mails wait and are not sent"),
            health_lines,
        ),
        Health(
            40,
            "undelivered",
            _("Undelivered messages"),
            _("Every message arrived."),
            {
                "some": (
                    _("Not arrived: %(count)s."),
                    _("Open “Undelivered messages” and decide which are sent again."),
                )
            },
        ),
    ),
    invariants=(Invariant(Law.HONESTY, stuck_messages),),
    undoes={"put_away": tell_again},
    retention=(Retention("texts and mails", forget_settled),),
)
