"""The second step of a sign-in: ours, unless an identity service has just asked for one that the operator counts."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.stages import AuthenticateStage

from portal.accounts.sessions import OUTSIDE


class SecondStepStage(AuthenticateStage):
    def _should_handle(self, request) -> bool:
        outside = getattr(request, "outside_login", None)
        step = getattr(outside, "second_step", "")
        if step and outside.user == self.login.user:
            account = outside.account
            record_authentication(
                request, self.login.user, OUTSIDE, provider=account.provider, uid=account.uid, step=step
            )
            return False
        return super()._should_handle(request)
