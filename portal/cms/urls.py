from django.urls import path

from portal.cms.views import gallery, modes

app_name = "cms"
urlpatterns = [
    path("mode/", modes.mode_set, name="mode-set"),
    path("gallery/", gallery.gallery, name="gallery"),
]
