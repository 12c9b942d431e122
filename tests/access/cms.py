from tests.access import EVERYONE, Access

MATRIX = {
    "cms:gallery": Access(get=EVERYONE),
    "cms:mode-set": Access(get=EVERYONE, post=EVERYONE),
    "media": Access(get=EVERYONE),
}
