#!/usr/bin/env bash
# Runs a small experiment, writes every form of evidence of it, and lets other programs read each.
# Needs pdflatex (Debian: texlive-latex-base texlive-latex-recommended), python3 with yaml (python3-yaml), node and npm.
set -eu
cd "$(dirname "$0")/.."
python=${LCAM_PYTHON:-/usr/bin/python3}
for needed in pdflatex node npm; do
  command -v "$needed" >/dev/null || { echo "this check needs $needed" >&2; exit 5; }
done
"$python" -c 'import yaml' || { echo "this check needs $python with yaml: apt-get install python3-yaml, or set LCAM_PYTHON" >&2; exit 5; }
lcam() { dotnet artifacts/bin/LCam.Cli/release/lcam.dll "$@" 2>>"$work/log.txt" || { cat "$work/log.txt" >&2; exit 1; }; }
validator=$PWD/tests/crate-validator.js
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LCAM_STORE=$work/store
cat >"$work/base.yaml" <<'YAML'
data:
  shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }
backbones:
  vgg16: { weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 } }
training: { epochs: 1, batch-size: 8, input-size: 48, crop-size: 40 }
evaluation: { batch-size: 4, constant-map: zero }
YAML
cat >"$work/spec.yaml" <<'YAML'
extends: base.yaml
name: evidence
description: "50 % of {it} & more_"
matrix: { backbone: vgg16, variant: fm, loss: lcam, seed: [1, 2], percentage: [0, 0.5] }
compare: [grad-cam, rise]
controls: [random]
explainers: { rise: { masks: 4 } }
measures: [average-drop, sparseness, seconds]
tables:
  spread: { rows: [method], columns: [percentage], measures: [average-drop], show: [deviation, interval], resamples: 20, output: spread.md }
output: { table: table.md }
YAML
lcam run "$work/spec.yaml" >/dev/null
for form in neurips:neurips-checklist.tex codecheck:codecheck.yml cards:cards markdown:checklist.md; do
  lcam checklist "$work/spec.yaml" --format "${form%%:*}" --output "$work/${form#*:}"
done
lcam export "$work/spec.yaml" --ro-crate "$work/crate" --author 'Josiah Carberry <https://orcid.org/0000-0002-1825-0097>' --license CC-BY-4.0

for fonts in '' '\usepackage[T1]{fontenc}'; do
  printf '\\documentclass{article}\n%s\n\\begin{document}\n\\input{neurips-checklist}\n\\end{document}\n' "$fonts" >"$work/paper.tex"
  (cd "$work" && pdflatex -interaction=nonstopmode -halt-on-error paper.tex >latex.txt 2>&1) || { tail -20 "$work/latex.txt" >&2; exit 1; }
done
echo "neurips-checklist.tex: $(grep -c '^\\item ' "$work/neurips-checklist.tex") items, compiled with the standard fonts and with T1"

"$python" - "$work" <<'PYTHON'
import os, sys, yaml
for folder in (sys.argv[1], os.path.join(sys.argv[1], "crate")):
    with open(os.path.join(folder, "codecheck.yml"), encoding="utf-8") as file:
        config = yaml.safe_load(file)
    missing = [entry["file"] for entry in config["manifest"] if not os.path.isfile(os.path.join(folder, entry["file"]))]
    absent = [key for key in ("version", "manifest", "paper", "codechecker", "report", "summary", "certificate") if key not in config]
    assert not missing and not absent, (missing, absent)
    print(f"codecheck.yml: {len(config['manifest'])} files in the manifest, all there")
PYTHON

npm install --silent --no-audit --no-fund --prefix "$work" ro-crate@3.7.2 >/dev/null
NODE_PATH=$work/node_modules node "$validator" "$work/crate"
