#!/usr/bin/env bash
# Time from the start of a process to its first response: Chirp, a plain handler, Python and Node.js, in turn, over Lambda's
# Runtime API on this machine; the archetype's server_status, and the example's fetch_chirps with its database client.
# Writes the documents' tables and plot: coldstart.md, coldstart.svg, coldstart.json. Keep the machine idle otherwise.
# Usage: benchmarks/coldstart.sh [rounds, default 15] [folder of the results, default benchmarks/results]
# The results are written after each function and memory size; coldstart.json, which has each sample, is not for the repository.
# WARM (default 100) invocations follow the first; MEMORY_SIZES (default "1769 512 128") are memory sizes in MB: the script
# also measures server_status with the processor share of each; "" skips this;
# FETCH_MEMORY_SIZES (default "1769 512") are those of fetch_chirps, which takes minutes a round with 128 MB; MAVEN_OPTIONS: see starter-project.sh
# It limits the memory too, if this shell is not in another process's memory control group; MEMORY_GROUP names the
# directory of a group (of version 1: /sys/fs/cgroup/memory/...) in which it may create one in any case.
# Needs JDK 17 and 25 next to each other, and Debian's python3 with python3-boto3 (apt-get install python3-boto3) and
# nodejs; it leaves out missing programs, and says so.
set -euo pipefail

export ROUNDS=${1:-15}
if ! [[ $ROUNDS =~ ^[0-9]{0,2}[13579]$ ]]; then
  echo "The number of rounds is '$ROUNDS', but it takes an odd number, 1 to 999. Try: benchmarks/coldstart.sh 15" >&2
  exit 1
fi
source "$(dirname "$0")/starter-project.sh"
RESULTS=$(realpath -m "${2:-$root/benchmarks/results}")
export RESULTS WORK="$work/run" PACKAGES="$work/packages" SOURCES="$root/benchmarks/coldstart" EVENTS="$work/events"
export CLIENT="$work/client" TABLE="$root/examples/chirp/src/main/aws/table/chirp.json"

# The packages of a project, as chirp:package makes them: project, folder.
pack() {
  local packaging
  for packaging in managed self-contained; do
    if maven -B -f "$2/pom.xml" chirp:package -Dchirp.packaging="$packaging" >"$work/output" 2>&1; then
      cp "$2"/target/chirp/*.zip "$PACKAGES/$1-$packaging.zip"
    else
      grep -v '^$' "$work/output" | head -20 >&2
      [[ $packaging != managed ]] || exit 1
    fi
  done
}

generate_starter
mkdir -p "$WORK" "$PACKAGES" "$EVENTS"
cp -r "$root/examples/chirp" "$work/example"
rm -rf "$work/example/target"
pack starter "$work/starter"
pack example "$work/example"
cp "$work/starter/src/test/event/server_status.json" "$work/example/src/test/event/fetch_chirps.json" "$EVENTS"

(cd "$root" && maven -B -Pquick -pl benchmarks -am package)
mkdir "$CLIENT"
# As dev/chirp/internal/sandbox/lambda/libraries.txt in the jar of chirp-sandbox lists them.
cp "$root"/benchmarks/target/*-libraries/{aws-lambda-java,utils-lite}-*.jar "$CLIENT"
java -cp "$root/benchmarks/target/classes:$root/benchmarks/target/starter-libraries/*:$root/benchmarks/target/tool-libraries/*" \
  dev.chirp.benchmark.coldstart.ColdStart
