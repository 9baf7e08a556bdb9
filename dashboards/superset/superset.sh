#!/usr/bin/env bash
# Superset for this house: installed, prepared, served and stopped by this one script, from the command line
# (./chitieu dashboards …) and from docker-compose.yml alike.
#
#   superset.sh install   the Python environment, once per constraints.txt; safe beside a build
#   superset.sh up        all that is missing, then serve in the background; quick when it already runs
#   superset.sh run       the same in the foreground, for a container
#   superset.sh import    dashboards, roles and users as they stand in git
#   superset.sh down      stop what `up` started
#   superset.sh status    whether it runs, and where
#   superset.sh shots [--out DIR]   pictures of the dashboards, as a leader sees them
#   superset.sh secrets   create state/people.yaml and the missing secrets, and nothing else
#
# Environment: CHITIEU_HOME (needed by all but install), CHITIEU_VENV, SUPERSET_BIND (127.0.0.1),
#   SUPERSET_PORT (the one it was last started on, at first 8088),
#   SUPERSET_DB_URI, or SUPERSET_DB_HOST with SUPERSET_DB_PASSWORD (default: SQLite in the home),
#   SUPERSET_HTTPS=1 behind a proxy that speaks HTTPS, CHITIEU_PUBLIC=1 to show schema mart_public to whoever comes.
# Exit codes: 0 fine · 2 usage · 20 the surroundings refuse · 30 failed.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
REPO=$(cd "$HERE/../.." && pwd -P)
VENV=${CHITIEU_VENV:-$REPO/.chitieu/venv}
BIND=${SUPERSET_BIND:-127.0.0.1}
PYTHON=$VENV/bin/python

say() { echo "superset: $*"; }
refuse() { echo "superset: $*" >&2; exit 20; }
fail() { echo "superset: $*" >&2; exit 30; }

# --- Ending early ----------------------------------------------------------------------------------
# Long work runs as a child of its own process group, so that a signal ends it and all it started.
child='' serving='' keep_serving='' unfinished=''
exec 7>&2   # the terminal, also where stderr goes to a log
run_child() {
  set -m
  "$@" </dev/null 7>&- 8>&- 9>&- &
  child=$!
  set +m
  local code=0
  wait "$child" || code=$?
  child=''
  return "$code"
}
interrupted() {
  trap '' INT TERM
  echo 'superset: interrupted, ending what was started' >&7
  [ -z "$child" ] || { kill -TERM -- "-$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; }
  exit 30
}
ended() {
  local code=$?
  if [ -n "$serving" ] && [ -z "$keep_serving" ]; then stop_group "$serving"; rm -f "$PID_FILE"; fi
  [ -z "$unfinished" ] || rm -f "$unfinished"*
  exit "$code"
}
trap interrupted INT TERM
trap ended EXIT

# One at a time per environment (fd 8) and per home (fd 9); the lock ends with its holder.
lock() {
  command -v flock >/dev/null || return 0
  until flock -w 1 "$1"; do :; done
}

# --- The Python environment ------------------------------------------------------------------------
find_python() {
  local name
  for name in python3.11 python3 python; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      "$name" -c 'import ensurepip, venv' 2>/dev/null ||
        refuse "$name lacks the venv module. Debian and Ubuntu: apt install python3.11-venv"
      command -v "$name"
      return
    fi
  done
  refuse 'Python 3.11 is missing (looked for python3.11, python3, python on the PATH).
  Debian 12: apt install python3.11 python3.11-venv · Fedora: dnf install python3.11
  elsewhere: https://www.python.org/downloads/ or `pyenv install 3.11`. Superset 6.1 does not run on another version here.'
}

wanted_packages() { cat "$HERE/requirements.txt" "$HERE/constraints.txt" | cksum; }

is_installed() { [ "$(cat "$VENV/.complete" 2>/dev/null)" = "$(wanted_packages)" ]; }

install() {
  if is_installed; then return; fi   # before any write: in a container this place is read-only
  mkdir -p "$(dirname "$VENV")"
  exec 8>"$VENV.lock"
  lock 8
  if is_installed; then exec 8>&-; return; fi   # another one was at it
  local python log=$VENV.log
  python=$(find_python)
  if [ -e "$VENV" ] && [ ! -e "$VENV/pyvenv.cfg" ] && [ -n "$(ls -A "$VENV")" ]; then
    refuse "$VENV exists and is no Python environment; move it away or set CHITIEU_VENV"
  fi
  say 'installing Python packages (about a minute; the first time longer, they are downloaded)'
  rm -rf "$VENV"   # one that was interrupted, or of other versions: never mended, always made anew
  : >"$log"
  run_child "$python" -m venv "$VENV" >>"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "no Python environment, see $log"; }
  run_child "$PYTHON" -m pip install --quiet --no-input --disable-pip-version-check \
    -c "$HERE/constraints.txt" -r "$HERE/requirements.txt" >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; fail "pip could not install Superset, see $log"; }
  wanted_packages >"$VENV/.complete"
  exec 8>&-
  say 'Python packages are installed'
}

