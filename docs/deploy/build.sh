#!/usr/bin/env bash
# Build the release in whose folder this stands: its environment, its compiled code and words. The service reads them only.
set -euo pipefail
umask 022
cd -P "$(dirname "$0")/../.."
# In a bundle (docs/offline.md) the wheels lie beside the source, and nothing is asked for elsewhere.
if [ -d "wheels/$(uname -m)" ]; then export PIP_NO_INDEX=1 PIP_FIND_LINKS="$PWD/wheels/$(uname -m)"; fi
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
.venv/bin/python -m compileall -q portal cells campaigns surveys
.venv/bin/python -c "from pathlib import Path; from portal.cms import catalogues; catalogues.compile_catalogues(Path.cwd())"
install -m 755 docs/deploy/portal /usr/local/bin/portal
