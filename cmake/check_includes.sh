#!/usr/bin/env bash
# Says which #include stands where it must not. Debian's third-party headers lie in /usr/include,
# in reach of every file, so the include roots alone cannot keep them out of the domain.
#   check_includes.sh FOLDER
set -euo pipefail
cd "$1"

# A header, and the files that may include it. The first row whose header matches decides. Headers
# of Upbeat itself pass: the include roots refuse those that are out of place.
rules='
tl/expected\.hpp             ^domain/kernel/result\.hpp$
boost/(beast|asio)[./].*     ^adapters/http/server/
boost/system/.*              ^adapters/http/server/
boost/(json|url)[./].*       ^(infrastructure|adapters|apps)/
boost/optional.*             ^(infrastructure/platform/sql|adapters/http/server)/
soci/.*                      ^infrastructure/(platform/sql/|[a-z]+/sql_)
(libpq-fe|sqlite3)\.h        ^(infrastructure/platform/sql/|apps/measure/raw_)
zlib\.h                      ^(infrastructure/platform|adapters/http)/
(sodium|curl/.*)\.h          ^infrastructure/platform/
(hiredis|spdlog|prometheus)/.*  ^infrastructure/platform/
fmt/.*                       ^(application|infrastructure|adapters|apps)/
date/.*                      ^adapters/http/(schema/)?timestamp_text\.cpp$
CLI/.*                       ^apps/
ext/pb_ds/.*                 ^domain/voting/ranked_set\.[ch]pp$
(thread|mutex|shared_mutex|condition_variable|future|iostream|fstream|filesystem)  ^(application|infrastructure|adapters|apps)/
[a-z_0-9]+                   .
upbeat/.*                    .
((sys|net|netinet|arpa)/)?[a-z_0-9]+\.h  ^(infrastructure|adapters|apps)/
'

layers=()
for layer in domain application infrastructure adapters apps; do
    [ ! -d "$layer" ] || layers+=("$layer")
done

find "${layers[@]}" -name '*.[ch]pp' | sort |
    xargs --no-run-if-empty awk -v rules="$rules" '
        BEGIN {
            rows = split(rules, lines, "\n")
            for (i = 1; i <= rows; ++i)
                if (split(lines[i], row, " +") == 2) {
                    header[++count] = "^(" row[1] ")$"
                    place[count] = row[2]
                }
        }
        function refuse(reason) { printf "%s:%d: %s\n", FILENAME, FNR, reason; bad = 1 }
        /^[ \t]*#[ \t]*include[ \t]*"/ {
            name = $0; sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
            if (name ~ /\//) refuse("\"" name "\": quotes are for headers next door")
        }
        /^[ \t]*#[ \t]*include[ \t]*</ {
            name = $0; sub(/^[^<]*</, "", name); sub(/>.*/, "", name)
            if (name ~ /\.\./) { refuse("<" name ">: no way up in an include"); next }
            for (i = 1; i <= count; ++i)
                if (name ~ header[i]) {
                    if (FILENAME !~ place[i]) refuse("<" name "> may not be included here")
                    next
                }
            refuse("<" name "> is not on the list in cmake/check_includes.sh")
        }
        END { exit bad + 0 }
    '