# --- The home --------------------------------------------------------------------------------------
open_home() {
  [ -n "${CHITIEU_HOME:-}" ] || { echo 'superset: CHITIEU_HOME is not set' >&2; exit 2; }
  case $CHITIEU_HOME in /*) ;; *) echo 'superset: CHITIEU_HOME must be an absolute path' >&2; exit 2 ;; esac
  STATE=$CHITIEU_HOME/state
  RUN=$STATE/superset
  SECRETS=$STATE/secrets.env
  PEOPLE=$STATE/people.yaml
  PID_FILE=$RUN/superset.pid
  LOG=$RUN/superset.log
  mkdir -p "$RUN" 2>/dev/null || refuse "$RUN can't be written"
  chmod 700 "$RUN" 2>/dev/null || true
  exec 9>"$RUN/lock"
  lock 9
  PORT=${SUPERSET_PORT:-$(cat "$RUN/port" 2>/dev/null || echo 8088)}   # unless told: where it was last started
  ADDRESS=http://127.0.0.1:$PORT
}

# Who may look, and the secrets: all that the environment must hold before anything is prepared or served.
open_people() {
  [ -e "$PEOPLE" ] || first_people
  [ -r "$PEOPLE" ] || refuse "$PEOPLE can't be read"
  load_secrets
  export CHITIEU_PEOPLE=$PEOPLE SUPERSET_HOME=$RUN SUPERSET_CONFIG_PATH=$HERE/superset_config.py PYTHONUTF8=1
  export CHITIEU_WAREHOUSE=$STATE/releases/current/warehouse.duckdb
  if [ -z "${SUPERSET_DB_URI:-}" ] && [ -n "${SUPERSET_DB_HOST:-}" ]; then
    export SUPERSET_DB_URI="postgresql+psycopg2://superset:$SUPERSET_DB_PASSWORD@$SUPERSET_DB_HOST/superset"
  fi
}

need_release() {
  [ -r "$CHITIEU_WAREHOUSE" ] || refuse "nothing is published yet: $CHITIEU_WAREHOUSE is missing (run a night first)"
}

random() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# The first two people of a home; from then on the file is the operator's.
first_people() {
  local places=("$CHITIEU_HOME"/share/*/van-phong) locality=''
  [ -d "${places[0]}" ] || refuse "$PEOPLE is missing, and without the share it can't be told which locality this home is of"
  if [ ${#places[@]} = 1 ]; then locality=$(basename "$(dirname "${places[0]}")"); fi
  (umask 077; cat >"$PEOPLE.new" <<END
# Ai được xem bảng điều hành. Mỗi người bắt đầu bằng dòng “- username: …” (chữ thường, không dấu); sửa xong chạy
# ./chitieu dashboards import. Mật khẩu nằm ở secrets.env bên cạnh, dòng SUPERSET_<USERNAME>_PASSWORD, người mới thì tự sinh.
# Ai bị bỏ khỏi tệp này thì không đăng nhập được nữa.
#   role: LanhDao hoặc VanPhong (xem một địa bàn, phải có locality), LanhDaoThanhPho (xem mọi địa bàn), QuanTri (quản trị)
#   restricted: true thì thấy cả chỉ tiêu hạn chế công khai. Không ghi: LanhDao, VanPhong thấy, LanhDaoThanhPho không.
- username: lanhdao
  name: Lãnh đạo
$(if [ -n "$locality" ]; then printf '  role: LanhDao\n  locality: %s' "$locality"; else printf '  role: LanhDaoThanhPho'; fi)
- username: admin
  name: Quản trị hệ thống
  role: QuanTri
END
  )
  mv "$PEOPLE.new" "$PEOPLE"
}

people() { sed -n 's/^- username: \([a-z][a-z0-9_]*\)[[:space:]]*$/\1/p' "$PEOPLE"; }
check_people() { "$PYTHON" "$HERE/tools/people.py" "$PEOPLE" || exit 20; }

# Environment before file before a new random value; what exists is kept, what is printed is never a secret.
load_secrets() {
  local key value size missing='' kept='' keys
  PASSWORDS=$(people | tr 'a-z' 'A-Z' | sed 's/.*/SUPERSET_&_PASSWORD/')
  keys="SUPERSET_SECRET_KEY SUPERSET_DB_PASSWORD "$(echo $PASSWORDS)
  if [ -r "$SECRETS" ]; then
    kept=$(cat "$SECRETS")
    while IFS='=' read -r key value; do
      case " $keys " in
        *" $key "*) [ -n "${!key:-}" ] || printf -v "$key" %s "$value" ;;
      esac
    done <"$SECRETS"
  fi
  for key in $keys; do
    if [ -z "${!key:-}" ]; then
      if [ "$key" = SUPERSET_SECRET_KEY ]; then size=32; else size=10; fi
      printf -v "$key" %s "$(random $size)"
      missing+="$key=${!key}"$'\n'
    fi
    # shellcheck disable=SC2163
    export "$key"
  done
  [ -n "$missing" ] || return 0
  (umask 077; printf '%s' "${kept:+$kept$'\n'}$missing" >"$SECRETS.new") 2>/dev/null ||
    refuse "$SECRETS can't be written, and these are missing: $(cut -d= -f1 <<<"$missing" | xargs)"
  mv "$SECRETS.new" "$SECRETS"
}

