#!/usr/bin/env bash
# The check of includes has to refuse what it is there for; each file here breaks one rule.
#   try_check_includes.sh SOURCE_FOLDER
set -euo pipefail
check="$1/cmake/check_includes.sh"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# judge VERDICT FILE INCLUDE
judge()
{
    rm -rf "$work/tree"
    mkdir -p "$work/tree/$(dirname "$2")"
    printf '#pragma once\n  #  include %s\n' "$3" >"$work/tree/$2"
    local found=allowed
    "$check" "$work/tree" >"$work/answer" || found=refused
    if [ "$found" = refused ] && ! grep -qF "$2:2:" "$work/answer"; then
        found="refused without naming the line"
    fi
    [ "$found" = "$1" ] || { echo "$2 with $3 is $found, and should be $1" >&2; bad=1; }
}

bad=0
while read -r verdict file include; do
    [ -z "$verdict" ] || judge "$verdict" "$file" "$include"
done <<'CASES'
allowed domain/kernel/result.hpp <tl/expected.hpp>
allowed domain/voting/tally.hpp <vector>
allowed adapters/http/server/session.cpp <boost/beast/http.hpp>
allowed adapters/http/json_value.cpp <boost/json.hpp>
allowed infrastructure/platform/sql/session.cpp <soci/soci.h>
allowed infrastructure/platform/crypto.cpp <sodium.h>
allowed application/voting/cast_votes.cpp <fmt/format.h>
allowed adapters/voting/routes.cpp "next_door.hpp"
refused domain/voting/tally.hpp <tl/expected.hpp>
refused domain/voting/tally.hpp <boost/json.hpp>
refused domain/voting/tally.hpp <fmt/format.h>
refused domain/voting/tally.hpp <mutex>
refused domain/voting/tally.hpp <unistd.h>
refused domain/voting/tally.hpp <upbeat/../adapters/http/request.hpp>
refused domain/voting/tally.hpp "../catalog/track.hpp"
refused application/voting/cast_votes.cpp <boost/asio.hpp>
refused application/voting/cast_votes.cpp <spdlog/spdlog.h>
refused application/voting/cast_votes.cpp <sys/socket.h>
refused adapters/voting/routes.cpp <boost/asio.hpp>
refused adapters/voting/routes.cpp <boost/beast/http.hpp>
refused adapters/voting/routes.cpp <soci/soci.h>
refused infrastructure/voting/ledger.cpp <soci/soci.h>
refused infrastructure/voting/sql_ledger.cpp <sodium.h>
refused apps/cli/main.cpp <soci/soci.h>
refused adapters/http/endpoint.cpp <date/date.h>
refused adapters/http/endpoint.cpp <CLI/CLI.hpp>
refused apps/cli/main.cpp <unheard/of.hpp>
CASES
exit "$bad"
