#!/usr/bin/env bash
# Runs every test project and closes with what was skipped, what failed and why, and one line of counts: the end of a long
# log is what is read. Exit status 0 only if all ran and none failed.
set -u
cd "$(dirname "$0")/.."
results=artifacts/test-results
rm -rf "$results"
status=0

# run PROJECT NAME [ARGUMENTS]: one project's tests, or some of them, as results of that name.
run() {
  local project=$1 name=$2
  shift 2
  dotnet test "tests/$project" -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$name.trx" --results-directory "$results" "$@"
}

# Two lanes, for the end-to-end tests mostly wait for programs to start and end. They stay in front: a process that is
# started in the background ignores Ctrl-C, which they send. The browser's tests have a target of their own, `make browser`.
beside() {
  local failed=0
  run LCam.EndToEnd.Tests quickstart --filter "FullyQualifiedName~QuickstartTests" || failed=1
  for project in tests/*/*.csproj; do
    case $project in *Browser* | *EndToEnd*) continue ;; esac
    project=$(basename "$project" .csproj)
    run "$project" "$project" || failed=1
  done
  return $failed
}
beside &
lane=$!
run LCam.EndToEnd.Tests LCam.EndToEnd.Tests --filter "FullyQualifiedName!~QuickstartTests" || status=1
wait $lane || status=1
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
