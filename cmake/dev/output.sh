# How the commands of ./dev speak.

say() { printf '== %s\n' "$*"; }

complain() { printf 'dev: %s\n' "$*" >&2; }

# quietly LOG COMMAND...: shows the output only if the command fails.
quietly()
{
    local log="$1"
    shift
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        complain "failed: $*"
        return 1
    fi
}
