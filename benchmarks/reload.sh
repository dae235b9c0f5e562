#!/usr/bin/env bash
# Time from a saved edit to the response of the new code, alone and with four clients that poll meanwhile; how many responses
# were old or failed; Maven's heap and the functions' processes before and after.
# Usage: benchmarks/reload.sh [edits alone, default 200] [edits under four clients, default 1000]
# MAVEN_OPTIONS: see starter-project.sh
set -euo pipefail

source "$(dirname "$0")/starter-project.sh"
generate_starter
java "$root/benchmarks/ReloadTime.java" "$work/starter" "${1:-200}" "${2:-1000}" mvn -q "${maven_options[@]}"
