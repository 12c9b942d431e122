"""What a printed code opens: /q/<token>."""

from django.urls import path

from surveys.views import respond

app_name = "places"

urlpatterns = [path("<str:token>", respond.place_answer, name="place-answer")]
