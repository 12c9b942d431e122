"""What is carried into an office: the bundle, its sums and signature, and what is said of processors and containers.

That it installs with the network away is `python -m tools.bundle_trial`, on a bare machine.
"""

import re
import subprocess

import pytest
import yaml
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from portal.settings.env import BASE_DIR
from tools.bundle import MACHINES, SIGNATURE, SUMS, for_each_patch, packed, signed, sums_of, wheel_words
from tools.drill.manual import blocks


def pem(key, folder):
    path = folder / "signing.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "portal-v1.0.0"
    (folder / "wheels" / "x86_64").mkdir(parents=True)
    (folder / "wheels" / "x86_64" / "a.whl").write_bytes(b"wheel")
    (folder / "manage.py").write_text("print()\n")
    (folder / "manage.py").chmod(0o700)
    (folder / SUMS).write_text(sums_of(folder))
    return folder


def test_the_sums_are_as_sha256sum_checks_them_and_name_every_file(bundle):
    check = ["sha256sum", "--check", "--quiet", "--strict", SUMS]
    assert subprocess.run(check, cwd=bundle, check=False).returncode == 0
    (bundle / "wheels" / "x86_64" / "a.whl").write_bytes(b"whee1")
    assert subprocess.run(check, cwd=bundle, check=False, capture_output=True).returncode == 1
    assert "wheels/x86_64/a.whl" in (bundle / SUMS).read_text()


def test_the_signature_is_one_that_openssl_checks(bundle, tmp_path):
    key = Ed25519PrivateKey.generate()
    text = (bundle / SUMS).read_bytes()
    (bundle / SIGNATURE).write_bytes(signed(text, pem(key, tmp_path)))
    public = subprocess.run(
        ["openssl", "pkey", "-in", tmp_path / "signing.pem", "-pubout"], capture_output=True, check=True
    ).stdout
    (tmp_path / "signing.pub").write_bytes(public)
    (line,) = [line for line in manual("install").splitlines() if line.startswith("openssl")]
    words = line.replace("/root/signing.pub", str(tmp_path / "signing.pub")).split()
    assert subprocess.run(words, cwd=bundle, check=False, capture_output=True).returncode == 0
    (bundle / SUMS).write_bytes(text + b"0")
    assert subprocess.run(words, cwd=bundle, check=False, capture_output=True).returncode == 1
    with pytest.raises(InvalidSignature):
        key.public_key().verify((bundle / SIGNATURE).read_bytes(), text + b"0")
    with pytest.raises(TypeError, match="Ed25519"):
        signed(text, pem(generate_private_key(65537, 2048), tmp_path))


def manual(name: str) -> str:
    (code,) = [block.code for block in blocks((BASE_DIR / "docs/offline.md").read_text()) if block.name == name]
    return code


def test_the_same_contents_make_the_same_file(bundle):
    first = packed(bundle).read_bytes()
    (bundle / "manage.py").touch()
    (bundle / "manage.py").chmod(0o755)
    assert packed(bundle).read_bytes() == first


@pytest.mark.parametrize("machine", MACHINES)
def test_wheels_are_pinned_and_hashed_and_nothing_is_built_there(machine):
    words = wheel_words(machine, BASE_DIR / "build", BASE_DIR / "requirements.txt")
    assert {"--require-hashes", "--only-binary=:all:"} <= set(words)
    assert f"manylinux_2_28_{machine}" in words


def test_what_only_an_older_patch_of_python_needs_comes_along():
    locked = (BASE_DIR / "requirements.txt").read_text()
    assert "async-timeout==5.0.1 ; python_full_version < '3.11.3' \\\n" in locked
    assert "async-timeout==5.0.1 \\\n" in for_each_patch(locked)
    assert "colorama==0.4.6 ; sys_platform == 'win32'" in for_each_patch(locked)


def test_what_loongarch_has_to_compile_is_locked():
    named = re.search(r"LoongArch.*?to be compiled：(.*?) \|", (BASE_DIR / "docs/xinchuang.md").read_text())[1]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (BASE_DIR / "requirements.txt").read_text(), re.MULTILINE))
    assert set(re.findall(r"`([\w-]+)`", named)) - locked == set()


def test_the_containers_say_what_the_units_say():
    """Linted, not run: no registry of images is within reach of the suite."""
    compose = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())
    assert set(compose["services"]) == {"database", "cache", "web", "worker", "proxy"}
    unit = (BASE_DIR / "docs/deploy/portal-web@.service").read_text()
    options = re.search(r"--workers 1 .* portal\.wsgi:application", unit)[0]
    containerfile = (BASE_DIR / "Containerfile").read_text()
    assert options in containerfile
    assert re.findall(r"^USER (\w+)$", containerfile, re.MULTILINE) == ["portal"]
    for name in re.findall(r"^COPY (?:--from=\w+ )?(\S+)", containerfile, re.MULTILINE):
        assert name.startswith("/srv") or (BASE_DIR / name).exists()
    assert all(
        "volumes" not in one or all(":" in volume for volume in one["volumes"]) for one in compose["services"].values()
    )
