#!/usr/bin/env bash
# Runs every comparison with the reference implementation and prints one table of them, then what could not be compared.
# Exit status 0 only if every bound holds.
set -u
cd "$(dirname "$0")/.."
results=$PWD/artifacts/fidelity
rm -rf "$results" && mkdir -p "$results"
status=0
LCAM_FIDELITY_TABLE=$results/fidelity.md dotnet test tests/LCam.Tests -c Release --no-build --nologo -v quiet \
  --filter FullyQualifiedName~Fidelity --logger 'trx;LogFileName=fidelity.trx' --results-directory "$results" >"$results/log.txt" 2>&1 || status=1
cat "$results/fidelity.md" || status=1
grep -o 'testName="[^"]*" [^>]*outcome="NotExecuted"' "$results/fidelity.trx" | grep -o '^testName="[^"]*"' | sort | sed 's/^testName=/not compared, the reference data is missing: /'
if [ $status -ne 0 ]; then cat "$results/log.txt"; fi
exit $status
