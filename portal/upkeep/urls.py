from django.urls import path

from portal.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("", views.state_show, name="state-show"),
    path("first-day/", views.first_day_show, name="first-day-show"),
]
