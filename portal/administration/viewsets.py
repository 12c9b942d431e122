"""Wagtail's list of accounts: who manages section editors gives them their parts of the site, and changes nothing else."""

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import EditView, IndexView, UserViewSet

from portal import clock
from portal.accounts.models import User
from portal.accounts.permissions import has_role
from portal.accounts.roles import SECTION, SECTION_ROLES
from portal.administration.operations import NotAllowedError, put_into_sections


class SectionsForm(UserEditForm):
    """Names and numbers are their owners' affair, roles the security administrator's: only parts of the site are given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["is_superuser"]
        for name, field in self.fields.items():
            field.disabled, field.required = name != "groups", False
        self.fields["groups"].queryset = Group.objects.filter(name__startswith=SECTION).order_by("name")

    class Meta(UserEditForm.Meta):
        model = User
        fields = ["username", "email", "is_active", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class SectionsView(EditView):
    def get_object(self, queryset=None):
        found = super().get_object(queryset)
        if not has_role(found, *SECTION_ROLES):
            raise Http404
        return found

    def save_instance(self):
        sections = self.form.cleaned_data["groups"]
        try:
            put_into_sections(actor=self.request.user, now=clock.now(), user=self.object, sections=sections)
        except NotAllowedError as error:
            raise PermissionDenied from error
        return self.object


class SectionEditorsView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(grants__role__in=SECTION_ROLES).distinct()


class SectionEditorViewSet(UserViewSet):
    index_view_class = SectionEditorsView
    edit_view_class = SectionsView

    def get_form_class(self, for_update=False):
        return SectionsForm
