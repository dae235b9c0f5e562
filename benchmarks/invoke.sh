#!/usr/bin/env bash
# Time of "mvn -q chirp:invoke" against "mvn -q validate" on a starter project that is compiled.
# Usage: benchmarks/invoke.sh [pairs, default 15]; MAVEN_OPTIONS: see starter-project.sh
set -euo pipefail

pairs=${1:-15}
warm_ups=3
source "$(dirname "$0")/starter-project.sh"

# Wall seconds and CPU seconds (Maven's and those of the JVM it starts), on stdout.
measured() {
  local TIMEFORMAT='%R %U %S' times
  times=$({ time maven "$@" >"$work/output" 2>&1; } 2>&1) || {
    cat "$work/output" >&2
    return 1
  }
  awk '{ print $1, $2 + $3 }' <<<"$times"
}

generate_starter
cd "$work/starter"
maven compile

echo "Warm-up: $warm_ups pairs."
for ((i = 0; i < warm_ups; i++)); do
  measured chirp:invoke >/dev/null
  grep -q '"code": 200' "$work/output" || { cat "$work/output" >&2; exit 1; }
  measured validate >/dev/null
done

echo "Measured: $pairs pairs, in turn."
for ((i = 0; i < pairs; i++)); do
  echo "$(measured chirp:invoke) $(measured validate)"
done >"$work/times"

read -r wall_a wall_b wall least greatest < <(awk '{ print $1, $3 }' "$work/times" | medians)
read -r cpu_a cpu_b cpu _ < <(awk '{ print $2, $4 }' "$work/times" | medians)
echo "mvn -q chirp:invoke   wall $wall_a s, CPU $cpu_a s"
echo "mvn -q validate       wall $wall_b s, CPU $cpu_b s"
echo "median of the pairs   wall $wall times ($least to $greatest), CPU $cpu times"
