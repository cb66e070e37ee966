using LCam.Models;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Explainers.Controls;

/// <summary>The same bell at the centre of every image: how far one comes by knowing where photographers point.</summary>
internal sealed class CentredGaussian(double deviation) : IExplainer
{
    private static readonly ExplainerParameter Deviation = ExplainerParameter.Between(
        "deviation", "Standard deviation as a share of the image's sides.", 0.25, 0, 10);

    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "gaussian",
        DisplayName = "Centred Gaussian",
        Traits = new(
            "Nearness to the image's centre: nothing of the image or the network.",
            NetworkAccess.None),
        Make = context => new CentredGaussian(context.Settings!.Number(Deviation.Name)),
        ForwardPasses = (_, _) => 0,
        Parameters = [Deviation],
        IsControl = true,
    };

    public string Id => Registration.Id;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (Bell(pass.Images.shape[2]), Bell(pass.Images.shape[3]));
        var map = (rows.unsqueeze(1) * columns.unsqueeze(0)).to(pass.Images.dtype).to(pass.Images.device);
        return map.expand(pass.Count, -1, -1).MoveToOuterDisposeScope();
    }

    private Tensor Bell(long size)
    {
        using var scope = NewDisposeScope();
        var distances = (Scalars.Range(size, float64).Plus(0.5) / Scalars.Of(size)) - Scalars.Of(0.5);
        return (distances / Scalars.Of(deviation)).Squared().mul(Scalars.Of(-0.5)).exp().MoveToOuterDisposeScope();
    }
}
