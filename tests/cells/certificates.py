"""What the district does to a certificate, by its name."""

from cells.enums import CertificateStep
from cells.operations.certification import change_certificate


def withdraw_certificate(**taking):
    return change_certificate(step=CertificateStep.WITHDRAW, **taking)


def suspend_certificate(**taking):
    return change_certificate(step=CertificateStep.SUSPEND, **taking)
