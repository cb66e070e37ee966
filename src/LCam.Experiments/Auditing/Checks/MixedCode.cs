namespace LCam.Experiments.Auditing.Checks;

/// <summary>All runs of a table come from one program.</summary>
internal sealed class MixedCode() : MixedEnvironments(
    "A3-mixed-code", "Runs of one table were computed by different builds of the program", ["program", "build", "build-core"]);
