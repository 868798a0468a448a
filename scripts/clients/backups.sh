#!/bin/sh
# Compares what IntuneCD, unchanged, saves of a tenant with what `intunite export --format intunecd` writes of it: the same files.
# The tenant is one that has something of everything, and then one that was imported from a backup.
#
#     scripts/clients/backups.sh CHECKOUT
#
# Needs what scripts/clients/intunecd.sh needs, and ends with 77 and the reason where that is missing.
set -eu

skip() {
  echo "skipped: $*" >&2
  exit 77
}

cd "$(dirname "$0")/../.."
CHECKOUT=${1:-${CHECKOUT:-}}
PYTHON=${PYTHON:-/usr/bin/python3}
export PYTHON

if [ "${INSIDE:-}" = '' ]; then
  [ -n "$CHECKOUT" ] || skip 'no checkout of IntuneCD is given'
  CHECKOUT=$(cd "$CHECKOUT" 2>/dev/null && pwd) || skip "there is no folder $1"
  [ -f "$CHECKOUT/src/IntuneCD/run_backup.py" ] || skip "$CHECKOUT is no checkout of IntuneCD"
  missing=$("$PYTHON" -c 'import msal, requests, yaml, deepdiff' 2>&1) || skip "Python packages: $(echo "$missing" | tail -n 1)"
  space=$([ "$(id -u)" = 0 ] && echo '-n -m' || echo '-U -r -n -m')
  # shellcheck disable=SC2086
  unshare $space true 2>/dev/null || skip 'no network of its own can be made here'
  FOLDER=$(mktemp -d)
  trap 'rm -rf "$FOLDER"' EXIT
  export CHECKOUT FOLDER
  # shellcheck disable=SC2086
  INSIDE=1 unshare $space sh "$0"
  exit
fi

ip link set lo up
echo '127.0.0.1 localhost graph.microsoft.com login.microsoftonline.com login.windows.net sts.windows.net' > "$FOLDER/hosts"
mount --bind "$FOLDER/hosts" /etc/hosts
export PYTHONPATH="$CHECKOUT/src" PYTHONDONTWRITEBYTECODE=1 REQUESTS_CA_BUNDLE="$FOLDER/ca.pem"
export TENANT_NAME=intunite.test CLIENT_ID=00000000-0000-4000-a000-0000000000a1 CLIENT_SECRET=intunite-admin-secret
export INTUNITE_DATA="$FOLDER/data" INTUNITE_URL=http://127.0.0.1:8080

# DATA: a server with this data folder, under Microsoft's names
start() {
  export INTUNITE_DATA="$1"
  : > "$FOLDER/log"
  env -u INTUNITE_URL node dist/cli/main.js serve --tls --tls-port 443 --profile live > "$FOLDER/log" 2>&1 &
  server=$!
  trap 'kill $server 2>/dev/null || true' EXIT
  until grep -q 'is ready on' "$FOLDER/log"; do
    kill -0 $server || { cat "$FOLDER/log"; exit 1; }
    sleep 0.1
  done
  cp "$1/tls/ca.pem" "$FOLDER/ca.pem"
}

stop() {
  kill "$server"
  wait "$server" || true
}

# NAME OPTIONS: what IntuneCD saves and what is exported. The report of the tool is in the order of its folder's files.
compare() {
  mkdir "$FOLDER/$1-tool"
  # shellcheck disable=SC2086
  "$PYTHON" -c 'from IntuneCD.run_backup import get_parser, start; start(get_parser().parse_args())' \
    -m 1 -o json -p "$FOLDER/$1-tool" ${2:-} > "$FOLDER/output" 2>&1 || { cat "$FOLDER/output"; exit 1; }
  if grep -E '\[ERROR\]|Request failed|Traceback' "$FOLDER/output"; then exit 1; fi
  node dist/cli/main.js export --format intunecd --out "$FOLDER/$1-own"
  rm -rf "$FOLDER/$1-tool/__archive__"
  diff -r -x report.json -x report.yaml "$FOLDER/$1-tool" "$FOLDER/$1-own" || { echo "$1: the export differs from the backup"; exit 1; }
  echo "$1: $(find "$FOLDER/$1-tool" -type f | wc -l) files of IntuneCD are those of the export"
}

start "$FOLDER/data"
NODE_EXTRA_CA_CERTS="$FOLDER/ca.pem" node --import tsx scripts/clients/tenant-content.ts
compare content
stop

start "$FOLDER/imported"
node dist/cli/main.js import test/backups/fixtures/intunecd/json
# A tenant that was not connected to Apple and Google makes the tool stumble.
compare imported '-e APNs ManagedGooglePlay'
node dist/cli/main.js import "$FOLDER/imported-tool" > "$FOLDER/again"
grep -q ' [1-9][0-9]* new' "$FOLDER/again" && { cat "$FOLDER/again"; echo 'importing the backup again made something'; exit 1; }
echo 'importing that backup again changes nothing'
stop
