#!/usr/bin/env bash
# Trains all ten models for a moment, exports each as a snapshot, and lets PyTorch load it and recompute its confidences.
# Needs python3 with torch, numpy and Pillow (Debian: python3-torch python3-pil), or the one that LCAM_PYTHON names.
set -eu
cd "$(dirname "$0")/.."
python=${LCAM_PYTHON:-/usr/bin/python3}
"$python" -c 'import torch, numpy, PIL' || { echo "this check needs $python with torch, numpy and PIL: apt-get install python3-torch python3-pil, or set LCAM_PYTHON" >&2; exit 5; }
lcam() { dotnet artifacts/bin/LCam.Cli/release/lcam.dll "$@"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LCAM_STORE=$work/store
mkdir "$work/snapshots"
cat >"$work/spec.yaml" <<'YAML'
name: snapshots
data:
  shapes: { folder: data, seed: 1, train: 32, evaluation: 8, classes: 4, size: 112 }
backbones:
  vgg16: { weights: train, width: 0.125, classifier: { epochs: 1, batch-size: 16, learning-rate: 0.003 } }
  resnet50: { weights: train, width: 0.125, classifier: { epochs: 1, batch-size: 16, learning-rate: 0.003 } }
matrix:
  backbone: [vgg16, resnet50]
  variant: [fm, img, img-7x7]
  loss: [lcam, cross-entropy]
  seed: 1
  percentage: 0
  exclude: [ { backbone: resnet50, variant: img-7x7 } ]
controls: []
training: { protocol: reference, learning-rate: 0.01, epochs: 1, batch-size: 16, input-size: 112, crop-size: 112 }
evaluation: { batch-size: 8 }
YAML
lcam run "$work/spec.yaml" >"$work/log.txt" 2>&1 || { cat "$work/log.txt" >&2; exit 1; }
lcam status --json >"$work/status.json"
for run in $("$python" -c 'import json,sys; print(*(s["run"]["id"] for s in json.load(sys.stdin) if s["kind"] == "train"))' <"$work/status.json"); do
  lcam weights export "$run" --output "$work/snapshots/$run.pth.tar"
done
"$python" bench/snapshot_forward.py "$work/store" "$work/snapshots" <"$work/status.json"
