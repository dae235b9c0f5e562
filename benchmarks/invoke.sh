#!/usr/bin/env bash
# Time of "mvn -q chirp:invoke" against "mvn -q validate" on a starter project that is compiled.
# Usage: benchmarks/invoke.sh [pairs, default 15]
# MAVEN_OPTIONS is handed to Maven, such as MAVEN_OPTIONS=-Dmaven.repo.local=/tmp/repository
# Without a local repository among them, a temporary one is used: all is downloaded.
set -euo pipefail

pairs=${1:-15}
warm_ups=3
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

read -ra maven_options <<<"${MAVEN_OPTIONS:-}"
if [[ " ${maven_options[*]-} " != *" -Dmaven.repo.local="* ]]; then
  maven_options+=("-Dmaven.repo.local=$work/repository")
fi

maven() {
  mvn -q "${maven_options[@]}" "$@"
}

# Wall seconds and CPU seconds (Maven's and those of the JVM it starts), on stdout.
measured() {
  local TIMEFORMAT='%R %U %S' times
  times=$({ time maven "$@" >"$work/output" 2>&1; } 2>&1) || {
    cat "$work/output" >&2
    return 1
  }
  awk '{ print $1, $2 + $3 }' <<<"$times"
}

echo "Chirp is built, and a starter project is generated from its archetype."
cd "$root"
maven -B -Pquick -pl chirp-runtime,chirp-maven-plugin,chirp-archetype -am install
value() {
  awk -F'[<>]' -v name="$1" '$2 == name { print $3; exit }' "$root/pom.xml"
}
cd "$work"
maven -B "org.apache.maven.plugins:maven-archetype-plugin:$(value maven-archetype-plugin.version):generate" \
  -DarchetypeGroupId=dev.chirp -DarchetypeArtifactId=chirp-archetype -DarchetypeVersion="$(value version)" \
  -DgroupId=acme -DartifactId=starter -DinteractiveMode=false >/dev/null
cd starter
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

awk '
  { wall_a[NR] = $1; cpu_a[NR] = $2; wall_b[NR] = $3; cpu_b[NR] = $4; wall[NR] = $1 / $3; cpu[NR] = $2 / $4 }
  END {
    printf "mvn -q chirp:invoke   wall %.2f s, CPU %.2f s\n", median(wall_a), median(cpu_a)
    printf "mvn -q validate       wall %.2f s, CPU %.2f s\n", median(wall_b), median(cpu_b)
    printf "median of the pairs   wall %.2f times (%.2f to %.2f), CPU %.2f times\n",
      median(wall), wall[1], wall[NR], median(cpu)
  }
  function median(values,    i, j, value) {
    for (i = 2; i <= NR; i++) {
      value = values[i]
      for (j = i - 1; j > 0 && values[j] > value; j--) values[j + 1] = values[j]
      values[j + 1] = value
    }
    return (values[int((NR + 1) / 2)] + values[int(NR / 2) + 1]) / 2
  }' "$work/times"
