from django.urls import path

from portal.accounts.wechat import views

urlpatterns = [
    path("weixin/login/", views.oauth2_login, name="weixin_login"),
    path("weixin/login/callback/", views.oauth2_callback, name="weixin_callback"),
    path("weixin-inside/login/", views.inside_login, name="weixin_inside_login"),
    path("weixin-inside/login/callback/", views.inside_callback, name="weixin_inside_callback"),
]
