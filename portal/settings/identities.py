"""Who else may say who somebody is: WeChat's two apps, an identity service for staff and one for units."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.settings.env import Environment


def identity_apps(env: Environment) -> dict[str, Any]:
    """As allauth reads them."""
    wechat = [
        {"client_id": client, "secret": secret, "settings": {"inside": inside}}
        for client, secret, inside in (
            (env.wechat_app_id, env.wechat_secret, False),
            (env.wechat_inside_app_id, env.wechat_inside_secret, True),
        )
        if client
    ]
    services = [
        {
            "provider_id": way,
            "name": getattr(env, f"oidc_{way}_name"),
            "client_id": getattr(env, f"oidc_{way}_client"),
            "secret": getattr(env, f"oidc_{way}_secret"),
            "settings": {"server_url": getattr(env, f"oidc_{way}_issuer"), "staff": way == "staff"},
        }
        for way in ("staff", "units")
        if getattr(env, f"oidc_{way}_issuer")
    ]
    return {"weixin": {"APPS": wechat}, "openid_connect": {"APPS": services}}


def identity_names(env: Environment) -> dict[str, Any]:
    services = {
        way: getattr(env, f"oidc_{way}_name") for way in ("staff", "units") if getattr(env, f"oidc_{way}_issuer")
    }
    return {"weixin": _("WeChat"), **services}
