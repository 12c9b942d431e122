#!/usr/bin/env bash
# One backup: database first, then the files (rows point to files, never the other way), then the list of sums.
set -euo pipefail
umask 077
target=${PORTAL_BACKUP_DIR:-/srv/portal/backup}/$(date +%Y%m%dT%H%M%S)
fresh=$target.unfinished
mkdir -p "$fresh"
pg_dump --format=custom --no-owner --dbname="${DATABASE_URL%%\?*}" --file="$fresh/database.dump"
tar -C "$PORTAL_VAR_DIR" -cf "$fresh/files.tar" evidence media
(cd "$fresh" && sha256sum database.dump files.tar >SHA256SUMS && sha256sum --check --quiet SHA256SUMS)
pg_restore --list "$fresh/database.dump" >/dev/null
mv "$fresh" "$target"
# The newest thirty stay.
find "$(dirname "$target")" -mindepth 1 -maxdepth 1 -type d -name '20*T??????' | sort -r | tail -n +31 | xargs -r rm -rf
echo "$target"
