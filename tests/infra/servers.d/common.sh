# What every server script needs: daemons that are known by pid and start time, ports, passwords, waiting.
# shellcheck shell=bash
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

say()  { printf 'servers: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# --- processes ----------------------------------------------------------------------------------------------------------

# Starts a daemon in a session of its own, so that Ctrl-C reaches only who started it. Descriptor 9 is the folder's lock.
launch() {   # launch NAME COMMAND...
    local name=$1; shift
    setsid "$@" </dev/null >>"$home/log/$name.log" 2>&1 9>&- &
    remember "$home/pids/$name" "$!"
}

remember() { printf '%s %s\n' "$2" "$(start_time "$2")" >"$1"; }

# A pid alone may belong to somebody else after a crash; together with its start time it is unique.
start_time() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    read -r -a stat <<<"${stat##*) }"
    [[ ${stat[0]} != Z ]] || return 1
    printf '%s\n' "${stat[19]}"
}

is_alive() {   # is_alive PID_FILE
    local pid begun
    { read -r pid begun <"$1"; } 2>/dev/null || return 1
    [[ $(start_time "$pid") == "$begun" ]]
}

# Sends the signal to a server's daemons, last started first, and kills what has not ended after half a minute.
end_daemons() {   # end_daemons HOME SIGNAL
    local files=() index pid children
    [[ ! -d $1/pids ]] || mapfile -t files < <(find "$1/pids" -type f | sort -r)
    for index in "${!files[@]}"; do
        if is_alive "${files[index]}"; then
            read -r pid _ <"${files[index]}"
            mapfile -t children < <(pgrep -P "$pid")
            kill "-$2" "$pid" 2>/dev/null || true
            [[ $2 == KILL ]] || wait_until 30 is_gone "${files[index]}" || kill -KILL "$pid" 2>/dev/null || true
            kill -KILL "${children[@]}" 2>/dev/null || true    # PostgreSQL's children outlive a killed parent for a moment.
            wait_until 10 is_gone "${files[index]}" || say "process $pid does not end"
        fi
        rm -f "${files[index]}"
    done
}

is_gone() { ! is_alive "$1"; }

wait_until() {   # wait_until SECONDS COMMAND...
    local deadline=$((SECONDS + $1)); shift
    until "$@" >/dev/null 2>&1; do
        (( SECONDS < deadline )) || return 1
        sleep 0.1
    done
}

# Waits until the server answers; gives up at once when one of its daemons has ended.
wait_for_answer() {   # wait_for_answer SECONDS
    local deadline=$((SECONDS + $1)) pid_file
    until answers >/dev/null 2>&1; do
        for pid_file in "$home"/pids/*; do
            is_alive "$pid_file" || fail "${pid_file##*/} ended"
        done
        (( SECONDS < deadline )) || { answers || true; fail "no answer within $1 s"; }
        sleep 0.1
    done
}

# --- small things ---------------------------------------------------------------------------------------------------------

# Below the kernel's range for outgoing connections, so that none of them takes the port before its server does.
free_port() {
    local port
    while :; do
        port=$((20000 + SRANDOM % 12000))
        is_listening "$port" || { printf '%s\n' "$port"; return; }
    done
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

random_text() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }     # random_text BYTES

# Settings are written once, when everything they stand for exists: a start that was cut short begins anew.
save_settings() {   # save_settings NAME...
    local name
    (
        umask 077
        for name in "$@"; do printf '%s=%q\n' "$name" "${!name}"; done >"$home/settings.new"
    )
    mv "$home/settings.new" "$home/settings"
}

load_settings() {
    # shellcheck disable=SC1091 # written by save_settings
    source "$home/settings"
}

publish() {   # publish LINE...
    ( umask 077; printf '%s\n' "$@" >"$home/env" )
}

# A server script is called as: SCRIPT start|answers|wipe HOME (and what it adds itself).
run_server_script() {
    local command=$1
    home=$2; shift 2
    cd /        # No daemon keeps a folder of the caller busy.
    case $command in
        start)
            [[ -s $home/settings ]] || prepare
            load_settings
            start ;;
        *)
            [[ -s $home/settings ]] || { [[ $command == wipe ]] && return 0; fail "$home has no server"; }
            load_settings
            "$command" "$@" ;;
    esac
}

wipe() { :; }   # For a server that keeps everything in its own folder.
