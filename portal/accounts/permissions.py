"""Who a person is: the right role in the right place."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.cache import add_never_cache_headers, patch_cache_control

from portal.accounts.roles import STAFF_ROLES, Role
from portal.directory.models import Area


def grants_of(user) -> list:
    """The grants of a person and those that are lent to the person today, read once a request."""
    if not user.is_authenticated or not user.is_active:
        return []
    return user.held


def has_role(user, *roles: Role) -> bool:
    return any(grant.role in roles for grant in grants_of(user))


def is_staff(user) -> bool:
    return has_role(user, *STAFF_ROLES)


def holds(user, role: Role, *, area=None, department=None) -> bool:
    """Whether a person holds a role; with a place, for just that place."""
    return any(
        grant.role == role
        and (area is None or grant.area_id in {None, area.pk})
        and (department is None or grant.department_id in {None, department.pk})
        for grant in grants_of(user)
    )


def areas_of(user, role: Role):
    """The areas for which a person holds a role."""
    return Area.objects.filter(pk__in={grant.area_id for grant in grants_of(user) if grant.role == role})


def page_after_sign_in(request) -> str:
    """The page itself; for a form that was sent, the page on which it stood: what it was sent to may take no visit."""
    page = urlsplit(request.headers.get("Referer", ""))
    if request.method in {"GET", "HEAD"} or page.netloc != request.get_host():
        return request.get_full_path()
    return page._replace(scheme="", netloc="", fragment="").geturl()


def private(view):
    """A view whose answer belongs to one person: signed in, and kept by no cache."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            response = redirect_to_login(page_after_sign_in(request))
        else:
            response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def require_role(*roles: Role):
    """A view for these roles only: strangers are asked to sign in, others are refused."""

    def decorate(view):
        @private
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not has_role(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)
        return guarded

    return decorate
