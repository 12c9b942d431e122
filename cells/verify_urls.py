from django.urls import path, re_path

from cells.views import verify

app_name = "verify"

urlpatterns = [
    # The signature is URL-safe Base64, so the last point divides it from the number.
    re_path(
        r"^(?P<number>[^/.]{1,40})\.(?P<signature>[A-Za-z0-9_-]{1,200})$",
        verify.certificate_check,
        name="certificate-check",
    ),
    path("<str:number>", verify.certificate_check, name="certificate-check"),
]
