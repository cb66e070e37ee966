using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LCam.Experiments.Crates;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Crates;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>The files that a spec extends belong to it wherever its experiment is told of.</summary>
[Collection(AuditCollection.Name)]
public sealed class ExtendedSpecTests(FinishedExperiment finished)
{
    [Fact]
    public void Runs_and_crates_know_an_extended_file_by_its_hash_and_an_audit_finds_it_changed()
    {
        using var store = finished.Copy();
        var extended = store.PathOf("parts", "base.yaml");
        Directory.CreateDirectory(store.PathOf("parts"));
        File.WriteAllText(extended, "description: of another file\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(extended)));
        store.RunAgain("name: tiny", "extends: parts/base.yaml\nname: tiny");
        store.RunAgain("percentage: [0, 0.5]", "percentage: [0, 0.25, 0.5]");
        Assert.DoesNotContain(store.Audit().Findings, Changed);
        using (var opened = ExperimentStore.OpenReadOnly(store.PathOf("store"), TimeProvider.System)!)
        {
            var source = JsonNode.Parse(opened.Provenance.Of(opened.Runs.Of(opened.Experiments.CurrentCells("tiny")[0].MeasureKey)[^1].Id)!.Source)!;
            Assert.Equal($$"""{"parts/base.yaml":"{{hash}}"}""", source["extends"]!.ToJsonString());

            new CrateExporter(opened, new FileSystem(), _ => null).Write(store.PathOf("tiny.yaml"), store.PathOf("crate"), new CrateOptions([], null));
            Assert.Empty(CrateRules.Broken(store.PathOf("crate")));
            var entities = JsonNode.Parse(File.ReadAllText(store.PathOf("crate", "ro-crate-metadata.json")))!["@graph"]!.AsArray().ToDictionary(entity => (string)entity!["@id"]!, entity => entity!);
            Assert.Equal($"#file-{hash}", (string)entities["spec/tiny.yaml"]["isBasedOn"]![0]!["@id"]!);
            Assert.Equal("parts/base.yaml", (string)entities[$"#file-{hash}"]["name"]!);
            Assert.Contains("\n# ---- parts/base.yaml ----\n# description: of another file\n", File.ReadAllText(store.PathOf("crate", "spec", "tiny.yaml")), StringComparison.Ordinal);
        }

        File.AppendAllText(extended, "# more\n");
        Assert.Equal("a file that it extends is another", Assert.Single(store.Audit().Findings, Changed).Evidence);
        File.Delete(extended);
        Assert.Contains("parts/base.yaml", Assert.Single(store.Audit().Findings, Changed).Evidence, StringComparison.Ordinal);
    }

    private static bool Changed(Finding finding) => finding.Id == "A3-spec-changed";
}
