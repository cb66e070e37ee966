using LCam.Models;
using LCam.Problems;

namespace LCam.Labelling;

/// <summary>Which classifier labels the images, and how they are shown to it.</summary>
public sealed record LabellingOptions
{
    public required BackboneOptions Backbone { get; init; }

    /// <summary>The classifier's weight file.</summary>
    public required string Weights { get; init; }

    /// <summary>The short side after resizing, in pixels.</summary>
    public int InputSize { get; init; } = 256;

    /// <summary>The side of the centre crop, in pixels.</summary>
    public int CropSize { get; init; } = 224;

    public int BatchSize { get; init; } = 32;

    /// <summary>Images decoded at once; 0 for the number of processors. Changes no label.</summary>
    public int Workers { get; init; }

    /// <summary>TorchSharp's name of the device, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Forget the labels that an interrupted run left, whatever its settings were.</summary>
    public bool Restart { get; init; }

    /// <summary>Replace the output list if it is there.</summary>
    public bool Replace { get; init; }

    /// <exception cref="ProblemException">A value is impossible; every such value is named.</exception>
    public void Validate()
    {
        var problems = new List<Problem>();
        var smallest = 1;
        try
        {
            smallest = Backbones.Find(Backbone.Architecture).MinimumInput;
        }
        catch (ProblemException failure)
        {
            problems.AddRange(failure.Problems);
        }

        AtLeast("number of classes", Backbone.Classes, 1);
        AtLeast("batch size", BatchSize, 1);
        AtLeast("number of workers", Workers, 0);
        AtLeast("crop size", CropSize, smallest);
        AtLeast("input size", InputSize, Math.Max(CropSize, smallest));
        if (!(Backbone.Width > 0) || !double.IsFinite(Backbone.Width))
        {
            problems.Add(new Problem("", FormattableString.Invariant($"the width factor is {Backbone.Width}"), "give a positive number; 1 is the published network"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);

        void AtLeast(string name, int value, int least)
        {
            if (value < least)
            {
                problems.Add(new Problem("", FormattableString.Invariant($"the {name} is {value}"), FormattableString.Invariant($"give {least} or more")));
            }
        }
    }
}
