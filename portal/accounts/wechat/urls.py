from django.urls import path

from portal.accounts.wechat import views

urlpatterns = [
    path("weixin/login/", views.oauth2_login, name="weixin_login"),
    path("weixin/login/callback/", views.oauth2_callback, name="weixin_callback"),
]
