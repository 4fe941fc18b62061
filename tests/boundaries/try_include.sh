#!/usr/bin/env bash
# Compiles one #include with the include roots of one module.
#   try_include.sh allowed|refused SOURCE_FOLDER layer/context/file.hpp COMPILER -Iroot...
set -euo pipefail
verdict="$1" source="$2" header="$3"
shift 3

# A header that moved away would be refused for the wrong reason.
[ -f "$source/$header" ] || { echo "there is no $header any more; name another" >&2; exit 1; }

if output="$(printf '#include <upbeat/%s>\n' "$header" |
    LC_ALL=C "$1" -std=c++20 -fsyntax-only -x c++ "${@:2}" - 2>&1)"; then
    [ "$verdict" = allowed ] || { echo "$header compiles, and should not" >&2; exit 1; }
else
    [ "$verdict" = refused ] || { printf '%s\n' "$output" >&2; exit 1; }
    grep -qF "upbeat/$header: No such file or directory" <<<"$output" || {
        echo "$header is refused for another reason than that it is out of sight:" >&2
        printf '%s\n' "$output" >&2
        exit 1
    }
fi
