"""Providers of text messages on the loopback: each weighs what arrives by the published rules, read from the request as
it came over the wire, and refuses what is signed wrongly. What they say is theirs: the codes stand in their manuals."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote

ACCOUNT, SECRET, SIGN, APP = "account-1", "secret-1", "天宁无废", "常州市天宁区城管局"
APPROVED = {"accounts.code": "SMS_1", "cells.certified": "SMS_2"}


class Provider(BaseHTTPRequestHandler):
    """`taken`: number and what arrived; `refusal`: a code to answer with; `broken`: an answer as it stands."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        status, answer = server.broken or self.weigh(body)
        data = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        if status in {301, 302, 303, 307, 308}:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.server.visited.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args):
        pass


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def signed(key: bytes, said: str) -> bytes:
    return hmac.new(key, said.encode(), hashlib.sha256).digest()


class Aliyun(Provider):
    def weigh(self, body):
        fault = self.fault(body)
        if fault:
            return 400, {"Code": fault, "Message": "x", "RequestId": "1"}
        asked = dict(parse_qsl(body.decode(), strict_parsing=True))
        if asked["TemplateCode"] not in APPROVED.values():
            return 200, {"Code": "isv.SMS_TEMPLATE_ILLEGAL", "Message": "x"}
        if self.server.refusal:
            return 200, {"Code": self.server.refusal, "Message": "x"}
        self.server.taken.append((asked["PhoneNumbers"], json.loads(asked["TemplateParam"]), asked["SignName"]))
        return 200, {"Code": "OK", "Message": "OK", "BizId": "900619746936498440^0", "RequestId": "1"}

    def fault(self, body):
        at = datetime.strptime(self.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if abs(datetime.now(UTC) - at) > timedelta(minutes=15):
            return "InvalidTimeStamp.Expired"
        nonce = self.headers["x-acs-signature-nonce"]
        if nonce in self.server.seen:
            return "SignatureNonceUsed"
        self.server.seen.add(nonce)
        algorithm, _, rest = self.headers["Authorization"].partition(" ")
        parts = dict(part.split("=", 1) for part in rest.split(","))
        if algorithm != "ACS3-HMAC-SHA256" or parts["Credential"] != ACCOUNT:
            return "InvalidAccessKeyId.NotFound"
        names = parts["SignedHeaders"].split(";")
        present = {name.lower() for name in self.headers if name.lower().startswith("x-acs-")}
        if sha256(body) != self.headers["x-acs-content-sha256"] or not {*present, "host"} <= set(names):
            return "SignatureDoesNotMatch"
        path, _, query = self.path.partition("?")
        lines = "".join(f"{name}:{self.headers[name].strip()}\n" for name in names)
        request = "\n".join([self.command, quote(path), query, lines, ";".join(names), sha256(body)])
        said = f"{algorithm}\n{sha256(request.encode())}"
        right = hmac.compare_digest(signed(SECRET.encode(), said).hex(), parts["Signature"])
        return "" if right else "SignatureDoesNotMatch"


class Tencent(Provider):
    def weigh(self, body):
        fault = self.fault(body)
        if fault:
            return 200, {"Response": {"Error": {"Code": fault, "Message": "x"}, "RequestId": "1"}}
        asked = json.loads(body)
        code = self.server.refusal or (
            "Ok" if asked["TemplateId"] in APPROVED.values() else "FailedOperation.TemplateUnapprovedOrNotExist"
        )
        (number,) = asked["PhoneNumberSet"]
        if code == "Ok":
            self.server.taken.append((number, asked["TemplateParamSet"], asked["SignName"]))
        return 200, {"Response": {"SendStatusSet": [{"PhoneNumber": number, "Code": code}], "RequestId": "1"}}

    def fault(self, body):
        stamp = int(self.headers["X-TC-Timestamp"])
        at = datetime.fromtimestamp(stamp, UTC)
        if abs(datetime.now(UTC) - at) > timedelta(minutes=5):
            return "AuthFailure.SignatureExpire"
        algorithm, _, rest = self.headers["Authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        account, day, service, end = parts["Credential"].split("/")
        if algorithm != "TC3-HMAC-SHA256" or account != ACCOUNT:
            return "AuthFailure.SecretIdNotFound"
        if (day, service, end) != (f"{at:%Y-%m-%d}", "sms", "tc3_request"):
            return "AuthFailure.SignatureFailure"
        names = parts["SignedHeaders"].split(";")
        lines = "".join(f"{name}:{self.headers[name].strip().lower()}\n" for name in names)
        request = "\n".join(["POST", "/", "", lines, ";".join(names), sha256(body)])
        said = "\n".join([algorithm, str(stamp), f"{day}/{service}/{end}", sha256(request.encode())])
        key = signed(signed(signed(f"TC3{SECRET}".encode(), day), service), end)
        right = hmac.compare_digest(signed(key, said).hex(), parts["Signature"])
        if not right or not {"content-type", "host"} <= set(names):
            return "AuthFailure.SignatureFailure"
        return "" if self.headers["X-TC-Action"] == "SendSms" and self.headers["X-TC-Region"] else "MissingParameter"


class Mas(Provider):
    def weigh(self, body):
        asked = json.loads(base64.b64decode(body, validate=True))
        if (asked["ecName"], asked["apId"]) != (APP, ACCOUNT):
            return self.said("InvalidUsrOrPwd")
        if self.path == "/sms/tmpsubmit":
            parts = [asked["templateId"], asked["mobiles"], asked["params"]]
            content = json.loads(asked["params"])
        elif self.path == "/sms/norsubmit":
            parts = [asked["mobiles"], asked["content"]]
            content = asked["content"]
        else:
            return 404, {}
        told = "".join([APP, ACCOUNT, SECRET, *parts, asked["sign"], asked["addSerial"]])
        if hashlib.md5(told.encode()).hexdigest() != asked["mac"] or "secretKey" in asked:
            return self.said("IllegalMac")
        if self.server.refusal:
            return self.said(self.server.refusal)
        self.server.taken.append((asked["mobiles"], content, asked["sign"]))
        return 200, {"msgGroup": "0927152506001000833076", "rspcod": "success", "success": True}

    def said(self, code):
        return 200, {"msgGroup": "", "rspcod": code, "success": False}


def serve(kind):
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.taken, server.seen, server.visited, server.refusal, server.broken = [], set(), [], "", None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
