namespace LCam.Experiments.Auditing.Checks;

/// <summary>All runs of a table come from one kind of machine and one set of libraries.</summary>
internal sealed class MixedMachine() : MixedEnvironments(
    "A3-mixed-environment",
    "Runs of one table were computed on different processors or by different libraries",
    ["dotnet", "os", "processor", "processor-flags", "torchsharp", "libtorch", "packages", "variables"]);
