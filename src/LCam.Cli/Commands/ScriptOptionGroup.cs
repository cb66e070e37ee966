using System.CommandLine;
using LCam.Models.Scripted;

namespace LCam.Cli.Commands;

/// <summary>The options of a network that is two TorchScript files.</summary>
internal sealed class ScriptOptionGroup
{
    private readonly Option<string?> _head = new("--head") { Description = "of a torchscript network: the file from the feature maps to the logits; --weights is that from the image to them" };
    private readonly Option<bool> _trusted = new("--trusted") { Description = "of a torchscript network: both files, which are programs, may be run" };
    private readonly Option<string> _normalisation = new("--normalisation") { Description = "of a torchscript network: imagenet, or none for images as they are, in [0,1]", DefaultValueFactory = _ => "imagenet" };

    public ScriptOptionGroup() => _normalisation.AcceptOnlyFromAmong("imagenet", "none");

    public IReadOnlyList<Option> All => [_head, _trusted, _normalisation];

    /// <summary>Whether the files may be run.</summary>
    public bool IsTrusted(ParseResult parsed) => parsed.GetValue(_trusted);

    /// <summary>Null where no second file is given.</summary>
    public ScriptOptions? Read(ParseResult parsed) =>
        parsed.GetValue(_head) is { } head ? new ScriptOptions(head) { TakesPixels = parsed.GetValue(_normalisation) == "none" } : null;
}
