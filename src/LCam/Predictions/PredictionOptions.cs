using LCam.Models;
using LCam.Models.Scripted;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Predictions;

/// <summary>Which classifier looks at the images, and how they are shown to it.</summary>
public sealed record PredictionOptions
{
    public required BackboneOptions Backbone { get; init; }

    /// <summary>The classifier's weight file.</summary>
    public required string Weights { get; init; }

    /// <summary>Whether the user said that the files of a TorchScript network may be run.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Which of the weight file's dicts; null where it is to be found.</summary>
    public string? Entry { get; init; }

    /// <summary>The short side after resizing, in pixels.</summary>
    public int InputSize { get; init; } = 256;

    /// <summary>The side of the centre crop, in pixels.</summary>
    public int CropSize { get; init; } = 224;

    public int BatchSize { get; init; } = 32;

    /// <summary>Images decoded at once; 0 for the number of processors. Changes no prediction.</summary>
    public int Workers { get; init; }

    /// <summary>TorchSharp's name of the device, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The files that make the classifier.</summary>
    public IReadOnlyList<string> Files => Backbone.Script is { } script ? [Weights, script.Head] : [Weights];

    /// <summary>Looks at the values and at the weight file's header, without the numeric library.</summary>
    /// <exception cref="ProblemException">A value is impossible, or the weight file is missing or damaged; all that is wrong is named.</exception>
    public void Validate()
    {
        var problems = new ProblemCollector();
        var inputs = problems.Try(() => Backbones.Find(Backbone.Architecture))?.Inputs;
        var smallest = inputs?.Smallest ?? 1;
        AtLeast("number of classes", Backbone.Classes, 1);
        AtLeast("batch size", BatchSize, 1);
        AtLeast("number of workers", Workers, 0);
        AtLeast("crop size", CropSize, smallest);
        AtLeast("input size", InputSize, Math.Max(CropSize, smallest));
        if (CropSize > inputs?.Largest)
        {
            Wrong(FormattableString.Invariant($"the crop size is {CropSize}"), FormattableString.Invariant($"give {inputs.Largest} or less"));
        }

        if (!(Backbone.Width > 0) || !double.IsFinite(Backbone.Width))
        {
            Wrong(FormattableString.Invariant($"the width factor is {Backbone.Width}"), "give a positive number; 1 is the published network");
        }

        CheckFiles(problems);
        problems.ThrowIfAny();

        void AtLeast(string name, int value, int least)
        {
            if (value < least)
            {
                Wrong(FormattableString.Invariant($"the {name} is {value}"), FormattableString.Invariant($"give {least} or more"));
            }
        }

        void Wrong(string what, string remedy) => problems.Add(ProblemKind.InvalidInput, [new Problem("", what, remedy)]);
    }

    private void CheckFiles(ProblemCollector problems)
    {
        switch (Backbone)
        {
            case { Script: { } script }:
                problems.Try(() => ScriptedBackbone.CheckFiles(Weights, script.Head));
                if (Backbone.Architecture != ScriptedArchitecture.Name)
                {
                    problems.Add(ProblemKind.InvalidInput, [new Problem("--head", $"is for {ScriptedArchitecture.Name}, not {Backbone.Architecture}", "leave it out")]);
                }
                else if (!IsTrusted)
                {
                    problems.Add(ProblemKind.InvalidInput, [new Problem("--trusted", ScriptOptions.IsProgram, "look where both files come from, then give it")]);
                }

                break;
            case { Architecture: ScriptedArchitecture.Name }:
                problems.Add(ProblemKind.InvalidInput, [new Problem("", $"a {ScriptedArchitecture.Name} network is two files, and the second is not given", "give --head")]);
                break;
            default:
                problems.Try(() => WeightFile.ReadHeader(Weights, Entry));
                break;
        }
    }
}
