using System.IO.Compression;
using System.Text.Json.Nodes;
using LCam.Experiments.Crates;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Auditing;
using LCam.Problems;

namespace LCam.Experiments.Tests.Crates;

/// <summary>An experiment goes to others as a crate that keeps the rules of its specification.</summary>
[Collection(AuditCollection.Name)]
public sealed class CrateTests(FinishedExperiment finished)
{
    private const string Metadata = "ro-crate-metadata.json";

    [Theory]
    [InlineData(null)]
    [InlineData("img cross-entropy")]
    public void A_crate_keeps_every_rule_whatever_names_are_in_it(string? failing)
    {
        using var made = new MadeUpExperiment(failing);
        var report = made.Export("crate");
        Assert.Empty(CrateRules.Broken(made.PathOf("crate")));
        Assert.Equal((14, Files(made.PathOf("crate")).Count), (report.Runs, report.Files));
        Assert.Equal(report.Bytes, Directory.EnumerateFiles(made.PathOf("crate"), "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length));
        Assert.Equal(["a spec #1 100%.yaml", "crate"], Directory.EnumerateFileSystemEntries(made.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var graph = Graph(made.PathOf("crate"));
        var main = graph.Single(entity => entity.ToJsonString().Contains("ComputationalWorkflow", StringComparison.Ordinal));
        Assert.Equal("a spec #1 100%.yaml", (string)main["alternateName"]!);
        Assert.DoesNotContain('#', (string)main["@id"]!);
        var failed = graph.Where(entity => (string?)entity["actionStatus"] == "http://schema.org/FailedActionStatus").ToList();
        Assert.Equal(failing is null ? 0 : 2 + (2 * 3), failed.Count);
        Assert.Equal(failing is null ? [] : ["3 of 14 stages did not succeed", "no image"], failed.Select(action => (string)action["error"]!).Distinct());
    }

    [Fact]
    public void A_really_run_experiment_goes_with_its_seal_signature_changes_and_numbers()
    {
        using var store = finished.Copy();
        using var opened = ExperimentStore.OpenReadOnly(store.PathOf("store"), TimeProvider.System)!;
        var files = new System.IO.Abstractions.FileSystem();
        new CrateExporter(opened, files, _ => null).Write(store.PathOf("tiny.yaml"), store.PathOf("crate"), new CrateOptions([], null));
        Assert.Empty(CrateRules.Broken(store.PathOf("crate")));
        foreach (var (copy, original) in new[] { ("seal.json", "tables/tiny.seal.json"), ("seal.json.sig", "tables/tiny.seal.json.sig"), ("table.md", "tables/table.md"), ("spec/tiny.yaml", "tiny.yaml") })
        {
            Assert.Equal(File.ReadAllText(store.PathOf(original)), File.ReadAllText(store.PathOf("crate", copy)));
        }

        Assert.Equal(11, File.ReadLines(store.PathOf("crate", "events.jsonl")).Count());
        Assert.Contains("+after", File.ReadAllText(Directory.EnumerateFiles(store.PathOf("crate", "sources"), "*.diff").Single()), StringComparison.Ordinal);
        var scores = Directory.EnumerateFiles(store.PathOf("crate", "scores")).ToList();
        Assert.Equal(2, scores.Count);
        Assert.All(scores, path => Assert.Equal(1 + 6, File.ReadLines(path).Count()));
        Assert.All(scores, path => Assert.EndsWith(",confidence_at_0,label_rank_at_0,confidence_at_0.5,label_rank_at_0.5,sparseness", File.ReadLines(path).First(), StringComparison.Ordinal));
    }

    [Fact]
    public void Weight_files_go_along_where_they_are_asked_for_and_only_as_the_runs_had_them()
    {
        using var store = finished.Copy();
        using var opened = ExperimentStore.OpenReadOnly(store.PathOf("store"), TimeProvider.System)!;
        var exporter = new CrateExporter(opened, new System.IO.Abstractions.FileSystem(), _ => null);
        exporter.Write(store.PathOf("tiny.yaml"), store.PathOf("crate"), new CrateOptions([], null) { IncludeModels = true });
        Assert.Empty(CrateRules.Broken(store.PathOf("crate")));
        Assert.Equal(3, Directory.EnumerateFiles(store.PathOf("crate", "models")).Count());
        var trained = store.FileOf("train", "attention.safetensors");
        Assert.Contains(Directory.EnumerateFiles(store.PathOf("crate", "models")), copy => File.ReadAllBytes(copy).SequenceEqual(File.ReadAllBytes(trained)));
        var read = Graph(store.PathOf("crate")).SelectMany(entity => entity).Where(property => property.Key is "object" or "result").SelectMany(property => property.Value as JsonArray ?? []).Select(reference => (string)reference!["@id"]!);
        Assert.Equal(3, read.Where(id => id.StartsWith("models/", StringComparison.Ordinal)).Distinct().Count());

        TamperedStore.Flip(trained);
        foreach (var target in (string[])["other", "other.zip"])
        {
            Assert.Contains("this is not the file that the runs had", Assert.Throws<ProblemException>(() => exporter.Write(store.PathOf("tiny.yaml"), store.PathOf(target), new CrateOptions([], null) { IncludeModels = true })).Problems[0].What, StringComparison.Ordinal);
            Assert.False(Path.Exists(store.PathOf(target)));
        }

        File.Delete(trained);
        Assert.Contains("this weight file is not there", Assert.Throws<ProblemException>(() => exporter.Write(store.PathOf("tiny.yaml"), store.PathOf("other"), new CrateOptions([], null) { IncludeModels = true })).Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_store_makes_the_same_bytes_in_a_file_and_in_a_folder()
    {
        using var made = new MadeUpExperiment();
        made.Export("one.zip");
        made.Export("two.zip");
        made.Export("folder");
        Assert.Equal(File.ReadAllBytes(made.PathOf("one.zip")), File.ReadAllBytes(made.PathOf("two.zip")));
        ZipFile.ExtractToDirectory(made.PathOf("one.zip"), made.PathOf("unpacked"));
        Assert.Equal(Files(made.PathOf("folder")), Files(made.PathOf("unpacked")));
        Assert.All(Files(made.PathOf("folder")), path => Assert.Equal(File.ReadAllBytes(Path.Combine(made.PathOf("folder"), path)), File.ReadAllBytes(Path.Combine(made.PathOf("unpacked"), path))));
    }

    [Fact]
    public void Authors_and_licence_are_what_is_given()
    {
        using var made = new MadeUpExperiment();
        made.Export("crate", new CrateOptions([CrateAuthor.Parse("Ada Lovelace <https://example.org/ada>"), CrateAuthor.Parse("Somebody")], "MIT"));
        Assert.Empty(CrateRules.Broken(made.PathOf("crate")));
        var graph = Graph(made.PathOf("crate")).ToDictionary(entity => (string)entity["@id"]!);
        Assert.Equal("https://spdx.org/licenses/MIT", (string)graph["./"]["license"]!["@id"]!);
        Assert.Equal(["https://example.org/ada", "#author-2"], graph["./"]["author"]!.AsArray().Select(author => (string)author!["@id"]!));
        Assert.All(graph.Values.Where(entity => entity["@type"] is JsonValue type && (string)type! is "CreateAction" or "OrganizeAction"), action => Assert.Equal(2, action["agent"]!.AsArray().Count));
        foreach (var wrong in (string[])["", "<https://example.org>", "Ada <nowhere>", "Ada <https://a> B"])
        {
            Assert.Throws<ProblemException>(() => CrateAuthor.Parse(wrong));
        }
    }

    [Fact]
    public void Nothing_is_replaced_and_nothing_else_than_what_was_run_is_exported()
    {
        using var made = new MadeUpExperiment();
        Directory.CreateDirectory(made.PathOf("crate"));
        File.WriteAllText(made.PathOf("crate/mine.txt"), "mine");
        Assert.Contains("something already", Assert.Throws<ProblemException>(() => made.Export("crate")).Problems[0].What, StringComparison.Ordinal);
        File.AppendAllText(made.SpecFile, "# more\n");
        Assert.Contains("not the one that was run", Assert.Throws<ProblemException>(() => made.Export("other")).Problems[0].What, StringComparison.Ordinal);
        Assert.Equal(["a spec #1 100%.yaml", "crate"], Directory.EnumerateFileSystemEntries(made.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"name\": \"pivots\",\n      \"description\"", "\"description\"", "the root has a name and a description")]
    [InlineData("\"@id\": \"#no-licence\"", "\"@id\": \"#nothing\"", "every entity that is referred to is described")]
    [InlineData("\"position\": \"2\"", "\"position\": \"second\"", "a step has a tool of the workflow and a place")]
    [InlineData("\"table.csv\"", "\"tabel.csv\"", "every file is described, and every file that is described is there")]
    [InlineData("http://schema.org/CompletedActionStatus", "http://schema.org/ActiveActionStatus", "#experiment completed or failed")]
    public void The_rules_find_what_is_wrong(string right, string wrong, string rule)
    {
        using var made = new MadeUpExperiment();
        made.Export("crate");
        var path = Path.Combine(made.PathOf("crate"), Metadata);
        var text = File.ReadAllText(path);
        var place = text.LastIndexOf(right, StringComparison.Ordinal);
        Assert.True(place >= 0);
        File.WriteAllText(path, right.StartsWith("http", StringComparison.Ordinal) || right.Contains(".csv", StringComparison.Ordinal) ? text.Replace(right, wrong, StringComparison.Ordinal) : text[..place] + wrong + text[(place + right.Length)..]);
        Assert.Contains(rule, CrateRules.Broken(made.PathOf("crate")));
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];

    private static List<JsonObject> Graph(string folder) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Metadata)))!["@graph"]!.AsArray().Select(entity => entity!.AsObject())];
}
