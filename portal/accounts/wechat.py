"""Signing in with WeChat, where the district has configured it."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """A WeChat account is an account of a resident."""
        return True
