#!/usr/bin/env bash
# Runs every test project and closes with what was skipped, what failed and why, and one line of counts: the end of a long
# log is what is read. Exit status 0 only if all ran and none failed.
set -u
cd "$(dirname "$0")/.."
results=artifacts/test-results
rm -rf "$results"
status=0
for project in tests/*/*.csproj; do
  # The browser's tests have a target of their own, `make browser`: their driver is large.
  case $project in *Browser*) continue ;; esac
  dotnet test "$project" -c Release --no-build --nologo -v quiet \
    --logger "trx;LogFileName=$(basename "$project" .csproj).trx" --results-directory "$results" || status=1
done
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
