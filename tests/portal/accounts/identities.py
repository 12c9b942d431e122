"""WeChat and an identity service (OpenID Connect) on the loopback: they check what they are asked, and say what they are
told to say. Keys of their own sign what the service says."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal-1", "known to both"
WECHAT_APPS = {"wx-website": ("secret-w", "o-web"), "wx-inside": ("secret-i", "o-in")}
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


class WeChat(Handler):
    """`codes`: code to (app, unionid or ""): each is good once."""

    kind = "text/plain"

    def do_GET(self):
        url = urlsplit(self.path)
        asked = dict(parse_qsl(url.query))
        self.server.asked.append((url.path, asked))
        if url.path == "/token":
            app, unionid = self.server.codes.pop(asked.get("code"), ("", ""))
            secret, openid = WECHAT_APPS.get(app, ("", ""))
            is_right = asked.get("appid") == app and asked.get("secret") == secret
            if not is_right or asked.get("grant_type") != "authorization_code":
                return self.answer(200, {"errcode": 40029, "errmsg": "invalid code"})
            self.server.tokens["t-" + openid] = (openid, unionid)
            return self.answer(200, {"access_token": "t-" + openid, "expires_in": 7200, "openid": openid})
        openid, unionid = self.server.tokens.get(asked.get("access_token"), ("", ""))
        if not openid or asked.get("openid") != openid:
            return self.answer(200, {"errcode": 40003, "errmsg": "invalid openid"})
        profile = {
            "openid": self.server.named or openid,
            "nickname": "零废弃的小明",
            "city": "常州",
            "headimgurl": "https://x",
        }
        return self.answer(200, profile | ({"unionid": unionid} if unionid else {}))


class Service(Handler):
    """`grants`: code to (nonce, challenge, claims); `sign`: how the token is signed, `said`: what replaces a claim."""

    kind = "application/json"

    def do_GET(self):
        if self.path == "/.well-known/openid-configuration":
            issuer = self.server.issuer
            ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            said = {"issuer": issuer} | {name: f"{issuer}/{path}" for name, path in ways.items()}
            return self.answer(200, said | self.server.discovery)
        if self.path == "/keys":
            keys = [jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True) | {"kid": "k1", "use": "sig"}]
            return self.answer(200, {"keys": keys})
        return self.answer(404, {})

    def do_POST(self):
        asked = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        basic = base64.b64decode(self.headers.get("Authorization", "").partition(" ")[2]).decode()
        who = tuple(basic.split(":")) if basic else (asked.get("client_id"), asked.get("client_secret"))
        nonce, challenge, claims = self.server.grants.pop(asked.get("code"), ("", "", {}))
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        is_ours = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode() == challenge
        if who != (CLIENT, SECRET) or not is_ours:
            return self.answer(400, {"error": "invalid_grant"})
        now = int(time.time())
        token = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce} | claims
        token = {name: value for name, value in (token | self.server.said).items() if value is not None}
        return self.answer(200, {"access_token": "a", "token_type": "Bearer", "id_token": self.server.sign(token)})


def signed(claims, key=KEY, algorithm="RS256", kid="k1"):
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


def serve(kind):
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.issuer = f"http://127.0.0.1:{server.server_port}"
    server.asked, server.codes, server.tokens, server.named = [], {}, {}, ""
    server.grants, server.discovery, server.said, server.sign = {}, {}, {}, signed
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
