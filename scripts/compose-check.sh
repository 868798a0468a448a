#!/usr/bin/env bash
# Builds the image and runs the compose stack in every form, from nothing and without a setting: three processes on one
# database, the unchanged client of the profile "demo", a restart of every container, the one-container form. Prints the
# figures for the documentation and leaves nothing behind. Needs a Docker engine; without one it says so and ends.
#
#   scripts/compose-check.sh [--no-build]
set -euo pipefail
cd "$(dirname "$0")/.."

docker info >/dev/null 2>&1 || { echo 'skipped: no Docker engine runs here'; exit 0; }
if docker compose version >/dev/null 2>&1; then tool=(docker compose)
elif command -v docker-compose >/dev/null; then tool=(docker-compose)
else echo 'skipped: Docker Compose is not installed'; exit 0; fi

export COMPOSE_PROJECT_NAME=intunite-check INTUNITE_HTTP_PORT=${INTUNITE_HTTP_PORT:-18080} INTUNITE_HTTPS_PORT=${INTUNITE_HTTPS_PORT:-18443}
unset INTUNITE_ADMIN_SECRET INTUNITE_READER_SECRET POSTGRES_PASSWORD COMPOSE_PROFILES
work=$(mktemp -d)
compose() { "${tool[@]}" "$@"; }
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }; }
clean_up() {
  for profile in demo sqlite; do compose --profile "$profile" down -v --remove-orphans >/dev/null 2>&1 || true; done
  rm -rf "$work"
}
trap clean_up EXIT
say() { printf '%-58s %s\n' "$1" "${2:-ok}"; }
fail() { echo "FAILED: $*" >&2; compose ps >&2; compose logs --tail 3 >&2 || true; exit 1; }
equal() { [ "$2" = "$3" ] || fail "$1: expected '$3', got '$2'"; say "$1" "$2"; }
megabytes() { docker save "$1" | gzip | wc -c | awk '{ printf "%.1f MB", $1 / 1e6 }'; }
until_ready() {
  for _ in $(seq 120); do
    curl -fsS "http://localhost:$INTUNITE_HTTP_PORT/_intunite/ready" >"$work/ready" 2>/dev/null && return
    sleep 0.5
  done
  fail 'it does not become ready'
}
containers() { compose ps -q "$1"; }
in_one() { docker exec "$(containers "$1" | head -1)" "${@:2}"; }
count() {
  curl -fsS --cacert "$work/ca.pem" -H "Authorization: Bearer $(cat "$work/token")" \
    "https://localhost:$INTUNITE_HTTPS_PORT/v1.0/deviceAppManagement/mobileAppConfigurations/\$count"
}
demo() { quietly compose --profile demo run --rm "$@" demo && cp "$work/log" "$work/demo"; }

for profile in postgres sqlite demo; do quietly compose --profile "$profile" config; done
say 'the compose file is valid in every profile'
if [ "${1:-}" != --no-build ]; then quietly compose --profile demo build; fi
base=$(sed -n 's/^FROM \(node[^ ]*\)$/\1/p' Dockerfile)
say 'image, compressed' "$(megabytes intunite), of it the base $base $(megabytes "$base")"

quietly compose up -d --no-build --scale intunite=3
until_ready
equal 'three processes on' "$(sed 's/.*"database":"\([a-z]*\)".*/\1/' "$work/ready")" postgresql
equal 'containers of Intunite' "$(containers intunite | wc -l)" 3
in_one intunite intunite ca export >"$work/ca.pem"
in_one intunite intunite token >"$work/token"
for id in $(containers intunite); do
  for _ in $(seq 60); do [ "$(docker inspect -f '{{.State.Health.Status}}' "$id")" = healthy ] && break; sleep 0.5; done
  equal '  health' "$(docker inspect -f '{{.State.Health.Status}}' "$id")" healthy
  equal '  user' "$(docker exec "$id" id -u)" 1000
  ! docker exec "$id" touch /app/x 2>/dev/null || fail 'the root file system can be written'
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$id")
  quietly curl -fsS --cacert "$work/ca.pem" --resolve "graph.microsoft.com:443:$address" https://graph.microsoft.com/_intunite/ready
  say '  TLS as graph.microsoft.com, with the one CA'
  say '  ready after' "$(docker logs "$id" 2>&1 | sed -n 's/.* is ready on [^ ]* (\([0-9.]* s\)).*/\1/p')"
done
demo
demo -e KEEP=1
sed 's/^/  | /' "$work/demo"
say 'the unchanged client has ended with 0'
equal 'configurations' "$(count)" 1
say 'memory of each process' "$(docker stats --no-stream --format '{{.MemUsage}}' $(containers intunite) | sed 's/ .*//' | paste -sd' ')"

before=$(cat "$work/ca.pem")
quietly docker restart $(compose ps -q)
until_ready
equal 'configurations after a restart of every container' "$(count)" 1
in_one intunite intunite ca export >"$work/ca.pem"
[ "$before" = "$(cat "$work/ca.pem")" ] || fail 'the CA has changed'
quietly compose up -d --no-build --force-recreate
until_ready
equal 'configurations after all containers were made anew' "$(count)" 1
demo
say 'the unchanged client has ended with 0 again'
quietly compose --profile demo down -v

quietly compose --profile sqlite up -d --no-build
until_ready
equal 'alone, on' "$(sed 's/.*"database":"\([a-z]*\)".*/\1/' "$work/ready")" sqlite
equal 'containers' "$(docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" | wc -l)" 1
in_one_sqlite() { docker exec "$(compose --profile sqlite ps -q intunite-sqlite)" "$@"; }
in_one_sqlite intunite ca export >"$work/ca.pem"
in_one_sqlite intunite token >"$work/token"
curl -fsS --cacert "$work/ca.pem" -o /dev/null -H "Authorization: Bearer $(cat "$work/token")" -H 'Content-Type: application/json' \
  -d '{"@odata.type":"#microsoft.graph.iosMobileAppConfiguration","displayName":"kept","targetedMobileApps":[]}' \
  "https://localhost:$INTUNITE_HTTPS_PORT/v1.0/deviceAppManagement/mobileAppConfigurations"
say 'memory' "$(docker stats --no-stream --format '{{.MemUsage}}' "$(compose --profile sqlite ps -q intunite-sqlite)" | sed 's/ .*//')"
quietly docker restart "$(compose --profile sqlite ps -q intunite-sqlite)"
until_ready
equal 'configurations after a restart' "$(count)" 1
say 'ready after' "$(docker logs "$(compose --profile sqlite ps -q intunite-sqlite)" 2>&1 | sed -n 's/.* is ready on [^ ]* (\([0-9.]* s\)).*/\1/p' | paste -sd' ')"
echo 'All of it works.'
