"""Whether an ID token says what we asked, to us, now, by the key of whom we asked (OpenID Connect Core 3.1.3.7)."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from typing import Any

import jwt

# Signed by a key that only the provider has; one that both sides know signs nothing here.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
# How far two clocks may stand apart.
LEEWAY_SECONDS = 30


class BadTokenError(Exception):
    pass


def nonce_of(state: str) -> str:
    """The word that the provider signs for this one request. Its state is random, of this session, and good once."""
    return hashlib.sha256(f"nonce:{state}".encode()).hexdigest()


def claims_in(token: str, keys: Mapping[str, Any], *, issuer: str, client: str, state: str) -> dict[str, Any]:
    try:
        claims = jwt.decode(
            token,
            key_of(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "sub", "iss", "aud"]},
        )
    except jwt.PyJWTError as fault:
        raise BadTokenError(type(fault).__name__) from None
    if not secrets.compare_digest(str(claims.get("nonce", "")), nonce_of(state)):
        raise BadTokenError("nonce")
    if claims.get("azp", client) != client or (isinstance(claims["aud"], list) and claims["aud"] != [client]):
        raise BadTokenError("azp")
    if not isinstance(claims["sub"], str) or not claims["sub"].strip():
        raise BadTokenError("sub")
    return claims


def key_of(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    kid = jwt.get_unverified_header(token).get("kid")
    signing = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in {"sig", None}]
    fitting = [key for key in signing if key.key_id == kid] if kid else signing
    if len(fitting) != 1:
        raise BadTokenError("kid")
    return fitting[0]


def second_step_in(claims: Mapping[str, Any], known: Collection[str]) -> str:
    """The acr or amr of this sign-in that the operator counts as a second step; "" where there is none."""
    methods = claims.get("amr")
    told = [claims.get("acr"), *(methods if isinstance(methods, list) else [methods])]
    return next((word for word in told if isinstance(word, str) and word in known), "")
