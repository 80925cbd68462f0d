#!/usr/bin/env bash
# Makes the AOT caches: has the JVM remember the classes of a run in lib/bulkgpt.aot, and of a server in lib/bulkgpt-serve.aot.
# usage: aot-caches.sh PROGRAM_FOLDER JAVA_HOME
set -euo pipefail
program=$1
java_home=$2
rehearsal=$(cd "$(dirname "${BASH_SOURCE[0]}")/../rehearsal" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# usage: remember CACHE COMMAND…
remember() {
  local cache=$1
  shift
  rm -f "$program/lib/$cache"
  # Classes alone. Profiles of so short a job would keep the hot methods of a long run from the optimising compiler
  # (JDK 25): 60 % more CPU a row, for a start that is no faster.
  local options="-XX:AOTCacheOutput=$work/$cache -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
  JAVA_HOME=$java_home BULKGPT_JAVA_OPTS=$options "$program/bin/bulkgpt" "$@" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
  mv "$work/$cache" "$program/lib/$cache"
}

remember bulkgpt.aot run "$rehearsal/workflow.yaml" "$rehearsal/input.csv" --data "$work/run" -o "$work/result.csv"
remember bulkgpt-serve.aot rehearse "$rehearsal" --data "$work/serve"
