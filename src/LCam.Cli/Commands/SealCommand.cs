using System.CommandLine;
using LCam.Experiments.Outputs;
using LCam.Experiments.Planning;
using LCam.Experiments.Sealing;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam seal SPEC</c>: seals a finished experiment, as <c>run</c> does at its end, and signs the seal.</summary>
internal static class SealCommand
{
    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var sign = new Option<string?>("--sign") { Description = "sign the seal with this private SSH key, or this public one whose private key the agent has" };
        var force = SharedOptions.Force();
        var verb = new Command("seal", "seal a finished experiment, and sign the seal") { spec, set, store, sign, force };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var folder = store.Folder(context, parsed, experiment);
            var file = ExperimentSealer.PathOf(experiment);
            var guard = new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, folder)
                .Protect("the key", parsed.GetValue(sign))
                .Protect("the table", experiment.Table?.Resolved)
                .Add(experiment.Table?.Where ?? "", file, OutputKinds.Seal);
            if (file is not null && parsed.GetValue(sign) is not null)
            {
                guard.Add("--sign", SealSignature.PathOf(file), OutputKinds.Signature);
            }

            guard.Check();

            // No store is made where there is none.
            (ExperimentStore.OpenReadOnly(folder, context.Clock) ?? throw Wrong(folder, "there is no store here", "name it with --store")).Dispose();
            using var opened = ExperimentStore.Open(folder, context.Clock);
            SpecAdoption.RecordFinished(experiment, opened, context.FileSystem, context.Clock, context.Cancellation);
            if (opened.Experiments.Find(experiment.Name) is null)
            {
                throw Wrong(experiment.File, $"the store has no experiment '{experiment.Name}', and not all of its stages", $"'lcam run {experiment.File}' does what is left, and seals it");
            }

            var outcome = new ExperimentSealer(opened, context.FileSystem, context.Clock).Seal(experiment, renew: true);
            context.Say($"seal written to {outcome.Path}");
            Tell(context, outcome);
            if (parsed.GetValue(sign) is { } key)
            {
                new SealSignature(context.Programs).Sign(outcome.Path, key);
                context.Say($"signature written to {SealSignature.PathOf(outcome.Path)}");
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    /// <summary>Tells of a signed seal that is not of the experiment any more.</summary>
    public static void Tell(CliContext context, SealOutcome outcome)
    {
        if (outcome.SignedBefore is { } kept)
        {
            context.Say($"the signed seal of what the experiment was before is kept as {kept}; the seal of what it is now, {outcome.Path}, is not signed: 'lcam seal SPEC --sign KEY' signs it");
        }
    }

    private static ProblemException Wrong(string where, string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(where, what, remedy));
}
