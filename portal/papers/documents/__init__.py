"""What an office sends: one paper, in the form of each program that opens it."""

from portal.papers.documents import docx, xlsx
from portal.papers.documents.pdf import paper_pdf

# By the ending of the file: its media type, and who makes it.
DOCUMENTS = {
    "docx": (docx.MEDIA_TYPE, docx.paper_docx),
    "xlsx": (xlsx.MEDIA_TYPE, xlsx.paper_xlsx),
    "pdf": ("application/pdf", paper_pdf),
}
