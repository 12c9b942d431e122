from django.urls import path

from portal.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.account_list, name="account-list"),
    path("import/", views.account_import, name="account-import"),
    path("import/template/", views.account_template, name="account-template"),
    path("export/", views.account_export, name="account-export"),
    path("<uuid:public_id>/", views.account_detail, name="account-detail"),
    path("<uuid:public_id>/invite/", views.account_invite, name="account-invite"),
    path("<uuid:public_id>/close/", views.account_close, name="account-close"),
    path("<uuid:public_id>/erase/", views.account_erase, name="account-erase"),
    path("<uuid:public_id>/deputies/", views.deputy_list, name="deputy-list"),
    path("<uuid:public_id>/deputies/end/", views.deputy_end, name="deputy-end"),
    path("<uuid:public_id>/roles/revoke/", views.grant_revoke, name="grant-revoke"),
]
