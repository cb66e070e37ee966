using LCam.Evaluation;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

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
                [.. group.OrderBy(row => row.Source.Kind).Select((row, index) => Method(row, index + 1, store))])),
        ];
    }

    private static ReportedMethod Method(StoredRow row, int place, ExperimentStore store)
    {
        IReadOnlyList<ImageScore> scores = row.Run is { State: RunState.Succeeded } run ? store.Scores.Images(run.Id) : [];
        return new ReportedMethod(place, row.Source.Method, row.Source.Kind, row.Run?.StageKey, scores);
    }
}