# --- Preparing -------------------------------------------------------------------------------------
# Stamps say what was done, each as a checksum of what it was done from.
program() { { echo "${SUPERSET_DB_URI:-sqlite} ${SUPERSET_HTTPS:-}"; cat "$HERE/constraints.txt" "$HERE/superset_config.py" "$HERE"/tools/*.py "$HERE"/static/*.html "$HERE"/i18n/vi/*/*.po; } | cksum; }
assets() {
  local key
  { echo "$CHITIEU_WAREHOUSE ${CHITIEU_PUBLIC:-}"; for key in $PASSWORDS; do echo "${!key}"; done; cat "$HERE/access.yaml" "$PEOPLE"
    find "$HERE/.." -path "$HERE" -prune -o \( -name '*.yaml' -o -name board.css \) -print | LC_ALL=C sort | while read -r f; do echo "$f"; cat "$f"; done; } | cksum
}
is_done() { [ "$(cat "$RUN/$1.done" 2>/dev/null)" = "$2" ]; }

prepare() {   # prepare [force]: metadata and assets, as far as they are out of date
  local migrate='' import='' code=0
  is_done program "$(program)" || migrate=migrate
  [ -n "${SUPERSET_DB_URI:-}" ] || [ -e "$RUN/superset.db" ] || migrate=migrate
  { [ -z "$migrate" ] && [ -z "${1:-}" ] && is_done assets "$(assets)"; } || import=import
  [ -n "$migrate$import" ] || return 0
  [ -z "$migrate" ] || say 'preparing the metadata database'
  if [ -n "$migrate" ] && [ -z "${SUPERSET_DB_URI:-}" ]; then
    # SQLite can't undo a half-made schema: work on a copy, put it in place when all went well.
    unfinished=$RUN/next.db
    rm -f "$unfinished"*
    [ ! -e "$RUN/superset.db" ] || cp "$RUN/superset.db" "$unfinished"
    prepare_run "sqlite:///$unfinished" migrate import || code=$?
    [ "$code" != 0 ] || mv "$unfinished" "$RUN/superset.db"
  else
    prepare_run "${SUPERSET_DB_URI:-}" $migrate import || code=$?
  fi
  [ "$code" = 0 ] || fail "preparing failed, see $RUN/prepare.log"
  program >"$RUN/program.done"
  assets >"$RUN/assets.done"
}
prepare_run() {   # prepare_run DB_URI STEP…
  run_child env SUPERSET_DB_URI="$1" "$PYTHON" "$HERE/tools/prepare.py" "${@:2}" 2>"$RUN/prepare.log" ||
    { grep -v '^$' "$RUN/prepare.log" | tail -n 12 >&2; return 30; }
}

