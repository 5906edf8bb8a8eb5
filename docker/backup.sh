#!/bin/bash
# docker/backup.sh FOLDER RECIPIENTS [PYTHON...]: a backup, encrypted by age for the public keys in the file RECIPIENTS, as one more file in
# FOLDER; those of more than 30 days go. PYTHON is the command that runs Python in the site, if it is not this checkout's own.
set -euo pipefail

folder=$1 recipients=$2
shift 2
[ $# -gt 0 ] || set -- "$(dirname "${BASH_SOURCE[0]}")/../.venv/bin/python"
made="$folder/ballast-$(date -u +%Y-%m-%d-%H%M%S).age"

umask 077
trap 'rm -f "$made.part"' EXIT
"$@" manage.py backup - | age --encrypt --recipients-file "$recipients" >"$made.part"
mv "$made.part" "$made"
find "$folder" -name 'ballast-*.age' -mtime +30 -delete
