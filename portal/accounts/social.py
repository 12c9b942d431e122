"""Identities of others: WeChat, and identity services by OpenID Connect. None of them makes a person by itself.

Who comes for the first time is asked for a mobile number, once: the code that is sent there finds the account that this
person has, or makes it. So one person is one account, whichever way they come. Staff link theirs themselves.
"""

import time

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests.exceptions import InvalidURL

from portal.accounts import sms
from portal.accounts.sms.calls import is_safe

WECHAT = "weixin"
PENDING, PENDING_SECONDS = "pending_identity", 10 * 60


def is_inside_wechat(request) -> bool:
    """WeChat's own browser; WeCom names it too and cannot do the same."""
    browser = request.headers.get("User-Agent", "") if request else ""
    return "MicroMessenger" in browser and "wxwork" not in browser


def fits(app, request) -> bool:
    return app.provider != WECHAT or bool(app.settings.get("inside")) == is_inside_wechat(request)


class SocialAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        """Of WeChat's two apps the one that works where this person is; where only the other is there, that one."""
        apps = super().list_apps(request, provider, client_id)
        if client_id:
            return apps
        fitting = [app for app in apps if fits(app, request)]
        has_wechat = any(app.provider == WECHAT for app in fitting)
        return fitting if has_wechat else fitting + [app for app in apps if app.provider == WECHAT]

    def list_providers(self, request):
        """The buttons: none for a way that does not work here."""
        return [provider for provider in super().list_providers(request) if fits(provider.app, request)]

    def pre_social_login(self, request, sociallogin):
        if not sociallogin.is_existing:
            _join_by_openid(sociallogin)
        request.outside_login = sociallogin
        if sociallogin.is_existing or sociallogin.state.get("process") != "login":
            return
        if sociallogin.provider.for_staff:
            messages.error(request, _("This identity belongs to no account here. Sign in first, then link it."))
            raise ImmediateHttpResponse(redirect("account_login"))
        if sms.is_offered():
            found = sociallogin.account
            who = {"provider": found.provider, "uid": found.uid, "extra_data": found.extra_data}
            request.session[PENDING] = {"who": who, "at": time.time()}
            raise ImmediateHttpResponse(redirect("account_request_login_code"))

    def is_open_for_signup(self, request, sociallogin):
        """Only where this portal sends no text messages, and so asks nobody for a number."""
        return not sociallogin.provider.for_staff and not sms.is_offered()

    def get_requests_session(self):
        """Over https alone, and nowhere else than asked."""
        session = super().get_requests_session()
        ask, session.max_redirects = session.request, 0

        def safely(method, url, **kwargs):
            if not is_safe(url):
                raise InvalidURL("no https address")
            return ask(method, url, **kwargs)

        session.request = safely
        return session


def pending_identity(request) -> dict | None:
    """The identity that waits for the number of its owner."""
    pending = request.session.get(PENDING)
    return pending["who"] if pending and time.time() - pending["at"] <= PENDING_SECONDS else None


def forget_pending(request) -> None:
    """Whoever stands before the door has begun anew: what waited may be another's, who left this device."""
    request.session.pop(PENDING, None)


def link_pending(request, user) -> None:
    """After a code to the phone: the identity that waited for it belongs to whom the code signed in."""
    who = pending_identity(request)
    forget_pending(request)
    if not who:
        return
    SocialAccount.objects.get_or_create(
        provider=who["provider"], uid=who["uid"], defaults={"user": user, "extra_data": who["extra_data"]}
    )


def _join_by_openid(sociallogin) -> None:
    """Who came before the apps were bound is known by an openid of one of them: from now on by the unionid."""
    openid = getattr(sociallogin, "openid", "")
    known = SocialAccount.objects.filter(provider=WECHAT, uid=openid).first() if openid else None
    if known:
        known.uid = sociallogin.account.uid
        known.save(update_fields=["uid"])
        sociallogin.account, sociallogin.user = known, known.user
