from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "portal.cms"
    label = "cms"

    def ready(self):
        from portal.cms import approval, clearing  # noqa: PLC0415 - models are there only now
        from portal.cms.exports import guard  # noqa: PLC0415
        from portal.cms.forms import close_avatars  # noqa: PLC0415

        clearing.connect()
        approval.connect()
        guard()
        close_avatars()
