#!/usr/bin/env bash
# Time of "mvn -q chirp:deploy" against the tutorial's script: zip, aws s3 cp, one aws lambda
# update-function-code for each function, aws s3 rm. Both call the same sandbox, and both deploy code that
# has changed. Needs AWS's command line interface and zip.
# Usage: benchmarks/deploy.sh [pairs, default 5]; MAVEN_OPTIONS: see starter-project.sh
# FUNCTIONS and LATENCIES (ms) say what is measured, such as FUNCTIONS="1 20" LATENCIES=100
set -euo pipefail

pairs=${1:-5}
source "$(dirname "$0")/starter-project.sh"
export AWS_PAGER=

changes=0
# Code that no deploy has seen yet.
change() {
  changes=$((changes + 1))
  echo "$changes" >target/classes/change.txt
}

seconds() {
  local TIMEFORMAT='%R' times
  times=$({ time "$@" >"$work/output" 2>&1; } 2>&1) || {
    cat "$work/output" >&2
    return 1
  }
  echo "$times"
}

with_chirp() {
  maven chirp:deploy -Dchirp.bucket=deployments -Dchirp.endpointUrl="$AWS_ENDPOINT_URL"
}

with_the_script() {
  (cd "$work/stage" && cp -r "$work/starter/target/classes/." . && zip -qr ../LambdaDeploy.zip .)
  aws s3 cp "$work/LambdaDeploy.zip" s3://deployments/LambdaDeploy.zip
  local function
  for function in "${functions[@]}"; do
    aws lambda update-function-code --function-name "$function" --s3-bucket deployments --s3-key LambdaDeploy.zip
  done
  rm "$work/LambdaDeploy.zip"
  aws s3 rm s3://deployments/LambdaDeploy.zip
}

start_sandbox() { # latency in ms
  rm -rf target/chirp/sandbox
  mvn -q "${maven_options[@]}" chirp:sandbox -Dchirp.sandboxPort=0 -Dchirp.sandboxLatency="$1" >"$work/exports" 2>"$work/sandbox" &
  sandbox=$!
  trap 'kill "$sandbox"; wait "$sandbox" || true; rm -rf "$work"' EXIT
  until grep -q AWS_DEFAULT_REGION "$work/exports"; do
    kill -0 "$sandbox" || { cat "$work/exports" "$work/sandbox" >&2; exit 1; }
    sleep 0.2
  done
  source "$work/exports"
}

stop_sandbox() {
  kill "$sandbox"
  wait "$sandbox" || true
  trap 'rm -rf "$work"' EXIT
}

generate_starter
cd "$work/starter"
status=src/main/java/acme/api/ServerStatus.java
mkdir "$work/stage"
maven compile org.apache.maven.plugins:maven-dependency-plugin:"$(value maven-dependency-plugin.version)":copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$work/stage/lib"
functions=(chirp_server_status)

for count in ${FUNCTIONS:-1 5 20 50}; do
  while ((${#functions[@]} < count)); do
    n=${#functions[@]}
    sed "s/ServerStatus/ServerStatus$n/g" "$status" >"${status%.java}$n.java"
    functions+=("chirp_server_status$n")
  done
  for latency in ${LATENCIES:-0 100}; do
    start_sandbox "$latency"
    aws s3 mb s3://deployments >/dev/null
    maven chirp:setup-iam chirp:deploy -Dchirp.bucket=deployments -Dchirp.endpointUrl="$AWS_ENDPOINT_URL" >/dev/null
    for ((i = 0; i < pairs; i++)); do
      change
      chirp=$(seconds with_chirp)
      change
      echo "$chirp $(seconds with_the_script)"
    done >"$work/times"
    unchanged=$(seconds with_chirp) # the script has deployed another zip: this one brings Chirp's back
    unchanged=$(seconds with_chirp)
    read -r chirp script ratio least greatest < <(medians <"$work/times")
    echo "$count functions, $latency ms: Chirp $chirp s, the script $script s, $ratio times ($least to $greatest); unchanged: $unchanged s"
    stop_sandbox
  done
done
