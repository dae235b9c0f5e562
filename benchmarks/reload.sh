#!/usr/bin/env bash
# Time from a saved edit to the response of the new code, alone and with four clients that poll meanwhile, and how many
# responses were old or failed. Usage: benchmarks/reload.sh [edits, default 200]; MAVEN_OPTIONS: see starter-project.sh
set -euo pipefail

source "$(dirname "$0")/starter-project.sh"
generate_starter
java "$root/benchmarks/ReloadTime.java" "$work/starter" "${1:-200}" mvn -q "${maven_options[@]}"
