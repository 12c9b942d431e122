"""Awards on paper for tests."""

from datetime import date

from tests.factories.cells import OrganisationFactory


def award_fields(**instead) -> dict:
    organisation = instead.pop("organisation", None) or OrganisationFactory()
    fields = {
        "organisation": organisation,
        "document_number": "天无废办〔2023〕12号",
        "issuer": "天宁区无废城市建设工作领导小组",
        "level": "",
        "awarded_on": date(2025, 5, 18),
        "valid_until": None,
    }
    return fields | instead
