#!/usr/bin/env bash
# Make a release the one that serves: `switch.sh VERSION`. The first start, an upgrade and the way back are this one step.
# The two web processes start anew one after the other, so that one of them always answers.
set -euo pipefail
umask 022
home=/srv/portal
release=$home/releases/$1
[ -x "$release/.venv/bin/granian" ] || { echo "$release is no release that was built." >&2; exit 2; }
cd "$release/docs/deploy"
install -m 755 portal /usr/local/bin/portal
PORTAL_RELEASE=$release portal collectstatic --no-input --verbosity 0

old=$(readlink "$home/current" || true)
ln -sfn "$release" "$home/current.fresh"
mv -T "$home/current.fresh" "$home/current"
if [ -n "$old" ] && [ "$old" != "$release" ]; then ln -sfn "$old" "$home/previous"; fi

install -m 644 portal-*.service portal-*.timer /etc/systemd/system/
install -D -m 644 journald.conf /etc/systemd/journald.conf.d/portal.conf
install -m 644 logrotate.conf /etc/logrotate.d/portal
install -d -m 750 -g adm /var/log/portal
address=$(. /etc/portal.env && echo "$PORTAL_BASE_URL")
host=$(sed -E 's|^https://([^/:]+).*|\1|' <<<"$address")
store=$(. /etc/portal.env && sed -E 's|^(https?://[^/]+).*|\1|' <<<"${PORTAL_STORE_URL:-http://127.0.0.1:9}")
# What people send: nginx opens what the portal names, and lists nothing; the originals of documents are the portal's alone.
for folder in "$home/var/evidence" "$home/var/media"; do
	install -d -o portal -g www-data -m 2710 "$folder"
	find "$folder" ! -group www-data -exec chgrp -h www-data {} +
	find "$folder" -type d ! -perm 2710 -exec chmod 2710 {} +
	find "$folder" -type f -name '*.original' ! -perm 600 -exec chmod 600 {} +
done
# nginx.conf for this host; a port that is named here gets no requests meanwhile.
proxy_without() {
	sed -E "s|proxy_pass http://127\.0\.0\.1:9/|proxy_pass $store/|; s/wufei\.example\.gov\.cn/$host/g; s/(127\.0\.0\.1:$1) max_fails=0;/\1 down;/" nginx.conf \
		>/etc/nginx/sites-available/portal.conf
	ln -sfn ../sites-available/portal.conf /etc/nginx/sites-enabled/portal.conf
	nginx -t -q
	systemctl reload nginx
}
answers() {
	python3 - "$1" "$host" <<-'P'
		import sys, urllib.request as u
		try:
		    u.urlopen(u.Request(f"http://127.0.0.1:{sys.argv[1]}/healthz", headers={"Host": sys.argv[2]}), timeout=2)
		except OSError:
		    sys.exit(1)
	P
}

systemctl daemon-reload
systemctl enable --quiet portal-web@8000 portal-web@8001 portal-worker portal-backup.timer
systemctl restart portal-backup.timer
for port in 8000 8001; do
	proxy_without "$port"
	sleep 2 # what it is answering comes to its end
	systemctl restart "portal-web@$port"
	for second in $(seq 60); do
		answers "$port" && break
		[ "$second" != 60 ] || { echo "portal-web@$port does not answer: journalctl -u portal-web@$port" >&2; exit 1; }
		sleep 0.5
	done
done
proxy_without none
systemctl restart portal-worker

# The one that serves and the one before stay.
for folder in "$home"/releases/*; do
	case $folder in "$(readlink "$home/current")" | "$(readlink "$home/previous" || true)") ;; *) rm -rf "$folder" ;; esac
done
echo "$1 serves."
