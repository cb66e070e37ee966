namespace LCam.Bench;

/// <summary>What the report of an experiment of the paper's size takes.</summary>
internal static class ReportBench
{
    public static void Run(MeasuredProgram program, SyntheticPaper paper, Report report)
    {
        Measure(program, paper, "report", report, bounded: true);
        Measure(program, paper, "report without a gallery", report, bounded: false, "--images", "0");
    }

    private static void Measure(MeasuredProgram program, SyntheticPaper paper, string what, Report report, bool bounded, params string[] more)
    {
        var output = Path.Combine(program.Folder, "report");
        var cost = program.MeasureOnce([0], ["report", paper.Spec, "--store", paper.Store, "--output", output, "--device", "cpu", .. more]);
        var megabytes = Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1e6;
        if (bounded)
        {
            report.AtMost(what, cost.Seconds, 120, "s");
            report.AtMost($"{what}, its size", megabytes, 200, "MB");
        }
        else
        {
            report.Note(what, cost.Seconds, "s");
            report.Note($"{what}, its size", megabytes, "MB");
        }

        report.Note($"{what}, processor time", cost.ProcessorSeconds, "s");
        report.Note($"{what}, memory", cost.Bytes / 1e6, "MB");
    }
}
