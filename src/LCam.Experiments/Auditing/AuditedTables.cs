using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Auditing;

/// <summary>The tables that the store gives for an experiment now.</summary>
/// <param name="Main">The experiment's own table.</param>
/// <param name="Named">Its named tables that are written to files, or why the store gives none.</param>
internal sealed record AuditedTables(string Main, IReadOnlyDictionary<string, (string? Text, string? Why)> Named)
{
    /// <summary>Builds them.</summary>
    /// <exception cref="ProblemException">The main table cannot be built.</exception>
    public static AuditedTables Build(ExperimentSpec spec, ExperimentStore store) => new(
        ExperimentTables.Build(spec, store).Render(TableFormats.Default),
        spec.Tables.Where(named => named.Output?.Resolved is not null).ToDictionary(named => named.Name, named => BuildNamed(spec, named.Name, store), StringComparer.Ordinal));

    /// <summary>A table by its name; that of no name is the main one.</summary>
    public (string? Text, string? Why) Of(string? name) =>
        name is null ? (Main, null) : Named.TryGetValue(name, out var table) ? table : (null, "the spec has no such table that is written to a file");

    private static (string? Text, string? Why) BuildNamed(ExperimentSpec spec, string name, ExperimentStore store)
    {
        try
        {
            return (ExperimentTables.Build(spec, name, store).Render(TableFormats.Default), null);
        }
        catch (ProblemException failure)
        {
            return (null, failure.Problems[0].ToString());
        }
    }
}
