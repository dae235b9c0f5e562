#!/usr/bin/env bash
# Time to check and pack 25 MB of jars, each time in a new JVM with the flags of a starter project.
# Usage: benchmarks/package.sh [runs, default 15]
# MAVEN_OPTIONS is handed to Maven, such as MAVEN_OPTIONS=-o
set -euo pipefail

runs=${1:-15}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

read -ra maven_options <<<"${MAVEN_OPTIONS:-}"
cd "$root"
# What the deploy is compiled against is at hand: AWS's SDK, some 60 jars.
mvn -q ${maven_options[@]+"${maven_options[@]}"} -Pquick -pl chirp-deploy -am \
  package dependency:copy-dependencies -DoutputDirectory="$work/jars"
class_path="$work/jars/*"
mkdir -p "$work/classes" "$work/project"
javac -d "$work/classes" -cp "$class_path" benchmarks/PackageTime.java
echo 'hello=Hello' >"$work/project/messages.properties"

read -ra flags <<<"$(tr '\n' ' ' <chirp-archetype/src/main/resources/archetype-resources/.mvn/jvm.config)"
for ((i = 0; i < runs; i++)); do
  java "${flags[@]}" -cp "$work/classes:$class_path" PackageTime "$work/project" "$work/jars" "$work/out/api.zip"
done | sort -n | tee "$work/times"
echo "Median: $(sed -n "$((runs / 2 + 1))p" "$work/times")"
