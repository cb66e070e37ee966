using LCam.Experiments.Specs;
using LCam.Experiments.Running;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Planning;

/// <summary>Turns a spec into cells and stages, and says of each stage what is to be done and why.</summary>
public sealed class Planner(ExperimentStore? store, InputCatalog inputs, ExecutionSettings execution, HostIdentity host, TimeProvider clock)
{
    /// <summary>Runs the spec's TorchScript networks once; null where they are not to be run.</summary>
    public ScriptInspector? Scripts { get; init; }

    public ExperimentPlan Plan(ExperimentSpec spec)
    {
        (spec, var ofScripts) = Scripts?.Inspect(spec) ?? (spec, []);
        var context = new DraftContext(spec, inputs, execution);
        var given = CellExpansion.Expand(spec);

        // Read one after the other, here: a problem must not come wrapped in those of drafts made side by side.
        foreach (var backbone in given.Select(cell => cell.Backbone).DistinctBy(backbone => backbone.Name))
        {
            context.InputsOf(backbone);
        }

        foreach (var attention in given.Select(cell => cell.Given?.File).OfType<SpecPath>())
        {
            inputs.Attention(attention);
        }

        var drafts = given.AsParallel().AsOrdered().Select(cell => new CellDraft(context, cell)).ToList();
        var draftOf = drafts.ToDictionary<CellDraft, Cell>(draft => draft.Cell, ReferenceEqualityComparer.Instance);
        var comparisons = ComparisonExpansion.Expand(spec, [.. drafts.Select(draft => draft.Cell)])
            .Select(comparison => (Comparison: comparison, Draft: draftOf[comparison.Cell]))
            .Select(pair => (pair.Comparison, pair.Draft, Stages: pair.Draft.Compare(pair.Comparison)))
            .ToList();
        var states = new StageStates(store, host, clock, spec.Name, spec.Execution.Resume);
        states.Load([.. drafts.SelectMany(draft => draft.Stages).Concat(comparisons.SelectMany(comparison => new[] { comparison.Stages.Explain, comparison.Stages.Measure }.OfType<StageDraft>())).Where(stage => stage.Identity is not null).Select(stage => stage.Key).Distinct()]);

        var stages = new Dictionary<string, PlannedStage>(StringComparer.Ordinal);
        var cells = drafts.Select(draft =>
        {
            var before = states.Previous(draft.Label);
            var classifier = draft.Classifier is { } trained ? Decide(trained, before?.ClassifierKey, states, stages) : null;
            var train = draft.Train is { } training ? Decide(training, before?.TrainKey, states, stages) : null;
            return new PlannedCell(draft.Cell.Backbone, draft.Label, draft.Fingerprint, classifier, train, Kept(draft.Explain, before), Decide(draft.Measure, before?.MeasureKey, states, stages));
        }).ToList();
        cells.AddRange(comparisons.Select(comparison =>
        {
            var (compared, draft, (explain, measure)) = comparison;
            var before = states.Previous(compared.Label);
            var classifier = draft.Classifier is { } trained ? Decide(trained, before?.ClassifierKey, states, stages) : null;
            return new PlannedCell(compared.Cell.Backbone, compared.Label, () => CanonicalJson.Hash(context.Identities.Settings(compared)), classifier, null, Kept(explain, before), Decide(measure, before?.MeasureKey, states, stages));
        }));
        DropUnneeded(stages);
        DropUnasked(stages, spec.KeepMaps);

        PlannedStage? Kept(StageDraft? explain, CellRecord? before) => explain is null ? null : Decide(explain, before?.ExplainKey, states, stages);

        var files = comparisons.SelectMany(comparison => comparison.Comparison.Files.Values).Select(inputs.OfExplainer);
        var contents = drafts.SelectMany(draft => draft.Inputs).Concat(files).Distinct().ToList();
        var unfit = comparisons.SelectMany(comparison => BackboneChecks.OfFiles(comparison.Comparison).Concat(RecordedMapsChecks.Of(spec, comparison.Comparison))).Concat(given.Select(cell => cell.Backbone).DistinctBy(backbone => backbone.Name).SelectMany(backbone => BackboneChecks.Of(spec, backbone, context.InputsOf(backbone)))).ToList();
        unfit.AddRange(new AttentionChecks(inputs).Of(given));
        unfit.AddRange(ClassChecks.Of(spec));
        unfit.AddRange(ofScripts);
        var invalid = unfit.Count > 0 || contents.Any(content => content is { Problems.Count: > 0, ProblemKind: ProblemKind.InvalidInput });
        return new ExperimentPlan(
            spec,
            [.. cells.Select(cell => Latest(cell, stages))],
            [.. stages.Values.OrderBy(stage => stage.Kind)],
            [.. contents.SelectMany(content => content.Problems).Concat(unfit).Distinct()],
            invalid ? ProblemKind.InvalidInput : ProblemKind.DataMissing);
    }

