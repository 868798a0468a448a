# What the scripts that run IntuneCD share: what they need, a network of their own with Microsoft's names in it, and a server.
# They are at the root of the repository when they read this file, and have the folder FOLDER to themselves behind it.

skip() {
  echo "skipped: $*" >&2
  exit 77
}

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
export PYTHONPATH="$CHECKOUT/src" PYTHONDONTWRITEBYTECODE=1
export REQUESTS_CA_BUNDLE="$FOLDER/ca.pem"
export TENANT_NAME=intunite.test
export CLIENT_ID=00000000-0000-4000-a000-0000000000a1 CLIENT_SECRET=intunite-admin-secret

# DATA [DATABASE]: a server with this data folder and database, under Microsoft's names
start() {
  : > "$FOLDER/log"
  env -u INTUNITE_URL ${2:+DATABASE_URL="$2"} \
    node dist/cli/main.js serve --data "$1" --tls --tls-port 443 --profile live > "$FOLDER/log" 2>&1 &
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
