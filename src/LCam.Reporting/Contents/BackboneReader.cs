using LCam.Evaluation;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Reporting.Site;

namespace LCam.Reporting.Contents;

/// <summary>Reads what was measured, image by image, of every row of an experiment's table.</summary>
internal static class BackboneReader
{
    public static IReadOnlyList<ReportedBackbone> Read(ExperimentSpec spec, ExperimentStore store)
    {
        if (spec.Sanity is not null)
        {
            return [];
        }

        var rows = StoredRows.Of(RowSource.All(spec, CellExpansion.Expand(spec)), spec.Name, store).Rows;
        return
        [
            .. rows.GroupBy(row => row.Source.Group).Select((group, place) => new ReportedBackbone(
                place + 1,
                group.Key,
                [.. group.SelectMany(row => row.Source.Percentages).Distinct().Order()],
                Methods([.. group.OrderBy(row => row.Source.Kind)], store))),
        ];
    }

    // Of very many, the scores of those that others are held against, then of the first.
    private static List<ReportedMethod> Methods(List<StoredRow> rows, ExperimentStore store)
    {
        var read = rows.Where(row => row.Run is { State: RunState.Succeeded })
            .OrderBy(row => row.Source.Kind == RowKind.Trained).Take(SiteBounds.Methods).ToHashSet();
        return [.. rows.Select((row, index) => Method(row, index + 1, read.Contains(row), store))];
    }

    private static ReportedMethod Method(StoredRow row, int place, bool read, ExperimentStore store)
    {
        IReadOnlyList<ImageScore> scores = read ? store.Scores.Images(row.Run!.Id) : [];
        return new ReportedMethod(place, row.Source.Method, row.Source.Kind, row.Run?.StageKey, scores);
    }
}
