#!/usr/bin/env bash
# Makes lib/bulkgpt.aot: runs the main job and the server once against an in-process provider and has the JVM remember their classes.
# usage: aot-cache.sh PROGRAM_FOLDER JAVA_HOME
set -euo pipefail
program=$1
java_home=$2
rehearsal=$(cd "$(dirname "${BASH_SOURCE[0]}")/../rehearsal" && pwd)
rm -f "$program/lib/bulkgpt.aot"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
JAVA_HOME=$java_home BULKGPT_JAVA_OPTS="-XX:AOTCacheOutput=$work/bulkgpt.aot" "$program/bin/bulkgpt" \
  rehearse "$rehearsal" --data "$work/data" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}
mv "$work/bulkgpt.aot" "$program/lib/bulkgpt.aot"
