#!/usr/bin/env bash
# Time and allocation of one warm server_status request, with Chirp and without.
# Usage: benchmarks/server-status.sh [rounds, default 5] [options of JMH, such as -i 10]
# MAVEN_OPTIONS is handed to Maven, such as MAVEN_OPTIONS=-Dmaven.repo.local=/tmp/repository
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
shift || true
read -ra maven_options <<<"${MAVEN_OPTIONS:-}"
mvn -q -B -Pquick ${maven_options[@]+"${maven_options[@]}"} -pl benchmarks -am package

target=benchmarks/target
class_path="$target/classes:$target/starter-libraries/*:$target/tool-libraries/*"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for ((round = 1; round <= rounds; round++)); do
  for event in SERVER_STATUS BROWSER; do
    echo "Round $round of $rounds: $event"
    java -cp "$class_path" org.openjdk.jmh.Main -p "event=$event" -prof gc -v SILENT \
      -rf csv -rff "$work/$round.csv" "$@" >"$work/output" 2>&1 || { cat "$work/output" >&2; exit 1; }
    # Lines of: event, round, benchmark, what of it, value.
    awk -F, -v OFS=, -v event="$event" -v round="$round" '
      {
        gsub(/"/, "")
        sub(/.*Benchmark\./, "", $1)
        split($1, name, ":")
        what = name[2] == "" ? "time" : name[2] == "gc.alloc.rate.norm" ? "bytes" : ""
      }
      NR > 1 && what != "" { print event, round, name[1], what, $5 }' "$work/$round.csv" >>"$work/results"
  done
done

# The median of the rounds, and of the ratios of the rounds: what ran at the same time is compared.
awk -F, -v rounds="$rounds" '
  { value[$1, $3, $4, $2] = $5 }
  END { report("SERVER_STATUS"); report("BROWSER") }
  function report(event) {
    printf "\n%s: chirp %.0f ns, %.0f B\n", event, median(event, "chirp", "time"), median(event, "chirp", "bytes")
    against(event, "plainReadAll")
    against(event, "plainSkip")
  }
  function against(event, plain) {
    printf "  against %-12s %5.0f ns, %5.0f B: time %.2f times, allocation %.2f times\n", plain,
      median(event, plain, "time"), median(event, plain, "bytes"),
      ratio(event, plain, "time"), ratio(event, plain, "bytes")
  }
  function median(event, benchmark, what,    i, list) {
    for (i = 1; i <= rounds; i++) list[i] = value[event, benchmark, what, i]
    return middle(list)
  }
  function ratio(event, plain, what,    i, list) {
    for (i = 1; i <= rounds; i++) list[i] = value[event, "chirp", what, i] / value[event, plain, what, i]
    return middle(list)
  }
  function middle(list,    i, j, one) {
    for (i = 2; i <= rounds; i++) {
      one = list[i]
      for (j = i - 1; j > 0 && list[j] > one; j--) list[j + 1] = list[j]
      list[j + 1] = one
    }
    return (list[int((rounds + 1) / 2)] + list[int(rounds / 2) + 1]) / 2
  }' "$work/results"
