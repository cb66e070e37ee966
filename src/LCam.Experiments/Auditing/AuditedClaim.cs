using System.Globalization;
using LCam.Experiments.Results;
using LCam.Experiments.Results.Published;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>A published value on file that belongs to one of an experiment's backbones.</summary>
/// <param name="Cell">What the experiment's tables have in its place; null where they have nothing.</param>
internal sealed record AuditedClaim(string Experiment, PublishedValue Value, PivotCell? Cell)
{
    /// <summary>What it is about, for people.</summary>
    public string Subject => string.Create(
        CultureInfo.InvariantCulture,
        $"{Experiment}: {Value.Backbone} {Value.Method} {Value.Measure}{(Value.Percentage is { } percentage ? $" at {percentage}" : "")}");

    /// <summary>The claims of an experiment, file by file in the order written; several tables may show one file.</summary>
    /// <exception cref="Problems.ProblemException">A file cannot be read, or a table cannot be made.</exception>
    public static IReadOnlyList<AuditedClaim> Of(ExperimentSpec spec, ExperimentStore store)
    {
        var backbones = spec.Cells.Select(cell => cell.Backbone.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from tables in spec.Tables.Where(table => table.Reference is not null).GroupBy(table => table.Reference!.Resolved)
               let shown = tables.Select(table => ExperimentTables.Build(spec, table.Name, store)).ToList()
               from value in shown[0].Published!
               where backbones.Contains(value.Backbone)
               select new AuditedClaim(spec.Name, value, shown.SelectMany(table => table.Cells).FirstOrDefault(value.IsOf)),
        ];
    }
}
