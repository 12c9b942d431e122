from django.urls import include, path

from portal.accounts import views

urlpatterns = [
    path("session/", views.session, name="account_session"),
    path("", include("allauth.urls")),
]
