using System.Globalization;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Checklists;

/// <summary>What is known of the code behind an experiment, and of what it left.</summary>
internal static class CodeLines
{
    private static readonly (string Key, string Name)[] Dependencies = [("dotnet", ".NET"), ("torchsharp", "TorchSharp"), ("libtorch", "libtorch"), ("os", "Operating system")];

    public static IEnumerable<ChecklistLine> Of(EvidenceFacts facts)
    {
        string[] code = [.. Code(facts)];
        const string Where = "Say where the code can be had.";
        yield return new ChecklistLine("Dependencies", [.. Dependencies.SelectMany(dependency => Versions(facts, dependency.Key, dependency.Name)), .. Packages(facts)], null);
        yield return new ChecklistLine("Training code", [.. code, .. Training(facts)], facts.HasModelsFromElsewhere ? $"{Where} Say also by which code the models that were trained elsewhere were trained." : Where);
        yield return new ChecklistLine("Evaluation code", [.. code, $"The same command measures; 'lcam table {facts.SpecName} --recompute' works the table out of the images' scores."], Where);
        yield return new ChecklistLine("Trained models", [.. Weights(facts), .. Given(facts), .. Models(facts)], "Say where the files can be had; 'lcam export' puts them into one.");
        yield return new ChecklistLine("Results beside the exact command that makes them", [.. Commands(facts)], "Put both into the README.");
    }

    /// <summary>Which program and which folder runs came from.</summary>
    public static IEnumerable<string> Code(EvidenceFacts facts) => [.. Versions(facts, "program", "lcam"), .. facts.Sources.Select(Commit)];

    private static IEnumerable<string> Versions(EvidenceFacts facts, string key, string name) =>
        facts.Versions(key) is { Count: > 0 } versions ? [$"{name}: {string.Join(" and ", versions)}."] : [];

    private static IEnumerable<string> Packages(EvidenceFacts facts) =>
        facts.Versions("packages") is { Count: > 0 } packages ? [$"Packages: {string.Join(" and ", packages)}."] : [];

    private static string Commit(JsonObject source) => (string?)source["commit"] is { } commit
        ? $"The spec's folder was at commit {commit}{((bool?)source["dirty"] == true ? ", with changes that the store keeps" : "")}."
        : (string?)source["not-traced"] is { } why ? $"The spec's folder could not be traced: {why}."
        : "The spec's folder was not under version control.";

    public static IEnumerable<string> Weights(EvidenceFacts facts) => facts.Inputs
        .Where(input => input.Name is "weights" or "network features" or "network head")
        .Select(input => $"Weights of a file: {Path.GetFileName((string?)input.Input["file"])}, SHA-256 {(string?)input.Input["sha256"]}.");

    private static IEnumerable<string> Training(EvidenceFacts facts)
    {
        if (facts.HasModelsFromElsewhere)
        {
            yield return "Attention mechanisms were trained elsewhere, and nothing of their training is known but what their files say.";
        }

        yield return facts.Trains ? $"'lcam run {facts.SpecName}' trains everything{(facts.HasModelsFromElsewhere ? " else" : "")} anew in an empty store." : "Nothing is trained here.";
    }

    // What a file says of itself, nobody has checked.
    public static IEnumerable<string> Given(EvidenceFacts facts) =>
        from input in facts.Inputs
        where input.Name == EvidenceFacts.TrainedElsewhere
        let said = input.Input["says"] is JsonObject { Count: > 0 } says ? $"; it says of itself: {EvidenceFacts.List(says.Select(one => $"{one.Key} {one.Value}"))}" : ""
        select $"An attention trained elsewhere: {Path.GetFileName((string?)input.Input["file"])}, SHA-256 {(string?)input.Input["sha256"]}{said}.";

    public static IEnumerable<string> Models(EvidenceFacts facts) =>
        from run in facts.Runs
        from artifact in run.Artifacts
        where artifact.Role is "attention" or "weights"
        group (run, artifact) by artifact.Role into files
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Count()} files of trained {files.Key}, {files.Sum(file => file.artifact.Bytes)} bytes, in the store's runs {EvidenceFacts.Named([.. files.Select(file => file.run)])}.");

    public static IEnumerable<string> Commands(EvidenceFacts facts)
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
