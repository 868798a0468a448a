#!/bin/sh
# Makes the two client secrets, once, where none is given: nobody should know them by default. They are in the data
# folder then: secrets/admin and secrets/reader.
set -eu

make_secret() {
  if eval "[ -n \"\${$1:-}\${$1_FILE:-}\" ]"; then return; fi
  file=$INTUNITE_DATA/secrets/$2
  if [ ! -s "$file" ]; then
    (
      umask 077
      mkdir -p "$INTUNITE_DATA/secrets"
      # Several containers may share the folder: a link is made by one of them alone.
      new=$file.$(cat /proc/sys/kernel/random/uuid)
      head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$new"
      ln "$new" "$file" 2>/dev/null || true
      rm "$new"
    )
  fi
  export "$1_FILE=$file"
}

make_secret INTUNITE_ADMIN_SECRET admin
# The lines that the server prints are pasted outside. The name of a container is its id, unless it is given one.
if [ "${INTUNITE_ADMIN_SECRET_FILE:-}" = "$INTUNITE_DATA/secrets/admin" ]; then
  export INTUNITE_SECRET_COMMAND="${INTUNITE_SECRET_COMMAND:-docker exec $(cat /etc/hostname) cat $INTUNITE_ADMIN_SECRET_FILE}"
fi
make_secret INTUNITE_READER_SECRET reader
exec "$@"
