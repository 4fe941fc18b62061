# A private PostgreSQL and Redis in a temporary folder, on free ports of the loopback.

servers_folder=""

# start_postgres [durable]: sets UPBEAT_TEST_POSTGRES_URL. Unless durable, nothing waits for the disk.
start_postgres()
{
    make_servers_folder
    local bin data="$servers_folder/postgres" port log="$servers_folder/postgres.log"
    bin="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
    as_postgres "$bin/initdb" -D "$data" -U upbeat -A trust -E UTF8 --locale C.UTF-8 \
        >"$servers_folder/initdb.log" 2>&1 || { cat "$servers_folder/initdb.log" >&2; return 1; }

    local settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
    [ "${1:-}" = durable ] || settings+=" -c fsync=off -c full_page_writes=off -c shared_buffers=64MB"
    for _ in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        if as_postgres "$bin/pg_ctl" -D "$data" -o "-p $port $settings" -l "$log" -w -s start \
            >/dev/null 2>&1; then
            as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U upbeat upbeat
            export UPBEAT_TEST_POSTGRES_URL="postgresql://upbeat@127.0.0.1:$port/upbeat"
            return 0
        fi
    done
    cat "$log" >&2
    complain "PostgreSQL does not start"
    return 1
}

# start_redis: sets UPBEAT_TEST_REDIS_URL.
start_redis()
{
    make_servers_folder
    local port
    for _ in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --daemonize yes \
            --dir "$servers_folder" --pidfile "$servers_folder/redis.pid" >/dev/null
        for _ in $(seq 50); do
            if [ "$(redis-cli -p "$port" ping 2>/dev/null)" = PONG ]; then
                export UPBEAT_TEST_REDIS_URL="redis://127.0.0.1:$port"
                return 0
            fi
            sleep 0.1
        done
    done
    complain "Redis does not start"
    return 1
}

# Call it from a trap, so that nothing is left behind however the command ends.
stop_servers()
{
    [ -n "$servers_folder" ] || return 0
    if [ -f "$servers_folder/redis.pid" ]; then
        kill "$(cat "$servers_folder/redis.pid")" 2>/dev/null || true
    fi
    if [ -f "$servers_folder/postgres/postmaster.pid" ]; then
        kill -QUIT "$(head -n 1 "$servers_folder/postgres/postmaster.pid")" 2>/dev/null || true
    fi
    rm -rf "$servers_folder"
    servers_folder=""
}

make_servers_folder()
{
    [ -z "$servers_folder" ] || return 0
    servers_folder="$(mktemp -d "${TMPDIR:-/tmp}/upbeat-servers.XXXXXX")"
    chmod 755 "$servers_folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$servers_folder"
}

# PostgreSQL refuses to run as root.
as_postgres()
{
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$servers_folder" && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}
