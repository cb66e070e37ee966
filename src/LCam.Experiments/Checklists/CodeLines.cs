using System.Globalization;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Checklists;

/// <summary>What is known of the code behind an experiment, and of what it left.</summary>
internal static class CodeLines
{
    private static readonly (string Key, string Name)[] Dependencies = [("dotnet", ".NET"), ("torchsharp", "TorchSharp"), ("libtorch", "libtorch"), ("os", "Operating system")];

    public static IEnumerable<ChecklistLine> Of(ChecklistFacts facts)
    {
        string[] code = [.. Versions(facts, "program", "lcam"), .. facts.Sources.Select(Commit)];
        const string Where = "Say where the code can be had.";
        yield return new ChecklistLine("Dependencies", [.. Dependencies.SelectMany(dependency => Versions(facts, dependency.Key, dependency.Name)), .. Packages(facts)], null);
        yield return new ChecklistLine("Training code", [.. code, $"'lcam run {facts.SpecName}' trains everything anew in an empty store."], Where);
        yield return new ChecklistLine("Evaluation code", [.. code, $"The same command measures; 'lcam table {facts.SpecName} --recompute' works the table out of the images' scores."], Where);
        yield return new ChecklistLine("Trained models", [.. Weights(facts), .. Models(facts)], "Say where the files can be had; 'lcam export' puts them into one.");
        yield return new ChecklistLine("Results beside the exact command that makes them", [.. Commands(facts)], "Put both into the README.");
    }

    private static IEnumerable<string> Versions(ChecklistFacts facts, string key, string name) =>
        ChecklistFacts.Values(facts.Environments.Select(environment => environment[key])) is { Count: > 0 } versions ? [$"{name}: {string.Join(" and ", versions)}."] : [];

    private static IEnumerable<string> Packages(ChecklistFacts facts) =>
        ChecklistFacts.Values(facts.Environments.Select(environment => environment["packages"])) is { Count: > 0 } packages ? [$"Packages: {string.Join(" and ", packages)}."] : [];

    private static string Commit(JsonObject source) => (string?)source["commit"] is { } commit
        ? $"The spec's folder was at commit {commit}{((bool?)source["dirty"] == true ? ", with changes that the store keeps" : "")}."
        : (string?)source["not-traced"] is { } why ? $"The spec's folder could not be traced: {why}."
        : "The spec's folder was not under version control.";

    private static IEnumerable<string> Weights(ChecklistFacts facts) => facts.Inputs
        .Where(input => input.Name is "weights" or "network features" or "network head")
        .Select(input => $"Weights of a file: {Path.GetFileName((string?)input.Input["file"])}, SHA-256 {(string?)input.Input["sha256"]}.");

    private static IEnumerable<string> Models(ChecklistFacts facts) =>
        from run in facts.Runs
        from artifact in run.Artifacts
        where artifact.Role is "attention" or "weights"
        group (run, artifact) by artifact.Role into files
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Count()} files of trained {files.Key}, {files.Sum(file => file.artifact.Bytes)} bytes, in the store's runs {ChecklistFacts.Named([.. files.Select(file => file.run)])}.");

    private static IEnumerable<string> Commands(ChecklistFacts facts)
    {
        if (facts.Spec.Table is { } table)
        {
            yield return $"'lcam run {facts.SpecName}' writes {Path.GetFileName(table.Written)}, and 'lcam table {facts.SpecName}' prints it again.";
        }

        foreach (var named in facts.Spec.Tables)
        {
            yield return $"'lcam table {facts.SpecName} --table {named.Name}' prints the table {named.Name}.";
        }

        yield return facts.Recorded.Seal is { } seal
            ? $"The experiment is sealed, and the seal has the SHA-256 {seal.ManifestId}."
            : "The experiment is not sealed.";
    }
}
