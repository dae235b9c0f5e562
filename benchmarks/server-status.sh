#!/usr/bin/env bash
# Time and allocation of one warm server_status request, with Chirp and without.
# Usage: benchmarks/server-status.sh [options of JMH, such as -f 5]
# MAVEN_OPTIONS is handed to Maven, such as MAVEN_OPTIONS=-Dmaven.repo.local=/tmp/repository
set -euo pipefail
cd "$(dirname "$0")/.."

read -ra maven_options <<<"${MAVEN_OPTIONS:-}"
mvn -q -B -Pquick "${maven_options[@]}" -pl benchmarks -am package

target=benchmarks/target
class_path="$target/classes:$target/starter-libraries/*:$target/tool-libraries/*"
java -cp "$class_path" org.openjdk.jmh.Main -prof gc -v NORMAL -rf csv -rff "$target/server-status.csv" "$@"

echo
awk -F, '
  { gsub(/"/, "") }
  $1 ~ /ServerStatusBenchmark\.[a-zA-Z]+$/ { time[$8, name($1)] = $5; events[$8] }
  $1 ~ /:gc\.alloc\.rate\.norm$/ { sub(/:.*/, "", $1); bytes[$8, name($1)] = $5 }
  function name(benchmark) { sub(/.*\./, "", benchmark); return benchmark }
  END {
    for (event in events) {
      printf "%s: chirp %.0f ns, %.0f B\n", event, time[event, "chirp"], bytes[event, "chirp"]
      against("plainReadAll", event)
      against("plainSkip", event)
    }
  }
  function against(plain, event) {
    printf "  against %-12s %5.0f ns, %5.0f B: time %.2f times, allocation %.2f times\n", plain,
      time[event, plain], bytes[event, plain],
      time[event, "chirp"] / time[event, plain], bytes[event, "chirp"] / bytes[event, plain]
  }' "$target/server-status.csv"
