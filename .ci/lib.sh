# What .ci/run is made of: steps that are timed and counted, and servers that are put away again.

PASSED=0
FAILED=0
SUMMARY=()
BACKGROUND=()

say() { printf '%s\n' "$*"; }

# step NAME COMMAND…: runs it, shows its output when it fails, counts it when it fails.
step() {
  local name=$1 log="$LOGS/${1//[^a-zA-Z0-9]/-}.log" start=$SECONDS result=ok
  shift
  say "== $name"
  if ! "$@" >"$log" 2>&1; then
    result=FAILED
    FAILED=$((FAILED + 1))
    tail -n 150 "$log"
  fi
  remember "$name" "$result" $((SECONDS - start))
  [ "$result" = ok ]
}

# tests NAME PROJECT…: a step whose tests are counted one by one.
tests() {
  local name=$1 start=$SECONDS result=ok counts
  local log="$LOGS/${1//[^a-zA-Z0-9]/-}.log" json="$LOGS/${1//[^a-zA-Z0-9]/-}.json"
  shift
  say "== $name"
  NODE_OPTIONS='--experimental-vm-modules --no-warnings' node_modules/.bin/jest \
    --json --outputFile="$json" --selectProjects "$@" >"$log" 2>"$log.err" || result=FAILED
  counts=$(node --input-type=module -e '
    const { readTotals } = await import(process.argv[1]);
    const { passed, failed } = readTotals(process.argv[2]);
    console.log(passed, failed);
  ' "$COPY/dist/tools/testing/totals.js" "$json") || counts='0 1'
  PASSED=$((PASSED + ${counts% *}))
  FAILED=$((FAILED + ${counts#* }))
  [ "${counts#* }" = 0 ] || result=FAILED
  # Jest can fail without a failing test: a threshold, or a project without tests.
  if [ "$result" = FAILED ]; then
    [ "${counts#* }" != 0 ] || FAILED=$((FAILED + 1))
    tail -n 250 "$log.err"
  else
    tail -n 6 "$log.err"
  fi
  remember "$name" "$result (${counts% *} passed, ${counts#* } failed)" $((SECONDS - start))
}

# left_out NAME REASON: says plainly what this run does not show.
left_out() {
  say "== $1: left out, $2"
  remember "$1" "left out: $2" 0
}

remember() {
  SUMMARY+=("$(printf '%5ss  %-34s %s' "$3" "$1" "$2")")
}

finish() {
  trap - EXIT
  clean_up
  say ''
  printf '%s\n' "${SUMMARY[@]}"
  printf '%5ss  in all\n' "$SECONDS"
  say ''
  say "$PASSED passed, $FAILED failed"
  [ "$FAILED" = 0 ]
  exit
}

clean_up() {
  local pid
  for pid in "${BACKGROUND[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${BACKGROUND[@]}"; do wait "$pid" 2>/dev/null; done
  cd /
  rm -rf "$WORK"
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# wait_for SECONDS COMMAND…: asks again until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.3
  done
}

# apt_install PACKAGE…: from Debian, without starting the services that come along.
apt_install() {
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}
