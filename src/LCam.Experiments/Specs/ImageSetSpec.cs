namespace LCam.Experiments.Specs;

/// <summary>Images and the list that labels them.</summary>
public sealed record ImageSetSpec
{
    /// <summary>The folder that the list's paths start from.</summary>
    public required SpecPath Images { get; init; }

    /// <summary>The list; with <c>labels: folders</c> the text of <see cref="LCam.Images.FolderLabels"/>, at the place of that key.</summary>
    public required SpecPath List { get; init; }

    /// <summary>File that says what each image is, so that it need not be read; null when not given.</summary>
    public SpecPath? Lock { get; init; }

    /// <summary>The labels are the images' folders.</summary>
    public bool HasFolderLabels => LCam.Images.FolderLabels.Is(List.Resolved);

    /// <summary>Folder of object masks under the images' relative names; evaluation alone, null when not given.</summary>
    public SpecPath? Masks { get; init; }

    /// <summary>Which values of a mask are the object, as <see cref="LCam.Images.MaskRule.Parse"/> reads them; empty for all but 0.</summary>
    public IReadOnlyList<string> MaskValues { get; init; } = [];

    /// <summary>The value of a mask's pixels that do not count; null where all do.</summary>
    public int? MaskIgnore { get; init; }

    /// <summary>Use the list's first images alone; evaluation alone, null for all.</summary>
    public int? Limit { get; init; }
}