# --- Serving ---------------------------------------------------------------------------------------
running() {   # sets pid when the process of our pid file is really ours
  pid=$(cat "$PID_FILE" 2>/dev/null) || return 1
  case $(ps -p "$pid" -o args= 2>/dev/null) in *"$PID_FILE"*) return 0 ;; esac
  return 1
}
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; }
healthy() {
  (exec 3<>"/dev/tcp/127.0.0.1/$PORT" && printf 'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 &&
    head -n 1 <&3 | grep -q ' 200 ') 2>/dev/null
}
stop_group() {
  kill -TERM "$1" 2>/dev/null || return 0
  local i
  for i in $(seq 100); do kill -0 "$1" 2>/dev/null || return 0; sleep 0.1; done
  kill -KILL -- "-$1" 2>/dev/null || true
}
gunicorn_command() {   # what serves has no use for anybody's password
  COMMAND=(env $(for key in $PASSWORDS; do echo "-u $key"; done) "$PYTHON" -m gunicorn --pid "$PID_FILE" --bind "$BIND:$PORT" --workers "${SUPERSET_WORKERS:-2}"
    --worker-class gthread --threads 8 --timeout 60 --graceful-timeout 5 --worker-tmp-dir "$RUN"
    --error-logfile - --log-level warning 'superset.app:create_app()')
}

start() {
  say "starting on $ADDRESS"
  [ ! -e "$LOG" ] || mv "$LOG" "$LOG.previous"
  gunicorn_command
  serving=$("$PYTHON" -c 'import subprocess, sys
with open(sys.argv[1], "ab") as log:
    print(subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True).pid)' \
    "$LOG" "${COMMAND[@]}")
  local i
  for i in $(seq 600); do
    if healthy; then
      running && [ "$pid" = "$serving" ] || fail "port $PORT is answered by something else"
      program >"$RUN/serving.done"
      echo "$PORT" >"$RUN/port"
      keep_serving=yes
      return
    fi
    kill -0 "$serving" 2>/dev/null || { tail -n 20 "$LOG" >&2; fail "it ended at once, see $LOG"; }
    sleep 0.2
  done
  fail "no answer within two minutes, see $LOG"
}

stop() {
  if running; then stop_group "$pid"; fi
  rm -f "$PID_FILE"
}

up() {
  open_home
  open_people
  need_release
  if ! running && port_taken; then refuse "port $PORT is taken by another program; set SUPERSET_PORT"; fi
  install
  check_people
  local fresh=''
  if running; then
    is_done serving "$(program)" && healthy && fresh=yes
    if [ -z "$fresh" ]; then say 'its program changed, restarting'; stop; fi
  fi
  prepare
  if [ -n "$fresh" ]; then say 'already running'; else start; fi
  cat <<END
superset: $ADDRESS
superset: accounts $(people | xargs), passwords in $SECRETS
END
}

import() {
  open_home
  open_people
  need_release
  install
  check_people
  local stale=''
  if running && ! is_done serving "$(program)"; then stale=yes; stop; fi   # its database is about to be replaced
  prepare force
  [ -z "$stale" ] || start
}

run() {
  open_home
  open_people
  until [ -r "$CHITIEU_WAREHOUSE" ]; do say 'waiting for the first release'; run_child sleep 30; done
  install
  check_people
  prepare
  gunicorn_command
  rm -f "$PID_FILE"
  exec "${COMMAND[@]}" 7>&- 8>&- 9>&-
}

case ${1:-} in
  install) install ;;
  up) up ;;
  run) run ;;
  import) import ;;
  down) open_home; if running; then stop; say 'stopped'; else rm -f "$PID_FILE"; say 'was not running'; fi ;;
  status) open_home; if running; then say "running at $ADDRESS"; else say 'not running'; fi ;;
  shots) shift; open_home; open_people; running || refuse 'not running: `superset.sh up` first'
    run_child "$PYTHON" "$HERE/tools/shots.py" --url "$ADDRESS" "$@" || fail 'no pictures' ;;
  secrets) open_home; open_people; say "people are in $PEOPLE, secrets in $SECRETS" ;;
  *) sed -n '5,17s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
