"""What a monitor asks; without a language."""

from django.urls import path

from portal.upkeep import views

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
]
