using System.CommandLine;
using LCam.Experiments.Outputs;
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
        var store = SharedOptions.Store();
        var sign = new Option<string?>("--sign") { Description = "sign the seal with this private SSH key, or this public one whose private key the agent has" };
        var force = SharedOptions.Force();
        var verb = new Command("seal", "seal a finished experiment, and sign the seal") { spec, set, store, sign, force };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var folder = SharedOptions.StoreFolder(context, parsed.GetValue(store), experiment);
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
            var seal = new ExperimentSealer(opened, context.FileSystem, context.Clock).Seal(experiment);
            context.Say(seal is null ? $"{experiment.Name} is sealed in its store" : $"seal written to {seal}");
            if (parsed.GetValue(sign) is { } key)
            {
                new SealSignature(context.Programs).Sign(
                    seal ?? throw Wrong(experiment.File, "an experiment without a table has no seal file to sign", "give it an output.table"), key);
                context.Say($"signature written to {SealSignature.PathOf(seal)}");
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static ProblemException Wrong(string where, string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(where, what, remedy));
}
