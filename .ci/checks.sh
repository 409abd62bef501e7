# The checks of .ci/run that are more than one command. They run in the copy.

MAX_LINES=300
MAX_START_SECONDS=20
ORDINARY_USER=trellis-ci

# What is committed; outside a git checkout, everything but what is made from it.
committed_sources() {
  # The checkout may belong to another account than the one that checks it.
  git -c safe.directory='*' -C "$ROOT" archive HEAD 2>/dev/null ||
    tar cf - -C "$ROOT" --exclude=./node_modules --exclude=./dist --exclude=./.trellis --exclude=./.git .
}

sources() {
  find apps libs migrations tools test bench .ci -type f \
    \( -name '*.ts' -o -name '*.tsx' -o -name '*.js' -o -name '*.mjs' -o -path '.ci/*' \) \
    -not -path '*/node_modules/*' -not -path 'libs/contract/src/schema.ts' -not -path 'bench/results/*' 2>/dev/null
}

no_long_files() {
  local file lines long=0
  while read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le "$MAX_LINES" ] || { echo "$file has $lines lines"; long=1; }
  done < <(sources)
  return $long
}

no_skipped_tests() {
  ! grep -rnE '\b(it|test|describe)\.(skip|only|todo|failing)\b|^\s*(xit|xtest|xdescribe|fit|fdescribe)\(' \
    --include='*.spec.ts' --include='*.spec.tsx' apps libs migrations tools test bench
}

# starts_and_stops FOLDER USER: npm start comes up from a fresh copy, comes up again, leaves nothing.
starts_and_stops() {
  local folder=$1 user=$2
  start_once "$folder" "$user" 240 || return 1
  start_once "$folder" "$user" "$MAX_START_SECONDS" || return 1
}

start_once() {
  local folder=$1 user=$2 limit=$3 log start=$SECONDS port pid exit_code
  log=$(mktemp "$LOGS/start-$user-XXXX")
  # A session of its own: as in a terminal, and away from the signals of this script.
  (cd "$folder" && exec setsid runuser -u "$user" -- env HOME="$(getent passwd "$user" | cut -d: -f6)" \
    PATH="$PATH" npm start) >"$log" 2>&1 </dev/null &
  pid=$!
  BACKGROUND+=("$pid")
  wait_for "$limit" grep -qE '^Trellis is ready|could not start|build failed' "$log"
  port=$(sed -nE 's|.*Trellis +http://localhost:([0-9]+)/.*|\1|p' "$log" | head -n 1)
  [ -n "$port" ] || { cat "$log"; echo "npm start as $user did not come up within $limit s"; return 1; }
  wait_for 10 curl_ok "http://127.0.0.1:$port/readyz" || { cat "$log"; echo '/readyz does not answer 200'; return 1; }
  curl_ok "http://127.0.0.1:$port/" || { echo 'the client is not served'; return 1; }
  echo "npm start as $user: usable after $((SECONDS - start)) s"
  kill -INT "$(cat "$folder/.trellis/start.pid")"
  wait "$pid"
  exit_code=$?
  [ "$exit_code" = 0 ] || { cat "$log"; echo "npm start ended with $exit_code after Ctrl-C"; return 1; }
  if processes_of "$folder"; then echo 'left running after Ctrl-C: see above'; return 1; fi
}

# processes_of TEXT: command lines that hold the text; fails when there are none. ps may not be installed.
processes_of() {
  local process found=1
  for process in /proc/[0-9]*; do
    tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -F -- "$1" && found=0
  done
  return $found
}

# Node's own client: curl may not be installed.
curl_ok() {
  node -e 'fetch(process.argv[1], { headers: { accept: "text/html" } }).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"
}

make_ordinary_user() {
  id "$ORDINARY_USER" || useradd --create-home "$ORDINARY_USER"
}

# The fresh copy: sources as committed, with the packages that npm ci brought.
make_fresh_copy() {
  mkdir "$WORK/fresh" && tar xf "$WORK/sources.tar" -C "$WORK/fresh" &&
    cp -al "$COPY/node_modules" "$WORK/fresh/node_modules"
}

hand_over_to_ordinary_user() {
  rm -rf "$WORK/fresh/.trellis" && chown -R "$ORDINARY_USER:" "$WORK/fresh"
}

# Private servers of Debian's PostgreSQL and Redis, on free ports; sets the TEST_ addresses.
start_debian_servers() {
  local bin data port redis_port
  bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
  data="$WORK/debian-postgres"
  port=$(free_port)
  redis_port=$(free_port)
  install -d -o postgres "$data" || return 1
  runuser -u postgres -- "$bin/initdb" -D "$data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 -N || return 1
  (cd / && exec runuser -u postgres -- "$bin/postgres" -D "$data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=150 -c fsync=off) &
  BACKGROUND+=($!)
  redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --dir "$WORK" &
  BACKGROUND+=($!)
  export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
  export TEST_REDIS_URL="redis://127.0.0.1:$redis_port"
  wait_for 30 "$bin/pg_isready" -h 127.0.0.1 -p "$port" && wait_for 10 redis-cli -p "$redis_port" ping
  "$bin/postgres" --version
  redis-server --version
}

# import_oruk FOLDER: the standard's published examples of services go in, on a database of their own.
import_oruk() {
  local url="${TEST_DATABASE_URL%/*}/oruk_import" file
  psql "$TEST_DATABASE_URL" -c 'create database oruk_import' || return 1
  for file in "$1"/service_full.json "$1"/service_list.json; do
    DATABASE_URL="$url" npm run -s import:oruk -- "$file" || return 1
  done
}
