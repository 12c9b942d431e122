"""Codes for phones to scan, as pictures that stay sharp on paper."""

import io

import qrcode
from qrcode.image.svg import SvgPathImage

# How much of a code may be soiled or torn: what hangs outdoors bears a quarter.
INDOORS, OUTDOORS = qrcode.ERROR_CORRECT_M, qrcode.ERROR_CORRECT_Q


def qr_svg(address: str, bears: int = OUTDOORS) -> str:
    code = qrcode.QRCode(error_correction=bears, border=4, image_factory=SvgPathImage)
    code.add_data(address)
    code.make(fit=True)
    target = io.BytesIO()
    code.make_image().save(target)
    return target.getvalue().decode()
