using LCam.Explainers;
using LCam.Models;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>The unmodified evaluation script's scores on 20 photos.</summary>
[Collection(FidelityCollection.Name)]
public sealed class EvaluationFidelityTests(FidelityTable table)
{
    public static TheoryData<string> Models() => [.. ModelCases.All];

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void A_narrow_network_s_scores_are_the_reference_s(string name)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("eval_small_" + name));
        using var reference = new ReferenceModel(name, ScalarType.Float32);
        using var pass = new CleanPass(reference.Model.Backbone, SmallNetworks.Images(20));
        var explainer = ExplainerRegistry.Find("l-cam").Create(new ExplainerContext(reference.Model.Backbone, reference.Model, 0));
        new EvaluationComparison(table, expected, name).Check(pass, explainer);
    }
}
