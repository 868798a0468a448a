#!/bin/sh
# Runs IntuneCD, unchanged, against Intunite under Microsoft's names: a backup, an update with changed descriptions, a
# second backup without a difference, and an update of an empty tenant.
#
#     scripts/clients/intunecd.sh CHECKOUT
#
# CHECKOUT is a clone of https://github.com/almenscorner/IntuneCD. Needed besides: Linux with unshare(1), and Python with
# msal, requests, yaml and deepdiff (Debian: python3-msal python3-requests python3-yaml python3-deepdiff), as PYTHON says.
# Ends with 77 and the reason where one of them is missing.
#
# DATABASE and EMPTY_DATABASE are URLs of empty databases of PostgreSQL, reached by a socket (?host=/tmp), instead of SQLite.
set -eu

cd "$(dirname "$0")/../.."
. scripts/clients/intunecd-surroundings.sh

# backup|update ARGUMENTS: fails where IntuneCD says that something failed, though it ends with 0. WORKERS is the number of its
# threads: its own option for it, --max-workers, takes it as a text, and fails.
intunecd() {
  command=$1
  shift
  "$PYTHON" -c "import os
from IntuneCD.run_$command import get_parser, start
args = get_parser().parse_args()
if 'WORKERS' in os.environ: args.max_workers = int(os.environ['WORKERS'])
start(args)" "$@" > "$FOLDER/output" 2>&1 || { cat "$FOLDER/output"; exit 1; }
  if grep -E '\[ERROR\]|Request failed|Traceback' "$FOLDER/output"; then exit 1; fi
}

same() {
  diff -r "$1" "$2" || { echo "$3"; exit 1; }
}

mkdir "$FOLDER/first" "$FOLDER/second" "$FOLDER/third"
start "$FOLDER/data" "${DATABASE:-}"
NODE_EXTRA_CA_CERTS="$FOLDER/ca.pem" node --import tsx scripts/clients/tenant-content.ts
intunecd backup -m 1 -o json -p "$FOLDER/first"
echo "backup: $(find "$FOLDER/first" -name '*.json' | wc -l) files, no error"
"$PYTHON" - "$FOLDER/first" << 'EOF'
import json, pathlib, sys

# Everything that may be changed gets another description; what every tenant is born with keeps its own.
for file in pathlib.Path(sys.argv[1]).rglob("*.json"):
    content = json.loads(file.read_text())
    if isinstance(content, dict) and content.get("description") and "All users and all devices" not in file.name:
        content["description"] = "Changed by the update"
        file.write_text(json.dumps(content, indent=5))
EOF
intunecd update -m 1 -u -p "$FOLDER/first"
intunecd backup -m 1 -o json -p "$FOLDER/second"
same "$FOLDER/first" "$FOLDER/second" 'the backup after the update differs'
echo 'update: no error, and the backup after it has no difference'
stop

start "$FOLDER/empty" "${EMPTY_DATABASE:-}"
# By itself IntuneCD works on ten areas at once, and comes to policies before the templates of messages that they name.
export WORKERS=1
intunecd update -m 1 -u -p "$FOLDER/first" --create-groups
# Connections to Apple and Google, and apps, are nothing that an update makes; ids are others.
intunecd backup -m 1 -o json -p "$FOLDER/third" -e APNs ManagedGooglePlay Applications AppConfigurations
files() { (cd "$1" && find . -name '*.json' | grep -v -E '^./(App|Managed Google)' | sort); }
files "$FOLDER/first" > "$FOLDER/expected"
files "$FOLDER/third" > "$FOLDER/made"
same "$FOLDER/expected" "$FOLDER/made" 'the update of an empty tenant made other things'
echo "update of an empty tenant: $(wc -l < "$FOLDER/made") files in a backup, no error"
stop
