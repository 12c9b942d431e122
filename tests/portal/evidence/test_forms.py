import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from portal.evidence.forms import EvidenceFileField
from tests.factories.evidence import picture, upload
from tests.portal.evidence import samples


def checked(*uploads, **options) -> forms.Form:
    class ReportForm(forms.Form):
        files = EvidenceFileField(label="Photos", **options)

    return ReportForm({}, MultiValueDict({"files": list(uploads)}))


def test_several_files_come_out_clean():
    form = checked(upload(samples.camera_jpeg(), name="一.jpg"), upload(samples.pdf(), name="二.pdf"))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["一.jpg", "二.pdf"]


def test_each_refused_file_is_named_with_its_reason():
    form = checked(upload(name="good.jpg"), upload(b"<svg/>", name="bad.jpg"), upload(b"GIF89a", name="worse.jpg"))
    assert not form.is_valid()
    errors = form.errors["files"]
    assert len(errors) == 2
    assert errors[0].startswith("bad.jpg")
    assert errors[1].startswith("worse.jpg")


def test_a_name_cannot_smuggle_markup_into_the_error():
    form = checked(upload(b"<svg/>", name="<img src=x>.jpg"))
    assert "<img" not in str(form.errors["files"])


@pytest.mark.parametrize(("required", "valid"), [(True, False), (False, True)])
def test_no_file(required, valid):
    form = checked(required=required)
    assert form.is_valid() is valid
    assert not form.has_changed()


def test_too_many_files():
    form = checked(*(upload() for _ in range(3)), max_files=2)
    assert not form.is_valid()
    assert "2" in form.errors["files"][0]


def test_pictures_only():
    assert not checked(upload(samples.pdf()), pictures_only=True).is_valid()
    assert checked(upload(picture()), pictures_only=True).is_valid()


@pytest.mark.parametrize(
    ("options", "expected"),
    [({}, ["multiple", "application/pdf"]), ({"pictures_only": True, "max_files": 1}, ["image/jpeg,image/png"])],
)
def test_the_input_tells_a_phone_what_is_wanted(options, expected):
    markup = str(checked(**options)["files"])
    assert all(word in markup for word in expected)
    assert ("multiple" in markup) == ("max_files" not in options)
    assert "heic" not in markup
