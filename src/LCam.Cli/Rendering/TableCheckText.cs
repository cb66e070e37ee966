using LCam.Experiments.Results.Checking;

namespace LCam.Cli.Rendering;

/// <summary>What a check of a table found, a line for each cell that differs.</summary>
internal static class TableCheckText
{
    public static void Print(CliContext context, string path, TableCheck check)
    {
        foreach (var difference in check.Differences)
        {
            var place = difference.Line == 0 ? path : FormattableString.Invariant($"{path}:{difference.Line}");
            var verdict = difference.Tolerance is not { } tolerance ? "" : $": {(difference.IsBeyond ? "beyond" : "within")} {tolerance}";
            context.Say($"{place}: {difference.Place}: the file has {difference.Expected}, the store gives {difference.Actual}{verdict}");
        }

        var beyond = check.Differences.Count(difference => difference.IsBeyond);
        context.Say(FormattableString.Invariant($"{path}: {check.Cells} cells, {check.Differences.Count - beyond} differences within the tolerance, {beyond} beyond"));
    }
}
