from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "portal.cms"
    label = "cms"

    def ready(self):
        from portal.cms import notifications  # noqa: PLC0415 - models are there only now
        from portal.cms.exports.lists import guard  # noqa: PLC0415
        from portal.cms.forms.files import close_avatars  # noqa: PLC0415

        notifications.connect()
        guard()
        close_avatars()
