using System.IO.Abstractions;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Results;

/// <summary>What the specs that come with the program give without a store: whatever numbers their tables have, this is their form.</summary>
public sealed partial class CommittedTableFormTests
{
    public static TheoryData<string> Specs => [.. Files()];

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_committed_table_has_the_title_rows_and_columns_that_its_spec_gives(string file)
    {
        var spec = Read(file);
        foreach (var (output, make) in Committed(spec, null))
        {
            // Whether the paper's table knows where objects are, and which layers a sanity check has, runs alone tell.
            var (made, named) = (make(), !ReferenceEquals(output, spec.Table));
            Assert.Equal(Form(made.Render(TableFormats.Default), named), Form(File.ReadAllText(output.Resolved!), named));
        }
    }

    [CommittedStoreFact]
    public void A_committed_table_is_what_its_store_gives()
    {
        // A store may have some of the experiments alone.
        using var store = ExperimentStore.OpenUntouched(CommittedStoreFactAttribute.Store, TimeProvider.System);
        var known = Files().Select(Read).Where(spec => store.Experiments.Find(spec.Name) is not null).SelectMany(spec => Committed(spec, store)).ToList();
        Assert.NotEmpty(known);
        Assert.All(known, table => Assert.Equal(File.ReadAllText(table.Output.Resolved!), table.Make().Render(TableFormats.Default)));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_group_of_a_table_with_a_baseline_has_that_row(string file)
    {
        var spec = Read(file);
        foreach (var table in spec.Tables.Where(table => table.Baseline is not null))
        {
            Assert.All(ExperimentTables.Build(spec, table.Name, null).Groups, group => Assert.True(
                group.Rows.Any(row => string.Join(", ", row.Names) == table.Baseline), $"{table.Name}: {group.Title} has no row {table.Baseline}"));
        }
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Repository(), "experiments"), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    // The tables of a spec whose files are there.
    private static IEnumerable<(SpecPath Output, Func<ExperimentTable> Make)> Committed(ExperimentSpec spec, ExperimentStore? store) => spec.Tables
        .Select(table => (table.Output, Make: (Func<ExperimentTable>)(() => ExperimentTables.Build(spec, table.Name, store))))
        .Prepend((Output: spec.Table, Make: () => ExperimentTables.Build(spec, store)))
        .Where(table => File.Exists(table.Output?.Resolved)).Select(table => (table.Output!, table.Make));

    // The title, and of the first table the names of rows and, where they are asked for, columns, without marks.
    private static List<string> Form(string markdown, bool columns)
    {
        var lines = markdown.Split('\n');
        var grid = lines.SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).ToList();
        var heads = grid[1].Split('|').Count(alignment => alignment == ":--");
        return [lines[0], columns ? grid[0] : "", .. grid.Skip(2).Select(line => MarkPattern().Replace(string.Join('|', line.Split('|').Skip(1).Take(heads)), ""))];
    }

    private static ExperimentSpec Read(string file) => SpecReader.Read(Path.Combine(Repository(), "experiments", file), [], _ => null, new FileSystem());

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@" \[[0-9]+\]")]
    private static partial Regex MarkPattern();
}
