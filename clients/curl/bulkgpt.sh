#!/usr/bin/env bash
# Runs a workflow over a CSV on a BulkGPT server. Needs bash, curl, base64 and sed.
# usage: BULKGPT_KEY=… [BULKGPT_SERVER=http://127.0.0.1:8080] bulkgpt.sh WORKFLOW_ID INPUT.csv RESULT.csv
set -euo pipefail
server=${BULKGPT_SERVER:-http://127.0.0.1:8080} workflow=$1 input=$2 result=$3

call() { # the body comes on standard input; the key stays out of the list of processes
  local answer
  answer=$(curl -sS --fail-with-body -H @<(printf 'x-api-key: %s' "$BULKGPT_KEY") \
    -H 'Content-Type: application/json' --data-binary @- "$server$1") || { echo "$answer" >&2; return 1; }
  printf '%s' "$answer"
}
field() { sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p'; }

task=$({ printf '{"workflowId":"%s","csvBase64":"' "$workflow"; base64 <"$input" | tr -d '\r\n'; printf '"}'; } |
  call /upload-trigger | field taskId)
while true; do
  answer=$(printf '{"taskId":"%s"}' "$task" | call /status)
  case $(field status <<<"$answer") in
    completed) break ;;
    error | canceled) echo "The task $task did not complete: $answer" >&2; exit 1 ;;
  esac
  sleep 1
done
curl -sS --fail -o "$result" "$(field downloadUrl <<<"$answer")"
