import pytest

from tests.portal.accounts.sms import providers

KINDS = {"aliyun": providers.Aliyun, "tencent": providers.Tencent, "mas": providers.Mas}


@pytest.fixture(params=KINDS)
def provider(request, settings):
    """Each of the three in turn, with this portal as its customer."""
    server = providers.serve(KINDS[request.param])
    address = f"http://127.0.0.1:{server.server_port}/"
    settings.PORTAL_SMS_SENDER = server.name = request.param
    settings.PORTAL_SMS_GATEWAY_URL = f"{address}sms" if request.param == "mas" else address
    settings.PORTAL_SMS_ACCOUNT, settings.PORTAL_SMS_SECRET = providers.ACCOUNT, providers.SECRET
    settings.PORTAL_SMS_SIGN, settings.PORTAL_SMS_APP = providers.SIGN, providers.APP
    settings.PORTAL_SMS_TEMPLATES = providers.APPROVED
    yield server
    server.shutdown()
    server.server_close()
