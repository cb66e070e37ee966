using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Crates;

/// <summary>An experiment's tables as files of a crate.</summary>
internal static class CrateTables
{
    private static readonly (string Format, string Extension, string Media)[] Formats = [("markdown", ".md", "text/markdown"), ("csv", ".csv", "text/csv")];

    public static IEnumerable<CrateFile> Of(ExperimentSpec spec, ExperimentStore store)
    {
        var table = ExperimentTables.Build(spec, store);
        var named = spec.Tables.Select(known => (Path: $"tables/{CratePaths.Safe(known.Name)}", Name: $"Table {known.Name}", Table: (ExperimentTable)ExperimentTables.Build(spec, known.Name, store)));
        foreach (var (path, name, made) in named.Prepend(("table", "Table", table)))
        {
            foreach (var (format, extension, media) in Formats)
            {
                yield return new CrateFile(path + extension, $"{name}, as {format}", media, made.Render(TableFormats.All.Single(known => known.Id == format)));
            }
        }

        if (table is SanityTable sanity)
        {
            yield return new CrateFile("plot.svg", "Curves of the sanity check", "image/svg+xml", SanityPlot.Render(sanity));
        }
    }
}
