from portal.accounts.roles import Role
from tests.access import Access, only

_SECURITY = only(Role.SECURITY_ADMINISTRATOR)

MATRIX = {
    "administration:account-list": Access(get=_SECURITY, post=_SECURITY),
    "administration:account-import": Access(get=_SECURITY, post=_SECURITY),
    "administration:account-template": Access(get=_SECURITY),
    "administration:account-export": Access(get=_SECURITY, post=_SECURITY),
    "administration:account-detail": Access(get=_SECURITY, post=_SECURITY),
    "administration:account-invite": Access(post=_SECURITY),
    "administration:account-close": Access(post=_SECURITY),
    "administration:account-erase": Access(post=_SECURITY),
    "administration:deputy-list": Access(get=_SECURITY, post=_SECURITY),
    "administration:deputy-end": Access(post=_SECURITY),
    "administration:grant-revoke": Access(post=_SECURITY),
}
