from django.urls import path

from portal.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.entry_list, name="entry-list"),
    path("exports/", views.export_list, name="export-list"),
    path("<int:sequence>/", views.entry_detail, name="entry-detail"),
]
