"""A certificate as an Open Badges 3.0 credential: a VC-JWT signed with the key of the certificates (EdDSA).

It says what was certified and until when. Whether that still holds, only the check page says, and the credential
leads there; it is handed out only while the certificate is valid.
"""

import json
from datetime import datetime, time, timedelta
from typing import Any

import jwt
from django.conf import settings
from django.urls import reverse
from jwt.algorithms import OKPAlgorithm

from cells.exports.document import check_address
from cells.models import Certificate
from cells.signature import key_id, private_key, public_key
from portal.clock import DISTRICT

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
MEDIA_TYPE = "application/vc+jwt"
CRITERIA = "Scored by two evaluators against a published rubric, decided by a third person, after a public notice."


def credential_of(certificate: Certificate) -> dict[str, Any]:
    """The credential and, beside it, the registered claims that a VC-JWT repeats."""
    base, address = settings.PORTAL_BASE_URL, check_address(certificate)
    first = datetime.combine(certificate.issued_on, time.min, DISTRICT)
    last = datetime.combine(certificate.valid_until + timedelta(days=1), time.min, DISTRICT) - timedelta(seconds=1)
    issuer = {"id": base, "type": ["Profile"], "name": certificate.issuer, "url": base}
    return {
        "@context": CONTEXTS,
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{certificate.level_name} {certificate.number}",
        "issuer": issuer,
        "validFrom": first.isoformat(),
        "validUntil": last.isoformat(),
        "credentialSubject": {"type": ["AchievementSubject"], **_subject(certificate, base)},
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "evidence": [{"id": address, "type": ["Evidence"], "name": "查验页 Check page"}],
        "iss": base,
        "jti": address,
        "nbf": int(first.timestamp()),
        "exp": int(last.timestamp()),
    }


def credential_jwt(certificate: Certificate) -> str:
    """Signed; its header carries the public key that the key page shows as well."""
    key = private_key(settings.PORTAL_CERTIFICATE_KEY)
    name = key_id(public_key(settings.PORTAL_CERTIFICATE_KEY))
    header = {"jwk": json.loads(OKPAlgorithm.to_jwk(key.public_key())), "kid": name, "typ": "vc+jwt"}
    return jwt.encode(credential_of(certificate), key, algorithm="EdDSA", headers=header)


def _subject(certificate: Certificate, base: str) -> dict[str, Any]:
    achievement = {
        "id": f"{base}{reverse('cells:register-list')}#{certificate.level}",
        "type": ["Achievement"],
        "name": certificate.level_name,
        "description": f"{certificate.level_name_en}, {certificate.kind_name_en or certificate.unit_type.name_en}",
        "achievementType": "Certification",
        "criteria": {"narrative": CRITERIA},
    }
    holder = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": certificate.holder,
        "identityType": "name",
    }
    return {"identifier": [holder], "achievement": achievement}
