using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Models.Scripted;

/// <summary>A frozen network of two TorchScript files. Its parameters are the scripts' own affair: none are registered.</summary>
public sealed class ScriptedBackbone : Backbone
{
    private readonly ScriptFile _features;
    private readonly ScriptFile _head;
    private readonly ScriptFacts _facts;

    private ScriptedBackbone(ScriptFile features, ScriptFile head, ScriptFacts facts, ImageNormalisation normalisation, Device place)
        : base(ScriptedArchitecture.Name, facts.Classes)
    {
        (_features, _head, _facts, Normalisation, ComputesOn) = (features, head, facts, normalisation, place);
    }

    public override ImageNormalisation Normalisation { get; }

    public override Device ComputesOn { get; }

    public override IReadOnlyList<string> Layers { get; } = [ScriptedArchitecture.Features];

    public override IReadOnlyList<string> Cascade => [];

    /// <summary>Loads and runs a network, and says what running it told.</summary>
    /// <param name="options">With <see cref="BackboneOptions.Script"/>; its classes are not looked at.</param>
    /// <param name="features">The first file.</param>
    /// <param name="sides">Of the square images that it will be shown, in pixels.</param>
    /// <exception cref="ProblemException">What is wrong with the files.</exception>
    public static ScriptFacts Inspect(BackboneOptions options, string features, IEnumerable<int> sides)
    {
        var script = options.Script!;
        using var first = ScriptFile.Load(features, script.FeaturesDigest, CPU);
        using var second = ScriptFile.Load(script.Head, script.HeadDigest, CPU);
        var check = new ScriptCheck(first, second, script.Normalisation, CPU);
        var facts = sides.Select(check.Run).ToList();
        return facts.TrueForAll(other => (other.Channels, other.Classes) == (facts[0].Channels, facts[0].Classes))
            ? facts[0]
            : throw ScriptFile.Wrong(features, "gives other channels or classes for images of another size", null);
    }

    /// <summary>Loads a network onto a device, and runs it once.</summary>
    /// <param name="options">With <see cref="BackboneOptions.Script"/>.</param>
    /// <param name="features">The first file.</param>
    /// <param name="side">Of the square images that it will be shown, in pixels.</param>
    /// <exception cref="ProblemException">What is wrong with the files, other classes than those of the options included.</exception>
    public static ScriptedBackbone Load(BackboneOptions options, string features, int side, Device device)
    {
        var script = options.Script!;
        var first = ScriptFile.Load(features, script.FeaturesDigest, device);
        try
        {
            var second = ScriptFile.Load(script.Head, script.HeadDigest, device);
            try
            {
                var facts = new ScriptCheck(first, second, script.Normalisation, device).Run(side);
                if (facts.Classes != options.Classes)
                {
                    throw ScriptFile.Wrong(script.Head, FormattableString.Invariant($"expected {options.Classes} classes, found {facts.Classes}"), FormattableString.Invariant($"say that there are {facts.Classes}"));
                }

                return new ScriptedBackbone(first, second, facts, script.Normalisation, device);
            }
            catch
            {
                second.Dispose();
                throw;
            }
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>Looks whether both files can be TorchScript, without executing anything.</summary>
    /// <exception cref="ProblemException">One is missing or something else.</exception>
    public static void CheckFiles(string features, string head)
    {
        var problems = new ProblemCollector();
        problems.Try(() => ScriptFile.Check(features));
        problems.Try(() => ScriptFile.Check(head));
        problems.ThrowIfAny();
    }

    public override int Channels(string layer)
    {
        RequireLayer(layer);
        return _facts.Channels;
    }

    public override Activation Features(Tensor normalised, string layer)
    {
        RequireLayer(layer);
        return new Activation(_features.Run(normalised));
    }

    public override Activation Continue(Activation at, string layer, string to)
    {
        RequireLayer(layer);
        RequireLayer(to);
        return new Activation(at.Maps.alias());
    }

    public override Tensor Head(Activation at, string layer, IDropout? dropout = null)
    {
        RequireLayer(layer);
        return _head.Run(at.Maps);
    }

    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Initialise(long seed) => throw Frozen();

    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Randomise(string layer, long seed) => throw Frozen();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _features.Dispose();
            _head.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException Frozen() => new("the weights of a TorchScript network are not known by name");

    private static void RequireLayer(string layer)
    {
        if (layer != ScriptedArchitecture.Features)
        {
            throw new ArgumentException($"{ScriptedArchitecture.Name} has no layer {layer}", nameof(layer));
        }
    }
}
