namespace LCam.Bench;

/// <summary>Planning of a matrix of a hundred thousand cells.</summary>
internal static class PlanBench
{
    private const int Cells = 100_000;

    public static void Run(MeasuredProgram program, Report report)
    {
        report.Note("lcam --help: the runtime's start alone", program.Measure("--help").Seconds, "s");
        var spec = SyntheticSpec.Write(program.Folder, "matrix", Cells, images: 134);
        var cost = program.Measure("plan", spec, "--store", "no-store");
        report.AtMost($"plan, {Cells:N0} cells", cost.Seconds, 5, "s");
        report.Note($"plan, {Cells:N0} cells, processor time", cost.ProcessorSeconds, "s");
        report.AtMost($"plan, {Cells:N0} cells, memory", cost.Bytes / 1e6, 1000, "MB");
    }
}
