using LCam.Losses;
using LCam.Models;
using LCam.Randomness;
using LCam.Training;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

/// <summary>A very narrow network with random weights on 32 or 64-pixel images: everything works, nothing means anything.</summary>
internal sealed class TinyModel : IDisposable
{
    internal const int Classes = 5;
    internal const int Side = 64;

    internal TinyModel(string architecture, Variant variant, LossKind loss)
    {
        Architecture = Backbones.Find(architecture);
        Backbone = Backbones.Create(new BackboneOptions(architecture, Classes, 1.0 / 32));
        Backbone.Initialise(7);
        Backbone.Freeze();
        Model = new LCamModel(
            Architecture, Backbone, variant.Initialise(Architecture, Backbone, 3), variant, loss, unnormalisedAttention: true);
        Options = TrainingDefaults.For(Architecture, Protocol.Reference);
    }

    internal IBackboneArchitecture Architecture { get; }

    internal Backbone Backbone { get; }

    internal LCamModel Model { get; }

    internal TrainingOptions Options { get; }

    internal static Tensor Images(int count, int first = 0)
    {
        var values = new float[count * 3 * Side * Side];
        for (var i = 0; i < count; i++)
        {
            var random = new CounterRandom(1, RandomPurpose.Scene, 0, first + i);
            for (var j = 0; j < 3 * Side * Side; j++)
            {
                values[(i * 3 * Side * Side) + j] = (float)random.NextDouble();
            }
        }

        return tensor(values, [count, 3, Side, Side]);
    }

    public void Dispose()
    {
        Model.Dispose();
        Backbone.Dispose();
    }
}
