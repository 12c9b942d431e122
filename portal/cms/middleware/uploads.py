"""Uploads that do not arrive whole: the disk for what is on its way is full, or the wire breaks.

Django's parser would drop the words with the file, or take the half for the whole.
"""

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import UnreadablePostError


class KeepingUploadHandler(TemporaryFileUploadHandler):
    """What the disk does not take is skipped, so that the words of the form are read to the end; see `whole_uploads`."""

    def new_file(self, *args, **kwargs):
        try:
            super().new_file(*args, **kwargs)
        except OSError as fault:
            self._skip(fault)

    def receive_data_chunk(self, raw_data, start):
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as fault:
            self._skip(fault)

    def file_complete(self, file_size):
        try:
            return super().file_complete(file_size)
        except OSError as fault:
            self.request.upload_fault = fault
            return None

    def _skip(self, fault: OSError):
        self.request.upload_fault = fault
        raise SkipFile


class WholeUploads:
    """No view meets a form of which a part is missing; it stands after the check of the token, which reads the form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *view):
        if request.content_type != "multipart/form-data":
            return
        request.POST  # noqa: B018 - reading parses it
        if fault := getattr(request, "upload_fault", None):
            raise fault
        stream = getattr(request, "_stream", None)
        if getattr(stream, "_pos", 0) < getattr(stream, "limit", 0):
            raise UnreadablePostError("the upload broke off")
