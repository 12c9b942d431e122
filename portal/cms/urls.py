from django.urls import path

from portal.cms.views import gallery, modes, onward, second_person

app_name = "cms"
urlpatterns = [
    path("mode/", modes.mode_set, name="mode-set"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("second-person/", second_person.page_waiting, name="page-waiting"),
    path("second-person/<int:pk>/", second_person.page_decide, name="page-decide"),
    path("onward/<int:pk>/", onward.page_onward, name="page-onward"),
    path("onward/<int:pk>/sheet.pdf", onward.page_sheet, name="page-sheet"),
]
