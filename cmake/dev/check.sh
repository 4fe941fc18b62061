# Everything that can be judged without running the program.

#: check [--all]        format, lint, includes, sizes, hygiene, API description; --all lints all
cmd_check()
{
    setup_packages build test
    setup_npm
    begin_tally
    run_checks "$@"
    report
}

#: lint                 clang-tidy-19 on every source, and every header compiled alone
cmd_lint() { cmd_build lint; }

#: stats                how much there is of what, and who promised to do something
cmd_stats()
{
    local layer
    for layer in domain application infrastructure adapters apps tests; do
        printf '%-15s %s\n' "$layer" "$(our_files "$layer/*.?pp" | xargs -d '\n' cat | wc -l) lines"
    done
    echo "soft limits passed:"
    sizes | awk '$1 > $3 { print "  " $2 " has " $1 " lines" }'
    echo "promised:"
    our_files '*.?pp' | xargs -d '\n' grep -nH 'TO''DO(' || true
}

run_checks()
{
    step format check_format || true
    step includes bash cmake/check_includes.sh . || true
    step sizes check_sizes || true
    step file_names check_file_names || true
    step cmake_lists check_cmake_lists || true
    step migrations check_migrations || true
    step promises check_promises || true
    step openapi_lint check_openapi || true
    step clang_tidy check_tidy "$@" || true
}

# Tracked files and new ones, but not what .gitignore names.
our_files() { git ls-files --cached --others --exclude-standard --deduplicate -- "$@" | existing; }

existing()
{
    local file
    while IFS= read -r file; do
        [ ! -f "$file" ] || printf '%s\n' "$file"
    done
}

check_format()
{
    local file bad=0
    while IFS= read -r file; do
        if ! clang-format-19 "$file" | cmp -s - "$file"; then
            echo "$file is not formatted: clang-format-19 -i $file"
            bad=1
        fi
    done < <(our_files '*.cpp' '*.hpp')
    return "$bad"
}

# "lines file soft hard" for every file with a budget.
sizes()
{
    our_files '*.cpp' '*.hpp' | xargs -d '\n' wc -l | awk '
        $2 == "total" { next }
        $2 ~ /^tests\//  { print $1, $2, 300, 500; next }
        $2 ~ /\.hpp$/    { print $1, $2, 150, 250; next }
                         { print $1, $2, 250, 400 }'
}

check_sizes()
{
    sizes | awk '$1 > $4 { print $2 " has " $1 " lines; " $4 " are the most"; bad = 1 } END { exit bad + 0 }'
}

# A name that two layers of one context share makes every search return two files; so do names that
# differ in case only.
check_file_names()
{
    our_files 'domain/*.?pp' 'application/*.?pp' 'infrastructure/*.?pp' 'adapters/*.?pp' | awk -F/ '
        { key = $2 "/" $NF }
        (key in first) && first[key] != $1 "/" $2 {
            print $NF " is in " first[key] " and in " $1 "/" $2; bad = 1
        }
        { first[key] = $1 "/" $2 }
        END { exit bad + 0 }'
    our_files | awk '{ l = tolower($0); if (l in seen) { print $0 " and " seen[l]; bad = 1 } seen[l] = $0 }
        END { exit bad + 0 }'
}

# A source that no list names is not compiled, and nobody notices. A header has to be in a list, and
# so compile alone, as soon as another folder includes it.
check_cmake_lists()
{
    local bad=0 file
    while IFS= read -r file; do
        if ! is_listed "$file" && ! is_private "$file"; then
            echo "$file is in no CMakeLists.txt"
            bad=1
        fi
    done < <(our_files '*.cpp' '*.hpp' | grep -v '^cmake/')
    return "$bad"
}

is_listed()
{
    local folder="$1" name
    while [[ "$folder" == */* ]]; do
        folder="${folder%/*}"
        name="${1#"$folder"/}"
        grep -qsE "(^|[^A-Za-z0-9_./])${name//./\\.}([^A-Za-z0-9_.]|\$)" "$folder/CMakeLists.txt" && return 0
    done
    return 1
}

# A header that somebody includes, and nobody from another folder.
is_private()
{
    [[ "$1" == *.hpp ]] || return 1
    local folder="${1%/*}" users
    users="$(git grep -lF --untracked "#include <upbeat/$1>" -- '*.?pp' || true)"
    if [ -n "$users" ]; then
        ! grep -qvE "^$folder/[^/]+\$" <<<"$users"
    else
        grep -qF "#include \"${1##*/}\"" "$folder"/*.?pp
    fi
}

# Numbered without a gap, and the same names for both engines.
check_migrations()
{
    local folder=infrastructure/platform/migrations
    [ -d "$folder" ] || return 0
    diff <(cd "$folder/sqlite" && ls -- *.sql) <(cd "$folder/postgres" && ls -- *.sql)
    (cd "$folder/sqlite" && ls -- *.sql) | awk '
        substr($0, 1, 4) + 0 != NR || $0 !~ /^[0-9]+_[a-z0-9_]+\.sql$/ {
            print $0 " should be number " NR " of the migrations"; bad = 1
        }
        END { exit bad + 0 }'
}

check_promises()
{
    ! our_files '*.?pp' '*.cmake' '*.sh' '*.sql' dev |
        xargs -d '\n' grep -nHE '\b(TO''DO([^(]|$)|FIX''ME|XX''X\b)'
}

check_openapi()
{
    [ -f docs/openapi.json ] || return 0
    REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
        node_modules/.bin/redocly lint --format=stylish docs/openapi.json
}

# What is not committed yet; or, with --inner, the two inner layers, which takes a few minutes; or,
# with --all, everything, which takes a quarter of an hour.
check_tidy()
{
    [ -f build/lint/build.ninja ] || quietly build/lint.configure.log cmake --preset lint
    quietly build/lint.configure.log cmake -S . -B build/lint
    local layers=(domain application infrastructure adapters apps)
    tidy_candidates "$@" | { grep -E "^($(IFS='|'; echo "${layers[*]}"))/.*\.cpp$" || true; } |
        xargs -d '\n' --no-run-if-empty -n 1 -P "$jobs" clang-tidy-19 -p build/lint --quiet 2>/dev/null
}

tidy_candidates()
{
    if [ "${1:-}" = --all ]; then
        our_files '*.cpp'
    elif [ "${1:-}" = --inner ]; then
        our_files 'domain/*.cpp' 'application/*.cpp'
    else
        { git diff --name-only HEAD -- '*.cpp'; git ls-files --others --exclude-standard -- '*.cpp'; } | existing
    fi
}