    /// <summary>
    /// The same plan as the store stands now. Between a plan and its claim, what it calls done may have been removed, and
    /// what it would do may have been done.
    /// </summary>
    public ExperimentPlan Refresh(ExperimentPlan plan)
    {
        var known = plan.Stages.Where(stage => stage.MakeIdentity is not null).ToList();
        var states = new StageStates(store, host, clock, plan.Spec.Name, plan.Spec.Execution.Resume);
        states.Load([.. known.Select(stage => stage.Key)]);
        var stages = plan.Stages.ToDictionary(stage => stage.Key, StringComparer.Ordinal);
        foreach (var stage in known)
        {
            stages[stage.Key] = states.Again(stage);
        }

        DropUnneeded(stages);
        DropUnasked(stages, plan.Spec.KeepMaps);
        return plan with
        {
            Cells = [.. plan.Cells.Select(cell => Latest(cell, stages))],
            Stages = [.. plan.Stages.Select(stage => stages.GetValueOrDefault(stage.Key)).OfType<PlannedStage>()],
        };
    }

    private static PlannedStage Decide(StageDraft draft, string? before, StageStates states, Dictionary<string, PlannedStage> stages)
    {
        if (stages.TryGetValue(draft.Key, out var known))
        {
            return known;
        }

        var (state, reason, attempt) = draft.Identity is null
            ? (PlanState.Blocked, draft.Blocked, 0)
            : states.Of(draft.Key, draft.Identity, before);
        var stage = new PlannedStage
        {
            Key = draft.Key,
            Kind = draft.Kind,
            Label = draft.Label,
            MakeIdentity = draft.Identity,
            MakeSketch = draft.Sketch,
            Needs = draft.Needs,
            MakeOrder = draft.Order,
            State = state,
            Reason = reason,
            Attempt = attempt,
        };
        stages.Add(stage.Key, stage);
        return stage;
    }

    // A training whose files are gone need not be repeated while every number that hangs on it is in the store.
    private static void DropUnneeded(Dictionary<string, PlannedStage> stages)
    {
        var gone = stages.Values.Where(stage => stage is { State: PlanState.Run, Attempt: > 0 }).OrderByDescending(stage => stage.Kind).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        var dependents = stages.Values.SelectMany(stage => stage.Needs, (stage, need) => (Need: need, stage.Key)).ToLookup(pair => pair.Need, pair => pair.Key);
        foreach (var stage in gone)
        {
            if (dependents.Contains(stage.Key) && dependents[stage.Key].All(other => stages[other].State == PlanState.Cached))
            {
                stages[stage.Key] = stage with { State = PlanState.Cached, Reason = stage.Reason + ", and nothing needs them" };
            }
        }
    }

    // Maps are kept as they are made: for numbers that are in the store already none are made, unless all are asked for.
    private static void DropUnasked(Dictionary<string, PlannedStage> stages, KeepMaps keep)
    {
        if (keep == KeepMaps.All)
        {
            return;
        }

        var explained = stages.Values.Where(stage => stage is { Kind: StageKind.Explain, State: PlanState.Run }).Select(stage => stage.Key).ToHashSet(StringComparer.Ordinal);
        var measured = stages.Values.Where(stage => stage.Kind == StageKind.Measure && stage.Needs.Any(explained.Contains)).ToList();
        explained.ExceptWith(measured.Where(stage => stage.State != PlanState.Cached).SelectMany(stage => stage.Needs));
        foreach (var stage in measured.Where(stage => stage.Needs.Any(explained.Contains)))
        {
            stages[stage.Key] = stage with { Needs = [.. stage.Needs.Where(need => !explained.Contains(need))] };
        }

        foreach (var key in explained)
        {
            stages.Remove(key);
        }
    }

    private static PlannedCell Latest(PlannedCell cell, Dictionary<string, PlannedStage> stages) => cell with
    {
        Classifier = cell.Classifier is { } classifier ? stages[classifier.Key] : null,
        Train = cell.Train is { } train ? stages[train.Key] : null,
        Explain = cell.Explain is { } explain ? stages.GetValueOrDefault(explain.Key) : null,
        Measure = stages[cell.Measure.Key],
    };
}
