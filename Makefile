# The program: built by `make build`, run as `dotnet $(LCAM) VERB`.
LCAM := artifacts/bin/LCam.Cli/release/lcam.dll
DOTNET := dotnet
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.DEFAULT_GOAL := quickstart
.PHONY: build quickstart tables test browser fidelity mutants torture attacks bench bench-store bench-report clean imagenet-mini snapshots evidence

# Everything: the program and all tests.
build:
	$(DOTNET) build LCam.Experiments.sln -c Release -v quiet

# The main job: makes the embedded data set, trains two classifiers and ten L-CAM models, prints the table.
quickstart:
	$(DOTNET) build src/LCam.Cli -c Release -v quiet
	$(DOTNET) $(LCAM) run experiments/quickstart.yaml

# Every committed table on the embedded data made anew, from its spec, in a quarter of an hour: git shows whether one changed.
TABLES := quickstart sanity-quickstart ablation-loss ablation-quirks seeds
tables:
	$(DOTNET) build src/LCam.Cli -c Release -v quiet
	for spec in $(TABLES); do $(DOTNET) $(LCAM) run experiments/$$spec.yaml > /dev/null || exit; done

# All tests. SNAPSHOOTER_STRICT_MODE: a missing snapshot fails instead of being made.
test: build
	SNAPSHOOTER_STRICT_MODE=true tests/run.sh

# A report in a real browser: needs a Chromium, on PATH or named by LCAM_CHROMIUM, and says so where there is none.
browser:
	$(DOTNET) build tests/LCam.Browser.Tests -c Release -v quiet
	$(DOTNET) test tests/LCam.Browser.Tests -c Release --no-build --nologo --logger "console;verbosity=normal"

# One table of every comparison with the reference implementation: quantity, model, worst difference, bound, verdict.
fidelity: build
	tests/fidelity.sh

# Deliberate mistakes in a copy of the sources, and which tests notice them.
mutants:
	tests/mutants.sh

# A quickstart-sized sweep whose processes are killed 50 times at random moments, compared bit by bit with one that never was.
TORTURE_KILLS := 50
torture:
	$(DOTNET) build tests/LCam.EndToEnd.Tests -c Release -v quiet
	LCAM_TORTURE_KILLS=$(TORTURE_KILLS) LCAM_TORTURE_SPEC=$(CURDIR)/experiments/quickstart.yaml \
		$(DOTNET) test tests/LCam.EndToEnd.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~TortureTests" --logger "console;verbosity=detailed"

# Ways to make a signed experiment's table wrong without the key, and hostile archives: each must be found, or refused.
attacks:
	$(DOTNET) build tests/LCam.Experiments.Tests -c Release -v quiet
	LCAM_ATTACKS=1 $(DOTNET) test tests/LCam.Experiments.Tests -c Release --no-build --nologo \
		--filter "FullyQualifiedName~Auditing.Attacks|FullyQualifiedName~HostileArchiveTests" --logger "console;verbosity=normal"

# Exported snapshots of all ten models, loaded and recomputed by PyTorch: needs python3 with torch, numpy and Pillow.
snapshots:
	$(DOTNET) build src/LCam.Cli -c Release -v quiet
	tests/snapshots.sh

# The forms of evidence by other programs: LaTeX compiles the NeurIPS checklist, a YAML parser reads codecheck.yml, the
# validator of the npm package ro-crate reads the crate. Needs pdflatex, python3 with yaml, node and npm.
evidence:
	$(DOTNET) build src/LCam.Cli -c Release -v quiet
	tests/evidence.sh

# How the bookkeeping scales: planning of 100,000 cells, ingestion of journals. Numbers beside their bounds.
bench: build
	$(DOTNET) artifacts/bin/LCam.Bench/release/LCam.Bench.dll plan
	$(DOTNET) artifacts/bin/LCam.Bench/release/LCam.Bench.dll journal

# The command line on a store of 100,000 finished stages and 20 million image scores, made in minutes at the first time.
bench-store: build
	$(DOTNET) artifacts/bin/LCam.Bench/release/LCam.Bench.dll store

# The report of the paper's nine models, four competitors and 2000 images on networks of full size: time and size beside their bounds.
bench-report: build
	$(DOTNET) artifacts/bin/LCam.Bench/release/LCam.Bench.dll report

# The real ResNet-50 on a small photo folder: needs IMAGENET_MINI and WEIGHTS.
imagenet-mini:
	$(DOTNET) build src/LCam.Cli -c Release -v quiet
	$(DOTNET) $(LCAM) run experiments/imagenet-mini-resnet50.yaml

clean:
	rm -rf artifacts results/store results/report
