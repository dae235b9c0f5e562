#!/usr/bin/env bash
# Deploys many functions to a sandbox, with Lambda's limit of 15 calls a second and without a limit,
# and counts the most calls in any second at the sandbox.
# Usage: benchmarks/scale.sh [functions, default "50 200"]; MAVEN_OPTIONS: see starter-project.sh
set -euo pipefail

counts=${1:-50 200}
source "$(dirname "$0")/starter-project.sh"

start_sandbox() { # calls per second; 0 for any number
  rm -rf target/chirp/sandbox
  # With -X the sandbox logs each request, with its time.
  mvn -X "${maven_options[@]}" chirp:sandbox -Dchirp.sandboxPort=0 -Dchirp.sandboxRateLimit="$1" >"$work/sandbox" 2>&1 &
  sandbox=$!
  trap 'kill "$sandbox"; wait "$sandbox" || true; rm -rf "$work"' EXIT
  until grep -q '^export AWS_DEFAULT_REGION' "$work/sandbox"; do
    kill -0 "$sandbox" || { cat "$work/sandbox" >&2; exit 1; }
    sleep 0.2
  done
  source <(grep '^export ' "$work/sandbox")
}

stop_sandbox() {
  kill "$sandbox"
  wait "$sandbox" || true
  trap 'rm -rf "$work"' EXIT
}

# The calls to Lambda but GetFunction, and the most of them in any second.
calls() {
  sed -n 's/^.*T\([0-9:.]*\)Z \(lambda:[A-Za-z]*\) .*/\1 \2/p' "$work/sandbox" | awk '
    $2 != "lambda:GetFunction" { split($1, t, ":"); at[++n] = t[1] * 3600 + t[2] * 60 + t[3] }
    END {
      for (i = 1; i <= n; i++) {
        while (at[i] - at[first + 1] >= 1) first++
        if (i - first > most) most = i - first
      }
      print n, most + 0
    }'
}

generate_starter
cd "$work/starter"
status=src/main/java/acme/api/ServerStatus.java
functions=1
for count in $counts; do
  for ((; functions < count; functions++)); do
    sed "s/ServerStatus/ServerStatus$functions/g" "$status" >"${status%.java}$functions.java"
  done
  for limit in 15 0; do
    start_sandbox "$limit"
    maven chirp:setup-iam -Dchirp.endpointUrl="$AWS_ENDPOINT_URL" >/dev/null
    mvn -B "${maven_options[@]}" chirp:deploy -Dchirp.endpointUrl="$AWS_ENDPOINT_URL" >"$work/output" || {
      cat "$work/output" >&2
      exit 1
    }
    read -r all most < <(calls)
    millis=$(sed -n 's/^  "durationMillis" : \([0-9]*\).*/\1/p' target/chirp/deploy-report.json)
    awk -v count="$count" -v limit="$limit" -v all="$all" -v most="$most" -v millis="$millis" '
      BEGIN {
        printf "%d functions created, limit %s: %.1f s, %d calls, at most %d in a second", count, limit ? limit " a second" : "none", millis / 1000, all, most
        # What is allowed: all calls at the limit, and the half second that the last function is Pending.
        if (limit) printf "; %.2f times what the limit allows", millis / 1000 / (count / limit + 0.5)
        printf "\n"
      }'
    grep -c ': created' "$work/output" | sed 's/$/ of them say created/'
    stop_sandbox
  done
done
