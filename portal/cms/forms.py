"""Files that editors upload pass the same intake as everyone's."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    pass


class DocumentForm(BaseDocumentForm):
    pass
