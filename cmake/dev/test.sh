# Tests, and how many there were. `N passed, N failed` counts test cases, checks and scripts.

rings='domain|application|adapters|contract|infrastructure|apps|boundary|consumer'

#: test [ring|name]     everything that CI runs; or one ring (domain, application, adapters, contract,
#:                      infrastructure, apps, boundary, consumer), or the tests of that name
cmd_test()
{
    begin_tally
    if [ $# -gt 0 ]; then
        test_some "$1"
    else
        test_all
    fi
    report
}

test_all()
{
    setup_packages build test fuzz
    setup_npm
    setup_hooks
    trap stop_servers EXIT
    run_checks --inner

    say "tests with address and undefined-behaviour sanitizers"
    if step build_dev build dev; then
        start_postgres
        start_redis
        run_ctest dev
    fi
    say "tests with the thread sanitizer"
    test_threads
    say "fuzzing every parser, a minute each"
    fuzz 60 '*'
}

# One ring or name, built as far as it is needed.
test_some()
{
    local select=(-R "$1")
    [[ ! "$1" =~ ^($rings)$ ]] || select=(-L "^$1\$")
    setup_packages build
    setup_npm
    configure dev
    # The lists may have changed since; this is quick when they have not.
    cmake --build --preset dev --target build.ninja >/dev/null
    build_tests dev "${select[@]}" || { count build 0 1; return 0; }
    if needs_label dev 'postgres|redis' "${select[@]}"; then
        setup_packages test
        trap stop_servers EXIT
        start_postgres
        start_redis
    fi
    run_ctest dev "${select[@]}"
}

# Races show in what runs on several threads; the rest would only run slower.
test_threads()
{
    configure tsan
    step build_tsan build_tests tsan -L concurrency || return 0
    run_ctest tsan -L concurrency
}

build_tests()
{
    local preset="$1" targets
    shift
    mapfile -t targets < <(selected "$preset" "$@" | grep '^upbeat_test_')
    [ "${#targets[@]}" -eq 0 ] || build "$preset" --target "${targets[@]}"
}

selected() { ctest --test-dir "build/$1" -N "${@:2}" | sed -n 's/^ *Test *#[0-9]*: //p'; }

needs_label() { [ -n "$(selected "$1" -L "$2" "${@:3}")" ]; }

run_ctest()
{
    local preset="$1" results="$root/build/$1/results.xml"
    shift
    rm -f "$results"
    UPBEAT_TEST_TALLY="$tally" ctest --test-dir "build/$preset" --parallel "$jobs" \
        --output-on-failure --output-junit "$results" "$@" || true
    count_scripts "$results"
}

# A binary counts its own cases; what failed without a count (a crash, a time-out, a script) is one.
count_scripts()
{
    [ -f "$1" ] || { count ctest 0 1; return 0; }
    local name status
    while read -r name status; do
        if [ "$status" = run ]; then
            grep -q "^$name " "$tally" || count "$name" 1 0
        elif ! grep -qE "^$name [0-9]+ [1-9]" "$tally"; then
            count "$name" 0 1
        fi
    done < <(sed -n 's/.*<testcase name="\([^"]*\)".*status="\([^"]*\)".*/\1 \2/p' "$1")
}

begin_tally()
{
    mkdir -p build
    tally="$root/build/tally"
    : >"$tally"
}

count() { echo "$1 $2 $3" >>"$tally"; }

# step NAME COMMAND...: a check that counts as one test. The command runs in a shell of its own, so
# that a failure inside it ends it.
step()
{
    local name="$1" result=0
    shift
    set +e
    (set -euo pipefail; "$@")
    result=$?
    set -e
    if [ "$result" -eq 0 ]; then
        count "$name" 1 0
    else
        count "$name" 0 1
        complain "check failed: $name"
    fi
    return "$result"
}

report()
{
    local passed failed
    read -r passed failed < <(awk '{ p += $2; f += $3 } END { print p + 0, f + 0 }' "$tally")
    awk '$3 > 0 { print "failed: " $1 }' "$tally"
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
