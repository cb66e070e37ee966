using System.Globalization;
using System.Text.Json;
using LCam.Evaluation;
using LCam.Problems;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>Muting, on ties, constant maps, extreme percentages and NaN, in low resolution and in the input's.</summary>
[Collection(FidelityCollection.Name)]
public sealed class MutingFidelityTests(FidelityTable table)
{
    [Fact]
    public void Every_low_resolution_case_of_the_reference_is_muted_alike() =>
        Check(Fixtures.Path("muting.safetensors"), Fixtures.Path("muting.json"), "low resolution", 100);

    [SharedDataFact]
    public void Every_case_of_the_reference_is_muted_alike() =>
        Check(SharedData.Path("fixtures", "drop.safetensors"), SharedData.Path("fixtures", "drop.json"), "all cases", 140);

    private void Check(string arrays, string facts, string name, int fewest)
    {
        using var scope = NewDisposeScope();
        using var cases = SafetensorsFile.Read(arrays);
        using var document = JsonDocument.Parse(File.ReadAllText(facts));
        var (refusals, outcomes) = (new List<bool>(), new List<bool>());
        foreach (var fact in document.RootElement.EnumerateObject().Where(fact => fact.Name.Contains("/p", StringComparison.Ordinal)))
        {
            var separator = fact.Name.IndexOf("/p", StringComparison.Ordinal);
            var percentage = double.Parse(fact.Name[(separator + 2)..], CultureInfo.InvariantCulture);
            var map = cases[fact.Name[..separator] + "/in"].squeeze(1);
            refusals.Add(fact.Value.TryGetProperty("error", out _));
            if (refusals[^1])
            {
                Assert.Throws<ProblemException>(() => Muting.Apply(map, percentage));
                continue;
            }

            outcomes.Add(IsSame(cases[fact.Name].squeeze(1), Muting.Apply(map, percentage)));
        }

        Assert.InRange(outcomes.Count, fewest, int.MaxValue);
        Assert.Contains(true, refusals);
        table.Same("muted maps that differ", name, outcomes.Select(_ => true), outcomes);
        var scaled = cases.Names.Where(map => map.EndsWith("/minmax", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(scaled);
        table.Same("min-max scaled maps that differ", name, scaled.Select(_ => true), scaled.Select(map =>
            IsSame(cases[map].squeeze(1), SaliencyMap.MinMax(cases[map.Replace("/minmax", "/in", StringComparison.Ordinal)].squeeze(1), ConstantMap.NaN))));
    }

    private static bool IsSame(Tensor expected, Tensor actual) => actual.nan_to_num(-7).equal(expected.nan_to_num(-7)).all().item<bool>();
}
