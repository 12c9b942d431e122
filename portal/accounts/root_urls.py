"""Addresses without a language: what WeChat asks for."""

from django.urls import path

from portal.accounts.wechat.views import verification

urlpatterns = [path("MP_verify_<str:word>.txt", verification, name="weixin_verification")]
