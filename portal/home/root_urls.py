"""Addresses without a language: what robots ask for."""

from django.urls import path

from portal.home.views import site

app_name = "root"
urlpatterns = [
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path(".well-known/security.txt", site.security, name="security"),
]
