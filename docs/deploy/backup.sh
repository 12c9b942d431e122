#!/usr/bin/env bash
# One backup: the ledger's head, then the database, then the files (rows point to files, never the other way), then the sums.
# Run as the portal's user with /etc/portal.env: `portal backup`, or portal-backup.service.
set -euo pipefail
umask 077
cd -P "$(dirname "$0")/../.."
DATABASE_URL=${DATABASE_URL:-$(cat "${DATABASE_URL_FILE:-/dev/null}")}
target=${PORTAL_BACKUP_DIR:-/srv/portal/backup}/$(date +%Y%m%dT%H%M%S)
fresh=$target.unfinished
trap 'rm -rf "$fresh" "$target.tar.age"' EXIT
if [ -n "${PORTAL_BACKUP_COPY:-}" ] && [ -z "${PORTAL_BACKUP_RECIPIENT:-}" ]; then
	echo "PORTAL_BACKUP_COPY without PORTAL_BACKUP_RECIPIENT: nothing leaves this machine unencrypted." >&2
	exit 2
fi
rm -rf "$(dirname "$target")"/*.unfinished
mkdir -p "$fresh"
"$PWD/.venv/bin/python" manage.py ledger_head --append "$PORTAL_VAR_DIR/ledger-heads.txt" >"$fresh/ledger-head.txt"
cp "$PORTAL_VAR_DIR/ledger-heads.txt" "$fresh/"
basename "$PWD" >"$fresh/release.txt"
# `pool` is ours, not the database's.
pg_dump --format=custom --no-owner --dbname="$(sed -E 's/([?&])pool=[0-9]*&?/\1/; s/[?&]$//' <<<"$DATABASE_URL")" \
	--file="$fresh/database.dump"
pg_restore --list "$fresh/database.dump" >/dev/null
files=$PORTAL_VAR_DIR
if [[ " ${PORTAL_FILES:-folder} " == *" store "* ]]; then
	# They lie in the store: all of them come along, each held against the store's by its sum.
	files=$fresh/files
	"$PWD/.venv/bin/python" manage.py move_files --copy "$files"
fi
mkdir -p "$files/evidence" "$files/media"
# Status 1: a file came or went while we read; the restore asks every file for its sum.
tar -C "$files" -cf "$fresh/files.tar" evidence media || [ $? -eq 1 ]
rm -rf "$fresh/files"
(cd "$fresh" && sha256sum -- * >SHA256SUMS && sha256sum --check --quiet --strict SHA256SUMS)
mv "$fresh" "$target"
if [ -n "${PORTAL_BACKUP_COPY:-}" ]; then
	tar -C "$(dirname "$target")" -cf - "$(basename "$target")" | age -r "$PORTAL_BACKUP_RECIPIENT" -o "$target.tar.age"
	rsync --chmod=F600 "$target.tar.age" "$PORTAL_BACKUP_COPY/"
fi
# The newest thirty stay.
find "$(dirname "$target")" -mindepth 1 -maxdepth 1 -type d -name '20*T??????' | sort -r | tail -n +31 | xargs -r rm -rf
# What the portal knows of it: the instant and the size of the last one that went well.
printf '{"finished": "%s", "bytes": %s, "ledger_head": "%s"}\n' "$(date --iso-8601=seconds)" \
	"$(du -sb "$target" | cut -f1)" "$(cat "$target/ledger-head.txt")" >"$PORTAL_VAR_DIR/backup.json.fresh"
chmod 640 "$PORTAL_VAR_DIR/backup.json.fresh"
mv "$PORTAL_VAR_DIR/backup.json.fresh" "$PORTAL_VAR_DIR/backup.json"
# A release from before several nodes has no such command: the file above tells its one node.
"$PWD/.venv/bin/python" manage.py note_backup >/dev/null || echo "The backup is whole; other nodes were not told of it." >&2
echo "$target"
