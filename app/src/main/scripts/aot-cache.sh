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
# Classes alone. Profiles of so short a job would keep the hot methods of a long run from the optimising compiler
# (JDK 25): 60 % more CPU a row, for a start that is no faster.
options="-XX:AOTCacheOutput=$work/bulkgpt.aot -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
JAVA_HOME=$java_home BULKGPT_JAVA_OPTS=$options "$program/bin/bulkgpt" \
  rehearse "$rehearsal" --data "$work/data" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}
mv "$work/bulkgpt.aot" "$program/lib/bulkgpt.aot"
