# What a machine needs. Silent when nothing is missing.

packages_build=(
    ca-certificates ccache cmake curl g++ git gzip jq make ninja-build
    catch2 libbenchmark-dev libboost-json1.81-dev libboost-url1.81-dev libboost1.81-dev libcli11-dev
    libcurl4-openssl-dev libexpected-dev libfmt-dev libhiredis-dev libhowardhinnant-date-dev
    libpq-dev librapidcheck-dev libsoci-dev libsodium-dev libspdlog-dev libsqlite3-dev
    prometheus-cpp-dev zlib1g-dev)
packages_test=(clang-format-19 clang-tidy-19 gcovr postgresql redis-server)
packages_fuzz=(clang-19 libclang-rt-19-dev)
packages_bench=(nginx-light wrk)

# setup_packages GROUP...
setup_packages()
{
    local wanted=() missing=() group
    for group in "$@"; do
        local -n names="packages_$group"
        wanted+=("${names[@]}")
    done
    node_is_enough || wanted+=(nodejs)
    command -v npm >/dev/null || wanted+=(npm)

    local installed name
    installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' 2>/dev/null) "
    for name in "${wanted[@]}"; do
        [[ "$installed" == *" installed:$name "* ]] || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0

    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            complain "please have root run: apt-get install ${missing[*]}"
            return 1
        }
        sudo=(sudo)
    fi
    say "installing ${missing[*]}"
    quietly build/apt.log "${sudo[@]}" apt-get -qq update
    # --no-remove: libboost1.81-dev conflicts with every other Boost, and replacing the one that
    # somebody works with is not for a script to decide.
    quietly build/apt.log "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-remove --no-install-recommends "${missing[@]}" || {
        complain "if another libboost-dev is in the way, remove it first: apt-get remove 'libboost*-dev'"
        return 1
    }
}

node_is_enough()
{
    command -v node >/dev/null || return 1
    local version
    version="$(node --version)"
    version="${version#v}"
    [ "${version%%.*}" -ge 18 ]
}

# The documentation pages and the linter of the API description.
setup_npm()
{
    local stamp=node_modules/.installed
    if [ -f "$stamp" ] && cmp -s "$stamp" package-lock.json; then
        return 0
    fi
    say "installing npm packages"
    quietly build/npm.log npm ci
    cp package-lock.json "$stamp"
}

setup_hooks()
{
    git rev-parse --git-dir >/dev/null 2>&1 || return 0
    [ "$(git config core.hooksPath || true)" = cmake/git-hooks ] ||
        git config core.hooksPath cmake/git-hooks
}
