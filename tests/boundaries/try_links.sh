#!/usr/bin/env bash
# Asks the configure step about single links between modules.
#   try_links.sh SOURCE_FOLDER
set -euo pipefail
source="$1"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cat >"$work/ask.cmake" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
include("${SOURCE}/cmake/UpbeatModule.cmake")
upbeat_check_edge(upbeat_asked "${LAYER}" "${CONTEXT}" "${DEPENDENCY}")
CMAKE

# ask LAYER CONTEXT DEPENDENCY
ask()
{
    cmake -D "SOURCE=$source" -D "LAYER=$1" -D "CONTEXT=$2" -D "DEPENDENCY=$3" \
        -P "$work/ask.cmake" 2>"$work/answer"
}

bad=0
while read -r verdict layer context dependency; do
    [ -n "$verdict" ] || continue
    if ask "$layer" "$context" "$dependency"; then
        found=allowed
    elif grep -qE 'may not|links tl::expected only|write' "$work/answer"; then
        found=refused
    else
        cat "$work/answer" >&2
        found=broken
    fi
    if [ "$found" != "$verdict" ]; then
        echo "$layer.$context -> $dependency is $found, and should be $verdict" >&2
        bad=1
    fi
done <<'EDGES'
allowed domain voting upbeat::domain::kernel
allowed domain kernel tl::expected
allowed application voting upbeat::domain::voting
allowed application voting upbeat::application::contracts
allowed infrastructure voting upbeat::application::voting
allowed infrastructure voting upbeat::infrastructure::platform::sql
allowed adapters voting upbeat::adapters::http
allowed adapters http upbeat::application::platform
allowed apps composition upbeat::infrastructure::voting
refused domain voting upbeat::domain::catalog
refused domain voting upbeat::application::voting
refused domain voting upbeat::application::contracts
refused domain voting Threads::Threads
refused domain voting upbeat_domain_catalog
refused application voting upbeat::domain::catalog
refused application voting upbeat::application::catalog
refused application voting upbeat::infrastructure::platform
refused application voting Boost::json
refused application contracts upbeat::domain::voting
refused infrastructure voting upbeat::application::catalog
refused infrastructure voting upbeat::infrastructure::catalog
refused infrastructure platform upbeat::application::voting
refused infrastructure voting upbeat::adapters::http
refused adapters voting upbeat::infrastructure::platform
refused adapters voting upbeat::adapters::catalog
refused adapters http upbeat::application::voting
EDGES
exit "$bad"
