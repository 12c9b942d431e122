#!/usr/bin/env bash
# A unit failed: say so in the log, and to whoever /etc/portal-alarm tells (a program of yours: a text, a mail, a pager).
set -euo pipefail
echo "CRITICAL: $1 failed; journalctl -u $1 tells why" >&2
if [ -x /etc/portal-alarm ]; then exec /etc/portal-alarm "$1"; fi
