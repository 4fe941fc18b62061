# Fuzzing. Inputs that broke something are left in build/fuzz/found, to be mended and then added to
# tests/fuzz/corpus.

#: fuzz [seconds] [name] fuzzes every parser (or the one of that name), by default a minute each
cmd_fuzz()
{
    begin_tally
    fuzz "${1:-60}" "${2:-*}"
    report
}

# fuzz SECONDS PATTERN
fuzz()
{
    setup_packages build fuzz
    setup_npm
    step build_fuzz build fuzz || return 0
    local target names=()
    for target in build/fuzz/tests/fuzz/upbeat_fuzz_$2; do
        [ ! -x "$target" ] || names+=("${target##*/upbeat_fuzz_}")
    done
    if [ "${#names[@]}" -eq 0 ]; then
        complain "no fuzz target is called $2"
        count fuzz 0 1
        return 0
    fi
    export -f fuzz_one
    printf '%s\n' "${names[@]}" | xargs -P "$jobs" -I{} bash -c 'fuzz_one "$@"' _ {} "$1" "$tally" || true
}

# fuzz_one NAME SECONDS TALLY: in a process of its own, several beside each other.
fuzz_one()
{
    local name="$1" found="build/fuzz/found/$1" log="build/fuzz/found/$1.log" result=passed
    mkdir -p "$found/inputs"
    "build/fuzz/tests/fuzz/upbeat_fuzz_$name" -max_total_time="$2" -timeout=10 \
        -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$found/" -print_final_stats=1 \
        "$found/inputs" "tests/fuzz/corpus/$name" >"$log" 2>&1 || result=failed
    if [ "$result" = passed ]; then
        echo "fuzz_$name 1 0" >>"$3"
        echo "fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        echo "fuzz_$name 0 1" >>"$3"
        tail -n 40 "$log" >&2
        echo "dev: fuzz_$name failed: its input is in $found" >&2
    fi
}
