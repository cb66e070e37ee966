using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Explaining;

/// <summary>A trained model in a file that explains: its attention mechanism, and its network where it has one.</summary>
/// <param name="File">The weight file.</param>
/// <param name="Name">The reference's name of the model, as <c>ResNet50_L_CAM_Img</c>.</param>
/// <param name="Classes">Rows of the attention.</param>
/// <param name="HasNetwork">Whether the file holds the classifier too.</param>
public sealed record AttentionModel(string File, string Name, IBackboneArchitecture Architecture, Variant Variant, LossKind Loss, int Classes, bool HasNetwork)
{
    /// <summary>Columns of the attention: channels of the maps that it looks at.</summary>
    public long Channels { get; init; }

    /// <summary>What is wrong with it for a classifier; null where it fits, or is of another architecture.</summary>
    internal Problem? Misfit(BackboneOptions classifier)
    {
        // What a TorchScript network has is only known once it runs.
        var channels = Architecture.Id == classifier.Architecture && Variant.LayersOf(Architecture) is [var layer] ? Architecture.Layer(layer).Channels(classifier) ?? Channels : Channels;
        return (Classes, Channels) == (classifier.Classes, channels) ? null : new Problem(
            Option,
            FormattableString.Invariant($"the attention in {File} is for {Classes} classes and {Channels} channels, and the classifier has {classifier.Classes} and {channels}"),
            HasNetwork ? "leave --weights out to explain the network inside it, with the --width that it has" : "name the weights, --classes and --width of the classifier that it was trained on");
    }

    /// <summary>The command line's option.</summary>
    internal const string Option = "--attention";

    /// <summary>The model that <c>FILE</c> or <c>MODEL=FILE</c> means.</summary>
    /// <exception cref="ProblemException">The file is missing or wrong, has no attention, or it is not known which model it is.</exception>
    internal static AttentionModel Read(string text)
    {
        var (named, file) = text.IndexOf('=', StringComparison.Ordinal) is > 0 and var place && Find(text[..place]) is not null ? (text[..place], text[(place + 1)..]) : (null, text);
        var header = WeightFile.ReadHeader(file);
        var weight = header.Entries.FirstOrDefault(entry => entry.Name == AttentionEntries.Weight);
        if (weight is not { Shape: [var classes, var channels, 1, 1] } || header.Entries.All(entry => entry.Name != AttentionEntries.Bias))
        {
            throw Wrong($"{file} holds no trained attention", "'lcam weights inspect' says what it holds");
        }

        // The reference writes "resnet" into every snapshot, and the model's name on the folder.
        string?[] names = [named, header.Metadata.GetValueOrDefault("arch"), Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))];
        var name = names.FirstOrDefault(candidate => candidate is not null && Find(candidate) is not null);
        return name is not null && Find(name) is var (architecture, variant, loss)
            ? new AttentionModel(file, name, architecture, variant, loss, (int)Math.Min(classes, int.MaxValue), header.Entries.Any(NetworkHash.IsNetwork)) { Channels = channels }
            : throw Wrong($"neither {file} nor its folder's name says which model it is", "write MODEL=FILE, as in ResNet50_L_CAM_Img=model.pth.tar");
    }

    private static (IBackboneArchitecture Architecture, Variant Variant, LossKind Loss)? Find(string name)
    {
        var known = from architecture in Backbones.Named
                    from variant in architecture.Variants
                    from loss in Enum.GetValues<LossKind>()
                    where ModelNames.For(architecture, variant, loss) == name
                    select ((IBackboneArchitecture, Variant, LossKind)?)(architecture, variant, loss);
        return known.FirstOrDefault();
    }

    private static ProblemException Wrong(string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(Option, what, remedy));
}
