#!/usr/bin/env bash
# Runs every test project and closes with what was skipped, what failed and why, and one line of counts: the end of a long
# log is what is read. Exit status 0 only if all ran and none failed.
set -u
cd "$(dirname "$0")/.."
results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

# Whatever computes has one thread, unless a test says how many, and none that waits for another spins: only then do two
# lanes share two processors in peace.
export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive

# The tests' own folders lie in memory where there is room: waiting for a disk to have written takes a quarter of their time.
if [ -z "${TMPDIR:-}" ] && [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)" -gt 4000000 ] 2>/dev/null; then
  TMPDIR=$(mktemp -d /dev/shm/lcam-tests.XXXXXX)
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi

# run PROJECT: runs its tests, prints what they said when they are through, and leaves a file if they failed. What a shell
# starts in the background does not hear Ctrl-C unless that is undone: some tests send it.
run() {
  local name=${1##*/}
  env --default-signal=INT dotnet test "$1" -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    >"$results/$name.log" 2>&1 || touch "$results/$name.failed"
  cat "$results/$name.log"
}

# The end-to-end tests take about as long as all others together, and often wait for programs to start and to end. The
# browser's tests have a target of their own, `make browser`: their driver is large.
for project in tests/*.Tests; do
  case $project in *Browser* | *EndToEnd*) continue ;; esac
  run "$project"
done &
run tests/LCam.EndToEnd.Tests
wait
status=0
if ls "$results"/*.failed >/dev/null 2>&1; then status=1; fi
count() { cat "$results"/*.trx | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*" | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count passed) failed=$(count failed) total=$(count total) executed=$(count executed)
grep -ho 'testName="[^"]*" [^>]*outcome="NotExecuted"' "$results"/*.trx | grep -o '^testName="[^"]*"' | sort | sed 's/^testName=/skipped: /'
awk '
  /<UnitTestResult / { name = ""; if (/outcome="Failed"/ && match($0, /testName="[^"]*"/)) name = substr($0, RSTART + 10, RLENGTH - 11) }
  name != "" && sub(/.*<Message>/, "") { sub(/<\/Message>.*/, ""); print "failed: " name ": " $0; name = "" }
  name != "" && /<\/UnitTestResult>/ { print "failed: " name; name = "" }
' "$results"/*.trx | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&apos;/'"'"'/g; s/&amp;/\&/g' | sort
if [ "$executed" -eq 0 ]; then status=1; fi
echo "$passed passed, $failed failed, $((total - executed)) skipped"
exit $status
