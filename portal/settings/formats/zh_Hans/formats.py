from portal.settings.formats.typed import *  # noqa: F403 - as Django looks them up
