using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// One batch through the narrow networks: forward passes, losses, gradients and three steps of the optimizer. In float64 two
/// implementations of the same formulas agree to rounding; in float32 the reference itself moves with the linear algebra
/// library, under which the image variants' gradients pass back through the whole backbone.
/// </summary>
[Collection(FidelityCollection.Name)]
public sealed class TrainingFidelityTests(FidelityTable table)
{
    private const double Double = 1e-9;

    public static TheoryData<string, string> DoubleCases() => ModelCases.Training("train64_small");

    public static TheoryData<string, string> SingleCases() => ModelCases.Training("train_small");

    [SharedDataTheory]
    [MemberData(nameof(DoubleCases))]
    public void In_float64_a_batch_and_three_steps_are_the_reference_s(string family, string name) =>
        Check(family, name, ScalarType.Float64, new Bounds(Double, Double, Double, Double, Double));

    [SharedDataTheory]
    [MemberData(nameof(SingleCases))]
    public void In_float32_a_batch_and_three_steps_are_the_reference_s_within_its_own_noise(string family, string name)
    {
        var featureMaps = name.Contains("Fm", StringComparison.Ordinal);
        Check(family, name, ScalarType.Float32, featureMaps ? new Bounds(1e-5, 1e-5, 1e-5, 1e-5) : new Bounds(1e-5, 1e-5, 1e-2, 5e-2));
    }

    private void Check(string family, string name, ScalarType type, Bounds bounds)
    {
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture($"{family}_{name}"));
        var label = $"{name} {(type == ScalarType.Float64 ? "float64" : "float32")}";
        new TrainingComparison(table, expected, label, bounds).Check(() => new ReferenceModel(name, type), type);
    }
}
