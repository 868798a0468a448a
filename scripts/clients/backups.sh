#!/bin/sh
# Compares what IntuneCD, unchanged, saves of a tenant with what `intunite export --format intunecd` writes of it: the same files.
# The tenant is one that has something of everything, and then one that was imported from a backup.
#
#     scripts/clients/backups.sh CHECKOUT
#
# Needs what scripts/clients/intunecd.sh needs, and ends with 77 and the reason where that is missing.
set -eu

cd "$(dirname "$0")/../.."
. scripts/clients/intunecd-surroundings.sh
export INTUNITE_URL=http://127.0.0.1:8080

# NAME LAYOUT OPTIONS: what IntuneCD saves and what is exported, in JSON or YAML. The report of the tool is in the order of its folder's files.
compare() {
  format=intunecd
  if [ "$2" = yaml ]; then format=intunecd-yaml; fi
  mkdir "$FOLDER/$1-tool"
  # shellcheck disable=SC2086
  "$PYTHON" -c 'from IntuneCD.run_backup import get_parser, start; start(get_parser().parse_args())' \
    -m 1 -o "$2" -p "$FOLDER/$1-tool" ${3:-} > "$FOLDER/output" 2>&1 || { cat "$FOLDER/output"; exit 1; }
  if grep -E '\[ERROR\]|Request failed|Traceback' "$FOLDER/output"; then exit 1; fi
  node dist/cli/main.js export --format "$format" --out "$FOLDER/$1-own"
  rm -rf "$FOLDER/$1-tool/__archive__"
  diff -r -x report.json -x report.yaml "$FOLDER/$1-tool" "$FOLDER/$1-own" || { echo "$1: the export differs from the backup"; exit 1; }
  echo "$1: $(find "$FOLDER/$1-tool" -type f | wc -l) files of IntuneCD are those of the export"
}

export INTUNITE_DATA="$FOLDER/data"
start "$INTUNITE_DATA"
NODE_EXTRA_CA_CERTS="$FOLDER/ca.pem" node --import tsx scripts/clients/tenant-content.ts
compare content json
compare content-yaml yaml
stop

INTUNITE_DATA="$FOLDER/imported"
start "$INTUNITE_DATA"
node dist/cli/main.js import test/backups/fixtures/intunecd/json
# A tenant that was not connected to Apple and Google makes the tool stumble.
compare imported json '-e APNs ManagedGooglePlay'
node dist/cli/main.js import "$FOLDER/imported-tool" > "$FOLDER/again"
grep -q ' [1-9][0-9]* new' "$FOLDER/again" && { cat "$FOLDER/again"; echo 'importing the backup again made something'; exit 1; }
echo 'importing that backup again changes nothing'
stop
