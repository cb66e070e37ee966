using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Auditing;

namespace LCam.Experiments.Tests.Sealing;

/// <summary>Seals are made where they are found, and what was signed is never lost.</summary>
[Collection(AuditCollection.Name)]
public sealed class ExperimentSealerTests(FinishedExperiment finished)
{
    [Fact]
    public void An_experiment_that_is_what_was_sealed_keeps_its_seal()
    {
        using var store = finished.Copy();
        var (before, outcome) = (Read(store), Seal(store));
        Assert.Equal((store.PathOf("tables", "tiny.seal.json"), null), (outcome.Path, outcome.SignedBefore));
        Assert.Equal(before, Read(store));
        Assert.Equal(1, store.Value<long>("SELECT COUNT(*) FROM seals"));
    }

    [Fact]
    public void A_signed_seal_is_put_aside_with_its_signature()
    {
        using var store = finished.Copy();
        var (before, head) = (Read(store), (long)JsonNode.Parse(store.Seal)!["chain"]!["sequence"]!);
        store.Execute("UPDATE stages SET label = label || ' anew'");
        var kept = Seal(store).SignedBefore;
        Assert.Equal(store.PathOf("tables", $"tiny.{head}.seal.json"), kept);
        Assert.Equal(before, (File.ReadAllText(kept!), File.ReadAllText(kept + ".sig")));
        Assert.False(File.Exists(store.PathOf("tables", "tiny.seal.json.sig")));
        Assert.Contains(store.Audit().Findings, finding => finding.Id == "A1-seal-signature" && finding.Evidence.Contains("it is not signed", StringComparison.Ordinal));
        new SealSignature(new ProgramRunner()).Sign(store.PathOf("tables", "tiny.seal.json"), store.Key);
        Assert.Empty(store.Audit().Findings);
    }

    [Fact]
    public void A_seal_of_an_experiment_without_tables_is_in_the_store_and_can_be_signed()
    {
        using var store = finished.Copy();
        Rewrite(store, text => text.Replace("output: { table: tables/table.md, store: store }", "output: { store: store }", StringComparison.Ordinal).Replace(", output: tables/named.md", "", StringComparison.Ordinal));
        var outcome = Seal(store);
        Assert.Equal((store.PathOf("store", "seals", "tiny.seal.json"), store.PathOf("tables", "tiny.seal.json")), (outcome.Path, outcome.SignedBefore));
        Assert.Contains(store.Audit().Findings, finding => finding.Id == "A1-seal-replaced");
        new SealSignature(new ProgramRunner()).Sign(outcome.Path, store.Key);
        Assert.DoesNotContain(store.Audit().Findings, finding => finding.Id.StartsWith("A1-seal", StringComparison.Ordinal));
    }

    [Fact]
    public void A_seal_of_the_first_version_stays_until_it_is_renewed()
    {
        using var store = finished.Copy();
        store.Resign(manifest =>
        {
            manifest["version"] = 1;
            var content = manifest["content"]!.AsObject();
            foreach (var name in (string[])["created", "store", "spec", "table", "tables", "stages"])
            {
                content.Remove(name);
            }

            foreach (var (_, run) in content["runs"]!.AsObject())
            {
                run!.AsObject().Where(part => part.Key is not ("event" or "artifacts")).Select(part => part.Key).ToList().ForEach(name => run.AsObject().Remove(name));
            }
        });
        var before = Read(store);
        Assert.Null(Seal(store).SignedBefore);
        Assert.Equal(before, Read(store));
        Assert.Empty(store.Audit(isSigned: false).Findings);
        Assert.Equal("A1-seal-version", Assert.Single(store.Audit().Findings).Id);
        Assert.NotNull(Seal(store, renew: true).SignedBefore);
        Assert.Equal(2, (int)JsonNode.Parse(Read(store).Seal)!["version"]!);
    }

    private static (string Seal, string? Signature) Read(TamperedStore store) =>
        (File.ReadAllText(store.PathOf("tables", "tiny.seal.json")), File.Exists(store.PathOf("tables", "tiny.seal.json.sig")) ? File.ReadAllText(store.PathOf("tables", "tiny.seal.json.sig")) : null);

    private static void Rewrite(TamperedStore store, Func<string, string> change)
    {
        var text = change(File.ReadAllText(store.PathOf("tiny.yaml")));
        File.WriteAllText(store.PathOf("tiny.yaml"), text);
        store.Execute("UPDATE experiments SET spec_text = @text", new { text });
    }

    private static SealOutcome Seal(TamperedStore store, bool renew = false)
    {
        var files = new FileSystem();
        using var opened = ExperimentStore.Open(store.PathOf("store"), TimeProvider.System);
        return new ExperimentSealer(opened, files, TimeProvider.System).Seal(SpecReader.Read(store.PathOf("tiny.yaml"), [], _ => null, files), renew);
    }
}
