#!/usr/bin/env bash
# Bring a backup back: `portal restore FOLDER`, into the empty database of DATABASE_URL and a PORTAL_VAR_DIR without files.
# Nothing is touched before the backup was found whole; nothing that is there is overwritten.
set -euo pipefail
umask 027
refuse() {
	echo "Not restored: $*" >&2
	exit 2
}
backup=$(realpath "$1")
cd -P "$(dirname "$0")/../.."
DATABASE_URL=${DATABASE_URL:-$(cat "${DATABASE_URL_FILE:-/dev/null}")}
manage() { "$PWD/.venv/bin/python" manage.py "$@"; }
address=$(sed -E 's/([?&])pool=[0-9]*&?/\1/; s/[?&]$//' <<<"$DATABASE_URL")

for name in SHA256SUMS database.dump files.tar ledger-head.txt ledger-heads.txt release.txt; do
	[ -f "$backup/$name" ] || refuse "$name is missing in $backup."
done
if ! damaged=$(cd "$backup" && LC_ALL=C sha256sum --check --quiet --strict SHA256SUMS 2>/dev/null); then
	refuse "not as it was backed up: $(sed -n 's/: FAILED.*//p' <<<"$damaged" | paste -sd' ') in $backup."
fi
tables=$(psql --dbname="$address" -Atqc "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
[ "$tables" = 0 ] || refuse "the database of DATABASE_URL holds $tables tables; give it an empty one."
for folder in evidence media; do
	[ -z "$(find "$PORTAL_VAR_DIR/$folder" -type f -print -quit 2>/dev/null)" ] ||
		refuse "$PORTAL_VAR_DIR/$folder holds files; move it away."
done

pg_restore --no-owner --exit-on-error --single-transaction --dbname="$address" "$backup/database.dump"
tar -C "$PORTAL_VAR_DIR" --no-overwrite-dir -xf "$backup/files.tar"
cp "$backup/ledger-heads.txt" "$PORTAL_VAR_DIR/"
echo "From release $(cat "$backup/release.txt"):"
manage prepare --no-demo
manage update_index >/dev/null
manage verify_ledger --head "$(cat "$backup/ledger-head.txt")"
manage verify_evidence
manage check_invariants
echo "Restored: $backup"
