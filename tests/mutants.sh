#!/usr/bin/env bash
# Makes one deliberate mistake after the other in a copy of the sources and shows which tests notice, with nothing but what a
# clone holds. Exit status 0 only if every mistake is noticed.
set -u
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
cd "$copy" || exit 1
export LCAM_FIXTURES="$copy/none"
status=0

# mutant NAME FILE FROM TO: replaces the fixed text FROM, which must be there, by TO.
mutant() {
  local name=$1 file=$2 from=$3 to=$4 failed=
  cp "$file" "$copy/original"
  FROM=$from TO=$to perl -0777 -pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/ or die "the text is not there\n"' "$file" || { status=1; return; }
  for project in LCam.Tests LCam.Experiments.Tests; do
    dotnet build "tests/$project" -c Release -v quiet >"$copy/build.log" 2>&1 || { echo "| $name | does not build |"; grep -m3 error "$copy/build.log"; status=1; break; }
    failed=$(dotnet test "tests/$project" -c Release --no-build --nologo --filter "$filter" 2>/dev/null | grep -E '^ +Failed ' | sed -E 's/^ +Failed ([^ (]+).*/\1/; s/.*\.([^.]+\.[^.]+)$/\1/' | sort -u)
    if [ -n "$failed" ]; then echo "| $name | $(echo "$failed" | sed 's/^/`/; s/$/`/' | paste -sd' ' | sed 's/ /, /g') |"; break; fi
  done
  if [ -z "$failed" ]; then echo "| $name | **nothing notices** |"; status=1; fi
  cp "$copy/original" "$file"
}

filter='FullyQualifiedName~Fidelity|FullyQualifiedName~Losses|FullyQualifiedName~Training|FullyQualifiedName~Evaluation|FullyQualifiedName~Specs'
echo '| Mistake | Noticed by |'
echo '|:--|:--|'
quirks=src/LCam/Training/QuirkOptions.cs
mutant 'quirk `batch-crossed-masks` flipped' $quirks 'BatchCrossedMasks = on' 'BatchCrossedMasks = !on'
mutant 'quirk `learning-rate-groups` flipped' $quirks 'LearningRateGroups = on' 'LearningRateGroups = !on'
mutant 'quirk `training-dropout` flipped' $quirks 'TrainingDropout = on' 'TrainingDropout = !on'
mutant 'quirk `unnormalised-attention` flipped' $quirks 'UnnormalisedAttention = on' 'UnnormalisedAttention = !on'
mutant '`evaluation.map` flipped in the explainer' src/LCam/Explainers/ExplainerContext.cs 'Map = AttentionMap.PreSigmoid' 'Map = AttentionMap.Sigmoid'
mutant '`evaluation.map` flipped in the spec' src/LCam.Experiments/Specs/Reading/SpecBinder.cs '"evaluation.map", "pre-sigmoid"' '"evaluation.map", "sigmoid"'
mutant '`evaluation.constant-map` flipped' src/LCam.Experiments/Specs/EvaluationSpec.cs 'protocol == Protocol.Reference' 'protocol != Protocol.Reference'
mutant 'no +0.0005 in the area term' src/LCam/Losses/LCamLoss.cs '(masks + options.AreaOffset)' 'masks'
mutant 'half the border term' src/LCam/Losses/LCamLoss.cs 'borders * options.Border' 'borders * options.Border / 2'
mutant 'resized before min-max' src/LCam/Evaluation/InputMaps.cs 'SaliencyMap.Upsample(SaliencyMap.MinMax(raw, constant), height, width)' 'SaliencyMap.MinMax(SaliencyMap.Upsample(raw, height, width), constant)'
mutant 'the list'"'"'s label explained' src/LCam/Evaluation/Evaluator.cs 'known is null ? pass.Logits.argmax(1) :' 'known is null ? Labels(images, pass) :'
mutant 'normalised before masking' src/LCam/Measures/MeasureBatch.cs 'Pass.Backbone.Normalisation.Apply(Pass.Images * Muting.Apply(Maps.Maps, percentage, Maps.TieOrder).unsqueeze(1))' 'Pass.Backbone.Normalisation.Apply(Pass.Images) * Muting.Apply(Maps.Maps, percentage, Maps.TieOrder).unsqueeze(1)'
mutant 'ties not broken in order' src/LCam/Evaluation/Muting.cs 'tieNumber <= tooMany' 'tieNumber > ties.sum(1, keepdim: true) - tooMany'
mutant 'IC counts equal confidences' src/LCam/Evaluation/ConfidenceScores.cs 'o > y' 'o >= y'
mutant 'AD of dropping images alone' src/LCam/Evaluation/ConfidenceScores.cs 'Mean(before.Zip(after, (y, o) => 100 * Math.Max(0, y - o) / y))' 'Mean(before.Zip(after, (y, o) => 100 * Math.Max(0, y - o) / y).Where(drop => drop != 0))'
mutant 'no Nesterov momentum' src/LCam/Training/MomentumSgd.cs 'nesterov ?' '!nesterov ?'
mutant 'no weight decay' src/LCam/Training/MomentumSgd.cs 'alpha: weightDecay' 'alpha: 0 * weightDecay'
mutant 'variation divided by N' src/LCam/Losses/LCamLoss.cs '(2.0 * n)' 'n'
exit $status
